import type { Transform } from 'node:stream';
import { constants, createInflate, createZstdDecompress } from 'node:zlib';
import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import { GatewayIntentBits } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Closing, startDiscord } from './bots.ts';

interface Frame {
  op: number;
  t: string | null;
  s: number | null;
  // biome-ignore lint/suspicious/noExplicitAny: frames of every kind
  d: any;
}

/** A bare gateway client, that does nothing by itself. */
class RawClient {
  readonly frames: Frame[] = [];
  closeCode: number | null = null;
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();

  constructor(url: string, inflate: Transform | null = null) {
    this.#socket = new WebSocket(url);
    let text = '';
    const take = (json: string) => {
      this.frames.push(JSON.parse(json));
      for (const wake of this.#waiting) wake();
    };
    inflate?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      try {
        JSON.parse(text);
      } catch {
        return;
      }
      take(text);
      text = '';
    });
    this.#socket.on('message', (data: Buffer) => {
      if (inflate) inflate.write(data);
      else take(data.toString());
    });
    this.#socket.on('error', () => {});
    this.#socket.on('close', (code) => {
      this.closeCode = code;
      for (const wake of this.#waiting) wake();
    });
  }

  async until<T>(look: () => T | undefined | null | false): Promise<T> {
    for (;;) {
      const found = look();
      if (found) return found;
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  event(t: string): Promise<Frame> {
    return this.until(() => this.frames.find((frame) => frame.t === t));
  }

  op(op: number): Promise<Frame> {
    return this.until(() => this.frames.find((frame) => frame.op === op));
  }

  closed(): Promise<number> {
    return this.until(() => this.closeCode);
  }

  send(op: number, d: unknown): void {
    this.#socket.send(JSON.stringify({ op, d }));
  }

  sendText(text: string): void {
    this.#socket.send(text);
  }

  end(code = 4000): void {
    this.#socket.close(code);
  }
}

describe('the gateway', () => {
  const closing = new Closing();
  const clients: RawClient[] = [];
  let discord: DiscordSimulator;
  let guild: VirtualGuild;

  beforeAll(async () => {
    discord = await startDiscord(closing);
    guild = discord.guild('Wire', { channels: ['general'] });
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.end(1000);
  });
  afterAll(async () => {
    await closing.close();
  });

  const url = (query = 'v=10&encoding=json') => `ws://127.0.0.1:${discord.port}/gateway?${query}`;
  const connect = async (query?: string, inflate: Transform | null = null): Promise<RawClient> => {
    const client = new RawClient(url(query), inflate);
    clients.push(client);
    expect((await client.op(10)).d.heartbeat_interval).toBe(41_250);
    return client;
  };
  const identify = (extra: object = {}) => ({
    token: discord.application().token,
    intents: 513,
    properties: { os: 'x', browser: 'x', device: 'x' },
    ...extra,
  });

  it.each([
    [
      'an op before IDENTIFY',
      4003,
      (client: RawClient) => client.send(8, { guild_id: '1', query: '', limit: 0 }),
    ],
    [
      'an unknown op',
      4001,
      (client: RawClient) => {
        client.send(2, identify());
        client.send(99, {});
      },
    ],
    ['what is no JSON', 4002, (client: RawClient) => client.sendText('{')],
    ['a wrong token', 4004, (client: RawClient) => client.send(2, identify({ token: 'wrong' }))],
    [
      'a second IDENTIFY',
      4005,
      (client: RawClient) => {
        client.send(2, identify());
        client.send(2, identify());
      },
    ],
    ['a shard that cannot be', 4010, (client: RawClient) => client.send(2, identify({ shard: [2, 2] }))],
    [
      'intents that there are not',
      4013,
      (client: RawClient) => client.send(2, identify({ intents: 1 << 30 })),
    ],
    [
      'a frame that is too long',
      4002,
      (client: RawClient) => client.sendText(JSON.stringify({ op: 1, d: 'x'.repeat(16_000) })),
    ],
    [
      'more than 120 frames a minute',
      4008,
      (client: RawClient) => Array.from({ length: 121 }, () => client.send(1, null)),
    ],
  ])('closes on %s with %i', async (_what, code, act) => {
    const client = await connect();
    act(client);
    expect(await client.closed()).toBe(code);
  });

  it('closes on a version that is gone with 4012', async () => {
    const client = new RawClient(url('v=6&encoding=json'));
    expect(await client.closed()).toBe(4012);
  });

  it('closes on privileged intents that were not granted with 4014', async () => {
    const app = discord.application({ name: 'Modest', privilegedIntents: { members: false } });
    const client = await connect();
    client.send(2, identify({ token: app.token, intents: GatewayIntentBits.GuildMembers }));
    expect(await client.closed()).toBe(4014);
  });

  it('acknowledges heartbeats, and lists guilds as unavailable before it creates them', async () => {
    const client = await connect();
    client.send(1, null);
    await client.op(11);
    client.send(2, identify());
    const ready = await client.event('READY');
    expect(ready.d.guilds).toContainEqual({ id: guild.id, unavailable: true });
    expect(ready.d.resume_gateway_url).toMatch(/^ws:/);
    expect((await client.event('GUILD_CREATE')).d).toMatchObject({
      id: guild.id,
      unavailable: false,
      member_count: 2,
    });
  });

  it('tells all that happens in one turn whole and in order, short or long', async () => {
    // More than 64 KiB in one frame, and some hundred frames of every length at once, more than one write takes.
    const wide = discord.guild('Wide', { channels: Array.from({ length: 200 }, (_, n) => `place-${n}`) });
    const client = await connect();
    client.send(2, identify({ intents: 1 | 512 | 32_768 }));
    const guildCreate = await client.until(() => client.frames.find(({ d }) => d?.name === 'Wide'));
    expect(guildCreate.d.channels).toHaveLength(200);
    const ana = wide.member('ana');
    const said = Array.from({ length: 400 }, (_, n) => `${n} ${'é🙂x'.repeat(n)}`.slice(0, 2000).trim());
    for (const text of said) await ana.in('place-0').say(text);
    await client.until(() => client.frames.filter(({ t }) => t === 'MESSAGE_CREATE').length === 400);
    const heard = client.frames.filter(({ t }) => t === 'MESSAGE_CREATE');
    expect(heard.map(({ d }) => d.content)).toEqual(said);
    const numbers = client.frames.filter(({ op }) => op === 0).map(({ s }) => s);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    // How much is kept for a resume goes by the bot's guilds: the scenes after this one know of one.
    wide.uninstall();
  });

  it('resumes a session, and refuses what cannot be resumed', async () => {
    const first = await connect();
    first.send(2, identify());
    const ready = await first.event('READY');
    const created = await first.event('GUILD_CREATE');
    first.end();
    await first.closed();
    await guild.owner.in('general').say('while away');

    const second = await connect();
    second.send(6, { token: discord.application().token, session_id: ready.d.session_id, seq: created.s });
    expect((await second.event('MESSAGE_CREATE')).d.id).toBeDefined();
    await second.event('RESUMED');

    const tooFar = await connect();
    tooFar.send(6, { token: discord.application().token, session_id: ready.d.session_id, seq: 9999 });
    expect(await tooFar.closed()).toBe(4007);

    const unknown = await connect();
    unknown.send(6, { token: discord.application().token, session_id: 'nothing', seq: 1 });
    expect((await unknown.op(9)).d).toBe(false);
  });

  it('keeps a bounded number of events for a resume', async () => {
    const first = await connect();
    first.send(2, identify());
    const ready = await first.event('READY');
    const created = await first.event('GUILD_CREATE');
    first.end();
    await first.closed();
    for (let index = 0; index < 101; index++) await guild.owner.in('general').say(String(index));
    const second = await connect();
    second.send(6, { token: discord.application().token, session_id: ready.d.session_id, seq: created.s });
    expect((await second.op(9)).d).toBe(false);
  });

  it('gives a session up when the client says goodbye', async () => {
    const first = await connect();
    first.send(2, identify());
    const ready = await first.event('READY');
    first.end(1000);
    await first.closed();
    const second = await connect();
    second.send(6, { token: discord.application().token, session_id: ready.d.session_id, seq: ready.s });
    expect((await second.op(9)).d).toBe(false);
  });

  it.each([
    ['zlib-stream', () => createInflate({ finishFlush: constants.Z_SYNC_FLUSH })],
    ['zstd-stream', () => createZstdDecompress()],
  ])('compresses with %s', async (name, make) => {
    const client = await connect(`v=10&encoding=json&compress=${name}`, make());
    client.send(2, identify());
    expect((await client.event('GUILD_CREATE')).d.name).toBe('Wire');
    for (let index = 0; index < 5; index++) await guild.owner.in('general').say(`frame ${index}`);
    await client.until(() => client.frames.filter((frame) => frame.t === 'MESSAGE_CREATE').length === 5);
  });

  it('sends a guild to its shard only', async () => {
    const shard = Number((BigInt(guild.id) >> 22n) % 2n);
    const clients = [await connect(), await connect()];
    for (const [index, client] of clients.entries()) client.send(2, identify({ shard: [index, 2] }));
    for (const client of clients) await client.event('READY');
    await guild.owner.in('general').say('to one shard');
    await clients[shard]?.event('MESSAGE_CREATE');
    expect(
      clients[1 - shard]?.frames.some((frame) => frame.t === 'MESSAGE_CREATE' || frame.t === 'GUILD_CREATE'),
    ).toBe(false);
  });

  it('tells the members that are asked for, in chunks', async () => {
    for (let index = 0; index < 5; index++) guild.member(`chunk${index}`);
    const client = await connect();
    client.send(2, identify({ intents: 513 | GatewayIntentBits.GuildMembers }));
    await client.event('GUILD_CREATE');
    client.send(8, { guild_id: guild.id, query: 'chunk', limit: 3, nonce: 'n' });
    const chunk = await client.event('GUILD_MEMBERS_CHUNK');
    expect(chunk.d).toMatchObject({ chunk_index: 0, chunk_count: 1, nonce: 'n' });
    expect(chunk.d.members).toHaveLength(3);
  });

  it('goes silent, or says that the session is invalid, when told to', async () => {
    const silent = await connect();
    silent.send(2, identify());
    await silent.event('GUILD_CREATE');
    discord.faults.silence();
    const before = silent.frames.length;
    silent.send(1, null);
    await guild.owner.in('general').say('nobody hears');
    const other = await connect();
    other.send(2, identify());
    await other.event('GUILD_CREATE');
    expect(silent.frames).toHaveLength(before);
    discord.faults.invalidSession(true);
    expect((await other.op(9)).d).toBe(true);
  });

  it('wants five seconds between two IDENTIFYs of a shard where limits are Discord’s', async () => {
    const strict = await startDiscord(closing, { limits: 'discord' });
    const again = async () => {
      const client = new RawClient(`ws://127.0.0.1:${strict.port}/gateway?v=10&encoding=json`);
      await client.op(10);
      client.send(2, identify({ token: strict.application().token }));
      return client;
    };
    await (await again()).event('READY');
    expect((await (await again()).op(9)).d).toBe(false);
  });
});
