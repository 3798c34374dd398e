/**
 * The other side of the dispatch benchmark, in its own process: the strict simulator, the database, and a relay
 * between clients and the simulator. The relay passes everything on, and on demand adds MESSAGE_CREATE frames that
 * it has recorded from the simulator, with ids of their own: the simulator checks and stores each message,
 * which takes longer than any client needs to hear of it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDiscord } from '@guildhall/discord-simulator';
import { startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { WebSocket, WebSocketServer } from 'ws';

const guildCount = 50;
const authors = 5_000;
const intents = 1 | (1 << 9) | (1 << 15);
const chunkBytes = 65_000;

interface Packet {
  op: number;
  t?: string;
  s?: number | null;
  d: Record<string, unknown> & { author?: Record<string, unknown> };
}

const folder = mkdtempSync(join(tmpdir(), 'bench-dispatch-'));
const mongo = await startEmbeddedMongo({ dataDir: folder });
const discord = await createDiscord({ limits: 'off', seed: 7 });
const { token } = discord.application();
const guilds = Array.from({ length: guildCount }, (_, i) =>
  discord.guild(`Guild ${i}`, { channels: ['general'] }),
);
await discord.idle();
const upstream = new URL(discord.api);
const gateway = (await (
  await fetch(`${discord.api}/v10/gateway/bot`, { headers: { authorization: `Bot ${token}` } })
).json()) as { url: string };

const templates = await record();

/** One message of each guild, as the simulator tells of it. */
async function record(): Promise<string[]> {
  const recorded: string[] = [];
  const all = Promise.withResolvers<void>();
  const ready = Promise.withResolvers<void>();
  const socket = new WebSocket(`${gateway.url}/?v=10&encoding=json`);
  socket.on('error', all.reject);
  socket.on('message', (bytes: Buffer) => {
    const packet = JSON.parse(bytes.toString()) as Packet;
    if (packet.op === 10) {
      const properties = { os: 'linux', browser: 'bench', device: 'bench' };
      socket.send(JSON.stringify({ op: 2, d: { token, intents, properties } }));
    }
    if (packet.t === 'READY') ready.resolve();
    if (packet.t !== 'MESSAGE_CREATE') return;
    const d = { ...packet.d, id: '@id@', author: { ...packet.d.author, id: '@author@' } };
    recorded.push(JSON.stringify({ t: packet.t, s: '@s@', op: 0, d }));
    if (recorded.length === guildCount) all.resolve();
  });
  await ready.promise;
  await discord.idle();
  const text = 'lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor';
  for (const [i, guild] of guilds.entries()) {
    await guild
      .member(`member-${i}`)
      .in('general')
      .say(text.slice(0, 12 + ((i * 7) % 60)));
  }
  await all.promise;
  socket.close();
  return recorded;
}

function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126
      ? Buffer.from([0x81, payload.length])
      : Buffer.from([0x81, 126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([head, payload]);
}

let nextId = 1_400_000_000_000_000_000n;

function chunks(count: number, firstSequence: number): Buffer[] {
  const done: Buffer[] = [];
  let current: Buffer[] = [];
  let size = 0;
  for (let i = 0; i < count; i++) {
    const text = (templates[i % templates.length] ?? '')
      .replace('"@s@"', String(firstSequence + i))
      .replace('@id@', String(nextId++))
      .replace('@author@', String(1_300_000_000_000_000_000n + BigInt((i * 7919) % authors)));
    const bytes = frame(text);
    current.push(bytes);
    size += bytes.length;
    if (size < chunkBytes) continue;
    done.push(Buffer.concat(current));
    current = [];
    size = 0;
  }
  if (current.length > 0) done.push(Buffer.concat(current));
  return done;
}

/** The client that is connected now: one at a time. */
let client: { socket: Socket; sequence: number } | undefined;

async function blast(count: number): Promise<void> {
  if (!client) throw new Error('no client is connected');
  const { socket } = client;
  const prepared = chunks(count, client.sequence + 1);
  client.sequence += count;
  for (const chunk of prepared) {
    if (socket.destroyed) return;
    if (!socket.write(chunk)) await new Promise((resolve) => socket.once('drain', resolve));
  }
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, headers, url: path } = incoming;
  const asked = request({ host: upstream.hostname, port: upstream.port, path, method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  asked.on('error', () => outgoing.destroy());
  incoming.pipe(asked);
}

const server = createServer((incoming, outgoing) => {
  const url = new URL(incoming.url ?? '/', 'http://relay');
  if (url.pathname === '/blast') {
    outgoing.end();
    void blast(Number(url.searchParams.get('count')));
  } else if (url.pathname.endsWith('/gateway/bot')) {
    const limit = { total: 1000, remaining: 1000, reset_after: 1, max_concurrency: 1 };
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end(JSON.stringify({ url: address('ws'), shards: 1, session_start_limit: limit }));
  } else forward(incoming, outgoing);
});

const relay = new WebSocketServer({ server, perMessageDeflate: false });
relay.on('connection', (near, incoming) => {
  const connected = { socket: incoming.socket, sequence: 0 };
  client = connected;
  const far = new WebSocket(`${gateway.url}${incoming.url ?? '/'}`, { perMessageDeflate: false });
  let sequence: number | null = null;
  far.on('message', (bytes: Buffer) => {
    const packet = JSON.parse(bytes.toString()) as Packet;
    if (typeof packet.s === 'number') {
      sequence = packet.s;
      connected.sequence = Math.max(connected.sequence + 1, packet.s);
      packet.s = connected.sequence;
    }
    near.send(JSON.stringify(packet));
  });
  near.on('message', (bytes: Buffer) => {
    const packet = JSON.parse(bytes.toString()) as { op: number };
    // The simulator knows nothing of the frames that were added.
    far.send(packet.op === 1 ? JSON.stringify({ op: 1, d: sequence }) : bytes.toString());
  });
  near.on('close', () => far.close());
  far.on('close', () => near.close());
});

server.listen(0, '127.0.0.1', () => {
  process.send?.({
    origin: address('http'),
    token,
    mongo: mongo.uri,
    guildIds: guilds.map((guild) => guild.id),
    frameBytes: Math.round(chunks(1000, 100_000).reduce((sum, chunk) => sum + chunk.length, 0) / 1000),
  });
});

function address(scheme: string): string {
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

process.on('disconnect', async () => {
  server.closeAllConnections();
  server.close();
  await discord.close();
  await mongo.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
