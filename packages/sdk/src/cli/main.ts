#!/usr/bin/env node
import { runCli } from './run-cli.ts';

const code = await runCli(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
});
// A bot that ran here may leave something that keeps the process alive; what had to be saved is saved by now.
process.stdout.write('', () => process.exit(code));
