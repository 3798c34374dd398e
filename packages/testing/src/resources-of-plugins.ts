import { createHook } from 'node:async_hooks';
import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { currentOwner } from '@guildhall/core';

export type ResourceKind = 'timer' | 'socket' | 'server' | 'process' | 'worker' | 'watcher';

/** Something of Node's that a plugin's handler opened by itself, and that is still open. */
export interface OpenResource {
  readonly kind: ResourceKind;
  readonly pluginId: string;
  readonly guildId: string;
  /** Aborted when the plugin was switched off there. */
  readonly signal: AbortSignal;
  /** The line of code that opened it, `somewhere` when Node did so later. */
  readonly at: string;
}

/** Node's names of what can be left open. */
const kinds: Readonly<Record<string, ResourceKind>> = {
  Timeout: 'timer',
  TCPWRAP: 'socket',
  UDPWRAP: 'socket',
  TCPSERVERWRAP: 'server',
  PROCESSWRAP: 'process',
  WORKER: 'worker',
  FSEVENTWRAP: 'watcher',
  STATWATCHER: 'watcher',
};

/** Where something was opened; what that means is only asked of what is still open. */
interface Opened extends Omit<OpenResource, 'at'> {
  readonly trace: Error;
  /** `null`: it was not the plugin's own code. */
  at: string | null | undefined;
}

const open = new Map<number, Opened>();
let watching = false;

/** What plugins of this process have open, whichever stage they are on. Watching begins with the first call. */
export function resourcesOfPlugins(): readonly OpenResource[] {
  if (!watching) watch();
  return [...open.values()].flatMap((opened) => {
    const { trace, ...resource } = opened;
    if (opened.at === undefined) opened.at = openedBy(opened.kind, trace) ?? null;
    return opened.at === null ? [] : [{ ...resource, at: opened.at }];
  });
}

function watch(): void {
  watching = true;
  createHook({
    // Promises are not looked at: that would make each of them slower.
    trackPromises: false,
    init(id, type) {
      const kind = kinds[type];
      if (kind === undefined) return;
      const owner = currentOwner();
      if (owner === undefined) return;
      const { pluginId, guildId, signal } = owner;
      open.set(id, { kind, pluginId, guildId, signal, trace: traceOfNow(), at: undefined });
    },
    destroy(id) {
      open.delete(id);
    },
  }).enable();
}

/** Cheap as long as nobody reads its stack: each command of a database opens a timer. */
function traceOfNow(): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 30;
  const trace = new Error('here');
  Error.stackTraceLimit = stackTraceLimit;
  return trace;
}

/**
 * The place in the code that opened something in a plugin's name; `undefined` when it was not the plugin's own code:
 * databases and clients open connections and timers while they do what a handler asks, and close them when they like.
 */
function openedBy(kind: ResourceKind, trace: Error): string | undefined {
  const frames = (trace.stack ?? '').split('\n').slice(1);
  const frame = frames.map((line) => line.trim()).find((line) => !isOfNode(line) && !line.includes(here));
  // Node opens some things later, when nobody's code is on the stack; timers and sockets of its own it looks after.
  if (frame === undefined) return kind === 'timer' || kind === 'socket' ? undefined : 'somewhere';
  if (hosts.some((part) => frame.includes(part))) return undefined;
  return frame.replace(/^at /, '').replaceAll('file://', '');
}

function isOfNode(frame: string): boolean {
  return /\(?node:/.test(frame) || frame.includes('<anonymous>') || frame.startsWith('at new Promise');
}

const here = fileURLToPath(import.meta.url);

/** What works for plugins without being one. */
const hosts: readonly string[] = [
  ...['@guildhall/core', '@guildhall/sdk', '@guildhall/discord-simulator', '@guildhall/embedded-mongo'].map(
    (name) => `${dirname(dirname(fileURLToPath(import.meta.resolve(name))))}${sep}`,
  ),
  dirname(here) + sep,
  ...['mongodb', 'mongoose', 'discord.js', '@discordjs', '@sapphire', 'undici', 'ws', 'pino'].map(
    (name) => `${sep}node_modules${sep}${name}${sep}`,
  ),
];
