/** One client of the source, in its own process: prints CPU per event, garbage collection included. */
import { Client } from 'discord.js';
import { WebSocket } from 'ws';
import { type Address, type Extra, startCore } from './core.ts';
import { work } from './plugins.ts';

const [kind = '', json = '', countText = '40000'] = process.argv.slice(2);
const address = JSON.parse(json) as Address;
const count = Number(countText);
const intents = 1 | (1 << 9) | (1 << 15);

let seen = 0;
let wanted = Infinity;
let reached: () => void = () => undefined;
const onMessage = () => {
  if (++seen === wanted) reached();
};

/** Asks for events and waits for them. */
async function hear(events: number): Promise<void> {
  const all = Promise.withResolvers<void>();
  wanted = seen + events;
  reached = all.resolve;
  await fetch(`${address.origin}/blast?count=${events}`);
  await all.promise;
  await settle();
}

let settle: () => Promise<void> = async () => undefined;

async function control(): Promise<void> {
  const ready = Promise.withResolvers<void>();
  const socket = new WebSocket(`${address.origin.replace('http', 'ws')}/?v=10&encoding=json`, {
    perMessageDeflate: false,
  });
  socket.on('message', (bytes: Buffer) => {
    const packet = JSON.parse(bytes.toString()) as { op: number; t?: string };
    if (packet.t === 'MESSAGE_CREATE') onMessage();
    else if (packet.t === 'READY') ready.resolve();
    else if (packet.op === 10) {
      const properties = { os: 'linux', browser: 'bench', device: 'bench' };
      socket.send(JSON.stringify({ op: 2, d: { token: address.token, intents, properties } }));
    }
  });
  await ready.promise;
}

async function discordJs(): Promise<void> {
  const client = new Client({ intents, rest: { api: `${address.origin}/api` } });
  client.on('messageCreate', onMessage);
  const ready = new Promise((resolve) => client.once('clientReady', resolve));
  await client.login(address.token);
  await ready;
}

const extras: Readonly<Record<string, Extra>> = {
  core: 'absent',
  'core-durable': 'absent',
  'core-disabled': 'disabled',
  'core-no-op': 'enabled',
};

let close: () => Promise<void> = async () => undefined;
const extra = extras[kind];
if (kind === 'ws') await control();
else if (kind === 'discord.js') await discordJs();
else if (extra) {
  const core = await startCore(address, kind, onMessage);
  await core.setExtra(extra);
  settle = () => core.host.idle();
  close = () => core.close();
} else throw new Error(`there is no client "${kind}"`);

await new Promise((resolve) => setTimeout(resolve, 500));
await hear(Math.ceil(count / 2));
const hits = work.hits;
globalThis.gc?.();
const start = process.cpuUsage();
await hear(count);
const used = process.cpuUsage(start);
if (extra && work.hits === hits) throw new Error('the plugins heard nothing');
await close();
console.log(JSON.stringify({ microseconds: (used.user + used.system) / count }));
process.exit(0);
