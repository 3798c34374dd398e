import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import { type Client, type REST, Routes } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startThread } from '../src/world/actions/index.ts';
import { Closing, codeOf, restOf, startBot, startDiscord } from './bots.ts';

/** Documented rules that have no row in another table: threads, what an interaction carries, the ends of sessions. */
const closing = new Closing();
let discord: DiscordSimulator;
let client: Client<true>;
let rest: REST;
let scenes = 0;
beforeAll(async () => {
  discord = await startDiscord(closing);
  discord.guild('Rules', { channels: ['general'] });
  client = await startBot(closing, discord);
  rest = restOf(discord);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});
afterAll(async () => {
  expect(discord.violations).toEqual([]);
  await closing.close();
});

const bits = {
  view: 1n << 10n,
  history: 1n << 16n,
  send: 1n << 11n,
  threads: 1n << 38n,
  manageThreads: 1n << 34n,
};

describe('a thread takes its permissions from its channel', () => {
  const rows: [
    what: string,
    code: number | null,
    deny: bigint,
    type: 11 | 12,
    act: 'send' | 'read',
    seen?: number,
  ][] = [
    ['who may send in threads may, without sending in the channel', null, bits.send, 11, 'send'],
    ['who may not send in threads may not', 50013, bits.threads, 11, 'send'],
    ['who does not see the channel does not see it', 50001, bits.view, 11, 'read'],
    ['who reads no history reads none of it', null, bits.history, 11, 'read', 0],
    ['a private one is hidden from who is not in it', 50001, bits.manageThreads, 12, 'read'],
    ['a private one is seen by who manages threads', null, 0n, 12, 'read', 1],
  ];
  it.each(rows)('%s', async (_what, code, deny, type, act, seen) => {
    const guild = discord.guild(`Threads ${scenes++}`, { channels: ['general'] });
    const { world } = discord;
    const parent = guild.channel('general').id;
    // The owner's: the bot is in none of them.
    const { thread } = startThread(world, { userId: guild.owner.id }, parent, { name: 't', type });
    await guild.owner.in(thread.id).say('inside');
    const own = guild.roles.find(({ managed }) => managed)?.id ?? '';
    const overwrites = [
      { id: own, type: 0 as const, allow: '0', deny: String(deny) },
      { id: guild.id, type: 0 as const, allow: '0', deny: String(deny) },
    ];
    world.tables.channel.patch(parent, { permission_overwrites: overwrites });
    const messages = Routes.channelMessages(thread.id);
    if (act === 'send') expect(await codeOf(rest.post(messages, { body: { content: 'y' } }))).toBe(code);
    else if (code !== null) expect(await codeOf(rest.get(messages))).toBe(code);
    else expect(((await rest.get(messages)) as unknown[]).length).toBe(seen);
  });
});

describe('an interaction carries what its options name', () => {
  let guild: VirtualGuild;
  beforeAll(async () => {
    guild = discord.guild('Options', { roles: ['Mod'], channels: ['general', 'other'] });
    await rest.put(Routes.applicationGuildCommands(discord.application().id, guild.id), {
      body: [
        {
          name: 'all',
          description: 'd',
          options: [
            { type: 6, name: 'user', description: 'd' },
            { type: 7, name: 'channel', description: 'd' },
            { type: 8, name: 'role', description: 'd' },
            { type: 9, name: 'mentionable', description: 'd' },
            { type: 11, name: 'file', description: 'd' },
          ],
        },
      ],
    });
  });

  const bob = () => guild.member('bob', { roles: ['Mod'] });
  const rows: [kind: string, value: () => unknown, where: string, holds: () => object][] = [
    ['user', bob, 'users', () => ({ username: bob().user.username })],
    ['user', bob, 'members', () => ({ roles: [guild.role('Mod').id], permissions: expect.any(String) })],
    [
      'channel',
      () => guild.channel('other'),
      'channels',
      () => ({ name: 'other', permissions: expect.any(String) }),
    ],
    ['role', () => guild.role('Mod'), 'roles', () => ({ name: 'Mod' })],
    ['mentionable', () => guild.role('Mod'), 'roles', () => ({ name: 'Mod' })],
    [
      'file',
      () => ({ name: 'a.txt', data: Buffer.from('hello') }),
      'attachments',
      () => ({ filename: 'a.txt', size: 5 }),
    ],
  ];
  it.each(rows)('%s → resolved', async (kind, value, where, holds) => {
    const heard = new Promise<{
      resolved: Record<string, Record<string, object>>;
      options: { value: string }[];
    }>((resolve) => {
      client.on('raw' as never, (packet: { t: string; d: { data: never } }) => {
        if (packet.t === 'INTERACTION_CREATE') resolve(packet.d.data);
      });
    });
    const waiting = guild.owner.run('/all', { [kind]: value() as never }).catch(() => undefined);
    const { resolved, options } = await heard;
    expect(resolved[where]?.[options[0]?.value ?? '']).toMatchObject(holds());
    void waiting;
  });
});

describe('a session', () => {
  interface Frame {
    op: number;
    t: string | null;
    s: number | null;
    d: never;
  }

  /** A bare client; `until` resolves with the first frame that fits, or the code it was closed with. */
  async function connect(place: DiscordSimulator) {
    const socket = new WebSocket(`ws://127.0.0.1:${place.port}/gateway?v=10&encoding=json`);
    closing.add(() => socket.terminate());
    const frames: Frame[] = [];
    let closed: number | undefined;
    let wake = () => {};
    socket.on('message', (bytes: Buffer) => {
      frames.push(JSON.parse(bytes.toString()));
      wake();
    });
    socket.on('close', (code) => {
      closed = code;
      wake();
    });
    const until = async <T>(look: () => T | undefined): Promise<T> => {
      for (;;) {
        const found = look();
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    };
    const frame = (fits: (it: Frame) => boolean) => until(() => frames.find(fits));
    await frame(({ op }) => op === 10);
    return {
      send: (op: number, d: unknown) => socket.send(JSON.stringify({ op, d })),
      frame,
      closedWith: () => until(() => closed),
      cut: () => socket.terminate(),
    };
  }
  const identify = (place: DiscordSimulator) => ({
    token: place.application().token,
    intents: 1,
    properties: { os: 'x', browser: 'x', device: 'x' },
  });

  it('without a heartbeat for twice the interval: 4009', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const quiet = await startDiscord(closing);
    const bare = await connect(quiet);
    bare.send(2, identify(quiet));
    await bare.frame(({ t }) => t === 'READY');
    realTimePasses(3 * 41_250);
    vi.advanceTimersByTime(3 * 41_250);
    expect(await bare.closedWith()).toBe(4009);
  });

  it('of more than 2,500 guilds: 4011', async () => {
    const crowded = await startDiscord(closing, { validate: false });
    const { id } = crowded.application();
    for (let index = 1; index <= 2501; index++) {
      crowded.world.tables.installation.put({
        ...emptyInstallation,
        application_id: id,
        guild_id: String(index),
      });
    }
    const bare = await connect(crowded);
    bare.send(2, identify(crowded));
    expect(await bare.closedWith()).toBe(4011);
  });

  it('whose client was away for more than five minutes is gone: op 9 false', async () => {
    const bare = await connect(discord);
    bare.send(2, identify(discord));
    const ready = (await bare.frame(({ t }) => t === 'READY')) as unknown as {
      s: number;
      d: { session_id: string };
    };
    bare.cut();
    await expect.poll(() => discord.connections(discord.application().id)).toBe(1);
    realTimePasses(5 * 60_000 + 1);
    const later = await connect(discord);
    later.send(6, { token: discord.application().token, session_id: ready.d.session_id, seq: ready.s });
    expect((await later.frame(({ op }) => op === 9)).d).toBe(false);
  });
});

/** Not `Date`: a test may move that without a connection noticing. */
function realTimePasses(ms: number): void {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + ms);
}

const emptyInstallation = { id: '1', user_id: '1', scopes: ['bot'], permissions: '0' };
