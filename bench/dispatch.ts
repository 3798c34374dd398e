/**
 * CPU per gateway event, garbage collection included: a bare socket, plain discord.js, and our core.
 *
 *   node --conditions=@guildhall/source bench/dispatch.ts [rounds] [events]
 */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { Address } from './dispatch/core.ts';
import { median, ratios } from './dispatch/statistics.ts';

const rounds = Number(process.argv[2] ?? 5);
const events = process.argv[3] ?? '40000';
const largestSpread = 0.15;
const kinds = ['discord.js', 'core', 'core-disabled', 'core-no-op', 'core-durable'] as const;
const flags = ['--conditions=@guildhall/source', '--expose-gc'];
const run = promisify(execFile);

const file = (name: string) => `${import.meta.dirname}/dispatch/${name}.ts`;

async function child<T>(name: string, ...args: string[]): Promise<T> {
  const { stdout } = await run(process.execPath, [...flags, file(name), ...args], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return JSON.parse(stdout) as T;
}

async function measure(kind: string, address: Address): Promise<number> {
  const { microseconds } = await child<{ microseconds: number }>(
    'client',
    kind,
    JSON.stringify(address),
    events,
  );
  return microseconds;
}

const source: ChildProcess = fork(file('source'), { execArgv: flags });
const [address] = (await once(source, 'message')) as [Address];
console.log(
  `${address.guildIds.length} guilds, frames of ${address.frameBytes} bytes, ${events} events a run`,
);

const times = {
  ws: [] as number[],
  ...Object.fromEntries(kinds.map((kind) => [kind, [] as number[]])),
} as Record<'ws' | (typeof kinds)[number], number[]>;
let dropped = 0;
for (let round = 0; round < rounds; round++) {
  const before = await measure('ws', address);
  const batch: [(typeof kinds)[number], number][] = [];
  for (const kind of kinds) batch.push([kind, await measure(kind, address)]);
  const after = await measure('ws', address);
  const shown = batch.map(([kind, time]) => `${kind} ${time.toFixed(1)}`).join('   ');
  console.log(`round ${round + 1}: ws ${before.toFixed(1)} … ${after.toFixed(1)}   ${shown}`);
  if (Math.abs(after - before) / Math.min(after, before) > largestSpread) {
    dropped++;
    continue;
  }
  times.ws.push((before + after) / 2);
  for (const [kind, time] of batch) times[kind].push(time);
}
console.log(`${rounds} rounds, ${dropped} dropped because the control spread by more than 15 %`);
for (const [kind, values] of Object.entries(times)) {
  const ratio = median(ratios(values, times['discord.js']));
  console.log(
    `${kind.padEnd(14)} ${median(values).toFixed(2).padStart(6)} µs/event   ${ratio.toFixed(2)}× discord.js`,
  );
}

const extra = await child<{ absent: number; disabled: number; enabled: number }>(
  'marginal',
  JSON.stringify(address),
);
console.log(
  `one more plugin, on ${extra.absent.toFixed(2)} µs without socket and parsing: disabled ${extra.disabled.toFixed(3)} µs, enabled no-op ${extra.enabled.toFixed(3)} µs`,
);
source.disconnect();
