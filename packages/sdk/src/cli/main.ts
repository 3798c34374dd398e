#!/usr/bin/env node
import { oldNode } from './old-node.ts';

const refusal = oldNode(process.versions.node);
if (refusal !== undefined) {
  process.stderr.write(`${refusal}\n`);
  process.exit(1);
}
// Only now: on an old Node.js what it imports may not even load.
const { runCli } = await import('./run-cli.ts');
const code = await runCli(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
});
// A bot that ran here may leave something that keeps the process alive; what had to be saved is saved by now.
process.stdout.write('', () => process.exit(code));
