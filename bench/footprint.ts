/**
 * What sandboxed plugins and a whole Guildhall weigh, and how long they take to start.
 *
 *   node --conditions=@guildhall/source bench/footprint.ts [rounds = 5] [guilds = 200]
 */
import { type ChildProcess, type Serializable, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildPlugin } from '@guildhall/sdk/build';
import { Client } from 'discord.js';
import { Sandboxes } from '../packages/core/src/sandbox/index.ts';
import { median } from './dispatch/statistics.ts';
import type { DiscordAddress, GuildAddress } from './footprint/discord.ts';
import { cpuOf, memoryOf } from './footprint/of-process.ts';

const rounds = Number(process.argv[2] ?? 5);
const guilds = Number(process.argv[3] ?? 200);
// The bootstrap is plain JavaScript without declarations.
const bootstrap = new URL('../scripts/bootstrap/host-process.mjs', import.meta.url);
const { hostEnvironment, hostFlags } = (await import(bootstrap.href)) as {
  readonly hostEnvironment: NodeJS.ProcessEnv;
  readonly hostFlags: readonly string[];
};
const silent = { debug() {}, info() {}, warn() {}, error() {} };
/** So long nothing happens before the whole is weighed: until it has noticed that it rests, and collected. */
const restMs = 40_000;
const goals = { megabytes: 400, coldStartMs: 10_000 };

interface Footprint {
  readonly startMs: number;
  readonly cpuMs: number;
  readonly pss: number;
}

/** Processes that were started from this one, and by those. */
function childrenOf(pid: number): readonly number[] {
  const own = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  const inner = own.flatMap((child) => childrenOf(Number(child)));
  return inner.length > 0 ? inner : own.map(Number);
}

async function sandboxOf(name: string): Promise<() => Promise<Footprint>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'guildhall-bench-'));
  const source = path.join(import.meta.dirname, 'sandbox', name);
  const { manifest, outDir } = await buildPlugin(source, { outDir: path.join(folder, name) });
  const sandboxes = new Sandboxes({ clock: { now: () => Date.now() }, logger: silent, minimum: 'process' });
  sandboxes.attach({
    client: new Client({ intents: [] }),
    applicationId: '100000000000000001',
    broker: { reportRefusal: () => undefined },
  } as never);
  cleanUps.push(async () => {
    await sandboxes.close();
    await rm(folder, { recursive: true });
  });
  let round = 0;
  return async () => {
    round += 1;
    const hash = `round-${round}`;
    const began = performance.now();
    await sandboxes.load({ folder: outDir, entry: 'index.js', hash, manifest });
    const startMs = performance.now() - began;
    const pid = sandboxes.running()[0]?.pid;
    if (pid === undefined) throw new Error('the plugin does not run');
    const footprint = { startMs, cpuMs: cpuOf(pid) / 1000, pss: memoryOf(pid, 'Pss') };
    await sandboxes.forget(hash);
    return footprint;
  };
}

const cleanUps: (() => Promise<void>)[] = [];
const kinds = [
  ['without discord.js', await sandboxOf('plugin')],
  ['with discord.js', await sandboxOf('structures')],
] as const;
const figures = new Map<string, Footprint[]>(kinds.map(([name]) => [name, []]));
// The first of each makes the bundles and their copies.
for (const [, start] of kinds) await start();
for (let round = 0; round < rounds; round += 1) {
  for (const [name, start] of kinds) figures.get(name)?.push(await start());
}
for (const [name, rows] of figures) {
  const middle = (of: keyof Footprint) => median(rows.map((row) => row[of]));
  console.log(
    `a process ${name}: ${middle('pss').toFixed(0)} MB proportional, loaded after ${middle('startMs').toFixed(0)} ms (its processor time ${middle('cpuMs').toFixed(0)} ms)`,
  );
}
for (const cleanUp of cleanUps) await cleanUp();

const folder = await mkdtemp(path.join(os.tmpdir(), 'guildhall-bench-'));
const root = path.join(import.meta.dirname, '..');

async function build(source: string): Promise<string> {
  return (await buildPlugin(source, { outDir: path.join(folder, path.basename(source)) })).outDir;
}

/** Plugins that come with Guildhall, up to six; what can't be built at this moment is named, and made up for by smaller ones. */
async function firstParty(): Promise<readonly string[]> {
  const built: string[] = [];
  for (const name of ['leveling', 'moderation', 'automod', 'giveaways']) {
    await build(path.join(root, 'packages/plugins', name)).then(
      (outDir) => built.push(outDir),
      (error: unknown) => console.log(`${name} is left out: ${String(error).split('\n')[0]}`),
    );
  }
  for (const name of ['starboard', 'hello'])
    built.push(await build(path.join(root, 'examples', `${name}-plugin`)));
  return built.slice(0, 6);
}

function begin(file: string, ...given: readonly string[]): ChildProcess {
  const program = path.join(import.meta.dirname, 'footprint', file);
  // As `npm start` does; and what was compiled at an earlier start is not compiled again.
  return spawn(process.execPath, ['--conditions=@guildhall/source', ...hostFlags, program, ...given], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      ...hostEnvironment,
      NODE_COMPILE_CACHE: path.join(root, 'node_modules/.cache/node-compile'),
    },
  });
}

/** What the process answers. @throws when it ends instead */
async function answerOf<T>(child: ChildProcess, order?: Serializable): Promise<T> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('a process of the benchmark has ended');
  });
  ended.catch(() => undefined);
  const answer = once(child, 'message');
  if (order !== undefined) child.send(order);
  const [told] = await Promise.race([answer, ended]);
  return told as T;
}

/** What a browser loads of the dashboard when it opens it. */
async function openDashboard(url: string): Promise<number> {
  const page = await (await fetch(url)).text();
  const parts = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, part]) => part);
  for (const part of parts) await (await fetch(new URL(part ?? '', url))).arrayBuffer();
  return parts.length;
}

const folders = await firstParty();
const sandboxed = await build(path.join(import.meta.dirname, 'sandbox', 'plugin'));
const discord = begin('discord.ts');
const address = await answerOf<DiscordAddress>(discord);
const first = await answerOf<readonly GuildAddress[]>(discord, { guilds: 1 });
const startCold = async () => {
  const at = performance.now();
  const whole = begin('whole.ts', JSON.stringify({ discord: address, folders, sandboxed }));
  const { url, startedMs } = await answerOf<{ url: string; startedMs: number }>(whole);
  const { cpuMs } = await answerOf<{ cpuMs: number }>(whole, first);
  const content = await answerOf<string>(discord, { run: '/seen' });
  if (!/^\d+$/.test(content)) throw new Error(`/seen answered "${content}"`);
  return { whole, url, startedMs, answeredMs: performance.now() - at, cpuMs };
};
const end = async (whole: ChildProcess) => {
  whole.send('end');
  await once(whole, 'exit');
};
// Once before, so that what is compiled once for many starts is.
await end((await startCold()).whole);
const { whole, url, startedMs, answeredMs, cpuMs } = await startCold();
console.log(
  `cold start to an answered command ${(answeredMs / 1000).toFixed(1)} s (goal ${goals.coldStartMs / 1000}): started after ${(startedMs / 1000).toFixed(1)} s, then 7 plugins installed in a guild; processor time until the command ${(cpuMs / 1000).toFixed(1)} s`,
);
const parts = await openDashboard(url);
const others = await answerOf<readonly GuildAddress[]>(discord, { guilds: guilds - 1 });
await answerOf(whole, others);
await openDashboard(url);
// What was only needed to install everything is collected when nothing happens for a while.
const busy = memoryOf(whole.pid ?? 0, 'Rss');
await new Promise((resolve) => setTimeout(resolve, restMs));

const pid = whole.pid ?? 0;
const [own, guest] = [pid, ...childrenOf(pid)];
const rss = memoryOf(own ?? 0, 'Rss');
console.log(
  `a whole Guildhall, ${guilds} guilds, 6 plugins (${folders.length} that come with it), a dashboard of ${parts} parts served, one sandboxed plugin: ${rss.toFixed(0)} MB resident at rest (${busy.toFixed(0)} right after the last was installed), ${memoryOf(pid, 'Pss').toFixed(0)} proportional; with its sandboxed process ${(rss + (guest ? memoryOf(guest, 'Pss') : 0)).toFixed(0)} (goal ${goals.megabytes})`,
);
await end(whole);
discord.disconnect();
await rm(folder, { recursive: true });
