#!/usr/bin/env node
import { askAtTerminal } from './ask.ts';
import { oldNode } from './old-node.ts';
import { runCreate } from './run-create.ts';

const refusal = oldNode(process.versions.node);
if (refusal !== undefined) {
  process.stderr.write(`${refusal}\n`);
  process.exit(1);
}
const terminal = process.stdin.isTTY ? askAtTerminal() : undefined;
process.exitCode = await runCreate(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
  ...(terminal && { ask: terminal.ask }),
});
terminal?.close();
