/**
 * What the way to a sandboxed plugin costs: CPU per gateway event, on both sides, against plain discord.js in the same run.
 *
 *   node --conditions=@guildhall/source bench/sandbox.ts [rounds = 5] [events = 40000]
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildPlugin } from '@guildhall/sdk/build';
import { Client, GatewayIntentBits } from 'discord.js';
import { Frame, sightWith, visibleTo } from '../packages/core/src/discord/index.ts';
import {
  type FrameHearer,
  type FrameListener,
  hearsFrames,
} from '../packages/core/src/runtime/frame-hearer.ts';
import { Sandboxes } from '../packages/core/src/sandbox/index.ts';
import { median } from './dispatch/statistics.ts';
import { cpuOf, memoryOf } from './footprint/of-process.ts';

const rounds = Number(process.argv[2] ?? 5);
const events = Number(process.argv[3] ?? 40_000);
const batch = 32;
const batchesAtOnce = 8;
const guildId = '100000000000000001';
const applicationId = '100000000000000009';

const folder = await mkdtemp(path.join(os.tmpdir(), 'guildhall-bench-'));
const source = path.join(import.meta.dirname, 'sandbox', 'plugin');
const build = await buildPlugin(source, { outDir: path.join(folder, 'plugin') });
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const client = new Client({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages] });
const sandboxes = new Sandboxes({ clock: { now: () => Date.now() }, logger: silent, minimum: 'process' });
sandboxes.attach({ client, applicationId });
const plugin = await sandboxes.load({
  folder: build.outDir,
  entry: 'index.js',
  hash: 'bench',
  manifest: build.manifest,
});
const piece = plugin.pieces.find(({ kind }) => kind === 'onRaw') as unknown as FrameHearer;
const config = {};
const context = {
  guild: { id: guildId, name: 'Bench', locale: 'en', timezone: 'UTC' },
  config,
  configFor: () => config,
};
const owner = {
  pluginId: build.manifest.id,
  guildId,
  capabilities: new Set(['messages.read']),
  mode: 'live',
  signal: new AbortController().signal,
} as const;

const settled = () => undefined;
/** As the connection makes it of what came. */
function frameOf(text: string): Frame {
  const { t, s, d } = JSON.parse(text) as { t: string; s: number; d: unknown };
  return new Frame(t, d, { shardId: 0, sequence: s, packet: text }, settled);
}

const message = (index: number) => ({
  id: String(10n ** 17n + BigInt(index)),
  type: 0,
  channel_id: '100000000000000002',
  guild_id: guildId,
  content: `hello ${'x'.repeat(350)}`,
  author: { id: '100000000000000005', username: 'ana', discriminator: '0', avatar: null, global_name: 'Ana' },
  member: {
    roles: ['100000000000000007'],
    nick: 'Ana',
    joined_at: '2026-01-01T00:00:00Z',
    deaf: false,
    mute: false,
    flags: 0,
  },
  timestamp: '2026-01-01T00:00:00Z',
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  pinned: false,
  components: [],
  flags: 0,
});

setFlagsFromString('--expose-gc');
/** What one part has left is not collected at another's expense. */
const collect = runInNewContext('gc') as () => void;

const own = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

const texts = Array.from({ length: events }, (_, index) =>
  JSON.stringify({ t: 'MESSAGE_CREATE', s: index, op: 0, d: message(index) }),
);
const textOf = (index: number) => texts[index % events] ?? '';

/** Passes on 32 messages as they come from one read of the socket. @returns when the last one has ended, in milliseconds */
function pass(first: number): Promise<number> {
  const at = performance.now();
  return new Promise((resolve, reject) => {
    let left = batch;
    const listener: FrameListener = {
      ended: (_frame, _startedAt, error) => {
        if (error) reject(error);
        left -= 1;
        if (left === 0) resolve(performance.now() - at);
      },
    };
    for (let index = 0; index < batch; index += 1) {
      piece[hearsFrames](context, owner, frameOf(textOf(first + index)), listener);
    }
  });
}

/** What it costs when they come as fast as they go: the next batch while some are still on their way. */
async function hop(count: number): Promise<{ host: number; both: number }> {
  const pid = sandboxes.running()[0]?.pid;
  if (pid === undefined) throw new Error('the plugin does not run');
  collect();
  const [hostBefore, guestBefore] = [own(), cpuOf(pid)];
  const open = new Set<Promise<unknown>>();
  for (let sent = 0; sent < count; sent += batch) {
    const done: Promise<unknown> = pass(sent).then(() => open.delete(done));
    open.add(done);
    if (open.size >= batchesAtOnce) await Promise.race(open);
    else await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(open);
  const host = (own() - hostBefore) / count;
  return { host, both: host + (cpuOf(pid) - guestBefore) / count };
}

/**
 * How long a batch takes when one comes every 8 ms, as 4,000 events a second do; and how long a process that only sends back what
 * it is sent takes at the same moments, which is what the machine itself takes.
 */
async function waits(batches: number): Promise<{ hop: number[]; echo: number[] }> {
  const echo = spawn('cat', { stdio: ['pipe', 'pipe', 'inherit'] });
  const bytes = Buffer.alloc(batch * 500, 97);
  const echoed = () => {
    const at = performance.now();
    return new Promise<number>((resolve) => {
      let left = bytes.length;
      const read = (chunk: Buffer) => {
        left -= chunk.length;
        if (left > 0) return;
        echo.stdout.off('data', read);
        resolve(performance.now() - at);
      };
      echo.stdout.on('data', read);
      echo.stdin.write(bytes);
    });
  };
  const found = { hop: [] as number[], echo: [] as number[] };
  for (let index = 0; index < batches; index += 1) {
    const turn = new Promise((resolve) => setTimeout(resolve, 8));
    found.hop.push(await pass(index * batch));
    found.echo.push(await echoed());
    await turn;
  }
  echo.stdin.end();
  return found;
}

const quantile = (values: readonly number[], share: number) =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length * share)] ?? 0;

/** Reading the frames is not the way's: taken off. */
function making(count: number): number {
  collect();
  const before = own();
  for (let index = 0; index < count; index += 1) {
    if (frameOf(textOf(index)).sequence < 0) throw new Error('never');
  }
  return (own() - before) / count;
}

interface Pipe {
  handlePacket(packet: unknown, shard: unknown): boolean;
}

/** Plain discord.js with one listener, given the frames' texts. */
function plain(count: number): number {
  const pipe = client.ws as unknown as Pipe & { status: number };
  pipe.status = 0;
  let heard = 0;
  const listener = () => {
    heard += 1;
  };
  client.on('messageCreate', listener);
  collect();
  const before = own();
  for (let index = 0; index < count; index += 1) pipe.handlePacket(JSON.parse(textOf(index)), { id: 0 });
  const spent = (own() - before) / count;
  client.off('messageCreate', listener);
  if (heard !== count) throw new Error(`discord.js told of ${heard} of ${count} messages`);
  return spent;
}

client.guilds.cache.clear();
(client.ws as unknown as Pipe & { status: number }).status = 0;
(client.ws as unknown as Pipe).handlePacket(
  {
    op: 0,
    t: 'GUILD_CREATE',
    s: 0,
    d: {
      id: guildId,
      name: 'Bench',
      roles: [],
      channels: [{ id: '100000000000000002', type: 0, name: 'c', permission_overwrites: [] }],
      members: [],
      emojis: [],
      stickers: [],
      threads: [],
      features: [],
      owner_id: '100000000000000005',
      joined_at: '2026-01-01T00:00:00Z',
      member_count: 1,
    },
  },
  { id: 0 },
);

await hop(events);
plain(events);
const rows = { host: [] as number[], both: [] as number[], plain: [] as number[], ratio: [] as number[] };
for (let round = 0; round < rounds; round += 1) {
  const before = making(events);
  const { host, both } = await hop(events);
  const after = making(events);
  const base = plain(events);
  const made = (before + after) / 2;
  const isSteady = Math.max(before, after) <= Math.min(before, after) * 1.15;
  console.log(
    `round ${round + 1}: host ${(host - made).toFixed(2)}  both ${(both - made).toFixed(2)}  discord.js ${base.toFixed(2)} µs/event  reading ${before.toFixed(2)}, ${after.toFixed(2)}${isSteady ? '' : '  (dropped)'}`,
  );
  if (!isSteady) continue;
  rows.host.push(host - made);
  rows.both.push(both - made);
  rows.plain.push(base);
  rows.ratio.push((both - made) / base);
}
const waited = await waits(600);
const level = await sandboxes.level();
const running = sandboxes.running()[0]?.pid;
const pss = running === undefined ? 0 : memoryOf(running, 'Pss');
const strip = (_type: string, payload: unknown) => visibleTo(sightWith(false, false), payload, applicationId);
const sample = message(1);
const before = own();
for (let index = 0; index < events; index += 1) strip('MESSAGE_CREATE', sample);
console.log(`\nlevel ${level}; one process, without discord.js: ${pss.toFixed(0)} MB proportional`);
console.log(`filtering alone: ${((own() - before) / events).toFixed(2)} µs/event`);
console.log(
  `a batch every 8 ms: p50 ${quantile(waited.hop, 0.5).toFixed(2)}, p99 ${quantile(waited.hop, 0.99).toFixed(2)} ms (goal 10); an echo p50 ${quantile(waited.echo, 0.5).toFixed(2)}, p99 ${quantile(waited.echo, 0.99).toFixed(2)} ms`,
);
console.log(
  `${rows.host.length} of ${rounds} rounds: host ${median(rows.host).toFixed(2)} µs (goal 3)   both ${median(rows.both).toFixed(2)} µs (goal 6.5)   ${median(rows.ratio).toFixed(2)}× plain discord.js (goal 0.3)`,
);
await sandboxes.close();
await client.destroy();
await rm(folder, { recursive: true, force: true });
