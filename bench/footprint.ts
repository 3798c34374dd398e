/**
 * What sandboxed plugins and a whole Guildhall weigh, and how long they take to start.
 *
 *   node --conditions=@guildhall/source bench/footprint.ts [rounds = 5] [guilds = 200]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildPlugin } from '@guildhall/sdk/build';
import { Client } from 'discord.js';
import { Sandboxes } from '../packages/core/src/sandbox/index.ts';
import { median } from './dispatch/statistics.ts';

const rounds = Number(process.argv[2] ?? 5);
const guilds = Number(process.argv[3] ?? 200);
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const goals = { megabytes: 400, coldStartMs: 10_000 };

/** Memory of a process in megabytes: `Pss` shares what several processes map among them. */
function memoryOf(pid: number, field: 'Pss' | 'Rss'): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1]) / 1024;
}

interface Footprint {
  readonly startMs: number;
  readonly cpuMs: number;
  readonly pss: number;
}

/** Processor time since a process began, in milliseconds. */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
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
    const footprint = { startMs, cpuMs: cpuOf(pid), pss: memoryOf(pid, 'Pss') };
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
const { outDir } = await buildPlugin(path.join(import.meta.dirname, 'sandbox', 'plugin'), {
  outDir: path.join(folder, 'plugin'),
});
const whole = spawn(
  process.execPath,
  [
    '--conditions=@guildhall/source',
    path.join(import.meta.dirname, 'footprint', 'whole.ts'),
    outDir,
    String(guilds),
  ],
  { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
);
whole.stdout?.resume();
const [told] = (await once(whole, 'message')) as [{ answeredMs: number; cpuMs: number }];
const [rss, pss] = [memoryOf(whole.pid ?? 0, 'Rss'), memoryOf(whole.pid ?? 0, 'Pss')];
whole.send('end');
await once(whole, 'exit');
await rm(folder, { recursive: true });
console.log(
  `a whole Guildhall, ${guilds} guilds, the simulated Discord included: ${rss.toFixed(0)} MB resident, ${pss.toFixed(0)} proportional (goal ${goals.megabytes}); cold start to an answered command ${(told.answeredMs / 1000).toFixed(1)} s, processor time ${(told.cpuMs / 1000).toFixed(1)} s (goal ${goals.coldStartMs / 1000})`,
);
