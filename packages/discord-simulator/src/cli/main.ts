#!/usr/bin/env node
import { once } from 'node:events';
import { runSimulator } from './run-simulator.ts';

const wantsStdin = process.argv.includes('--until-stdin-ends');
if (wantsStdin) process.stdin.resume();
process.exitCode = await runSimulator(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
  stop: Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]),
  stdinEnds: once(process.stdin, 'end'),
});
// What waits for signals or for standard input would keep it running.
process.exit();
