#!/usr/bin/env node
import { askAtTerminal } from './ask.ts';
import { runCreate } from './run-create.ts';

const terminal = process.stdin.isTTY ? askAtTerminal() : undefined;
process.exitCode = await runCreate(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
  ...(terminal && { ask: terminal.ask }),
});
terminal?.close();
