import { spawn } from 'node:child_process';
import os from 'node:os';

/** A set-up step that failed, told to the person who typed the command. */
export class SetupError extends Error {
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

const running = new Set();
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of forwarded) {
  process.on(signal, () => {
    // In a terminal Ctrl+C reaches the children by itself; a second one does no harm, they treat it as "hurry".
    if (signal !== 'SIGINT' || !process.stdin.isTTY) for (const child of running) child.kill(signal);
    if (running.size === 0) process.exit(128 + os.constants.signals[signal]);
  });
}

function finished(child) {
  running.add(child);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      running.delete(child);
      reject(error);
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve(code ?? 128 + (os.constants.signals[signal] ?? 1));
    });
  });
}

/**
 * Runs a program with this terminal as its own.
 * `stopWithParent` gives it a channel that closes when this process dies, however it dies, so that it can stop too.
 * @returns its exit code (128 + signal when a signal ended it)
 */
export function runInForeground(command, args, { cwd, env, stopWithParent = false } = {}) {
  const stdio = stopWithParent ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit';
  return finished(spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio }));
}

/** Runs a step and shows its output; a failure names the step and what to try. */
export async function runStep(name, command, args, { cwd, env, remedy }) {
  const code = await runInForeground(command, args, { cwd, env });
  if (code !== 0) throw new SetupError(`${name} ended with code ${code}.`, remedy);
}

/** @returns standard output, or `undefined` when the program is not there or fails. */
export async function readOutput(command, args, options = {}) {
  try {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'], ...options });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    return (await finished(child)) === 0 ? text.trim() : undefined;
  } catch {
    return undefined;
  }
}

export function say(line) {
  process.stderr.write(`${line}\n`);
}
