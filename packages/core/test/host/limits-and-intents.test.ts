import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const heard: string[] = [];
/** What handlers wait for that take too long; let go after each test, so that nothing is under way any more. */
const waiting: (() => void)[] = [];
const released = () => new Promise<void>((resolve) => void waiting.push(resolve));
const desk = definePlugin({
  ...basics,
  id: 'desk',
  needs: { 'messages.read': 'hears commands', 'messages.send': 'answers them' },
  intents: {
    MessageContent: { reason: 'hears its prefix', degraded: 'members mention the bot instead' },
  },
  data: { rows: { version: 1, schema: z.object({ id: z.string() }), key: ['id'] } },
});
const plugin = desk.build(
  desk.on('messageCreate', (_ctx, message) => void heard.push(`on ${message.content}`)),
  desk.onRaw('MESSAGE_CREATE', (_ctx, message) => void heard.push(`onRaw ${message.content}`)),
  desk.messageCommand({
    name: 'rank',
    description: 'Rank',
    prefix: '!',
    run: (_ctx, { text }) => void heard.push(`rank ${text}`),
  }),
  desk.route('GET /never', { access: 'public' }, () => released()),
  desk.route('GET /broken', { access: 'public' }, () => {
    throw new Error('broken');
  }),
  desk.route(
    'GET /long',
    { access: 'public', returns: z.object({ why: z.string(), rows: z.int() }) },
    async (ctx) => {
      const why = await ctx
        .transaction(async (data) => {
          await data.rows.insertOne({ id: 'a' });
          await released();
        })
        .then(
          () => 'done',
          (error: unknown) => String(Reflect.get(Object(error), 'code')),
        );
      return { why, rows: await ctx.data.rows.count() };
    },
  ),
);

/** Limits of this length are over at once. */
function noPatience(ms: number): void {
  const wait = globalThis.setTimeout;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, delay?: number, ...rest: []) =>
    wait(run, delay === ms ? 1 : delay, ...rest)) as typeof setTimeout);
}

describe('limits, and intents that Discord withholds', () => {
  let stack: Stack;
  let guilds = 0;
  beforeAll(async () => {
    stack = await startStack([plugin]);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    for (const release of waiting.splice(0)) release();
  });
  afterAll(() => stack.close());

  const scene = async () => {
    const guild = stack.discord.guild(`Limits ${++guilds}`, { channels: ['general'] });
    await stack.idle();
    await stack.install(guild, 'desk');
    await stack.idle();
    const get = (path: string) =>
      stack.host.callRoute({ guildId: guild.id, pluginId: 'desk', method: 'GET', path, access: 'public' });
    const problems = async () => (await stack.host.installations.get(guild.id, 'desk'))?.problems ?? [];
    return { guild, get, problems };
  };

  it('GIVEN a route that never answers THEN the caller gets ROUTE_TIMEOUT after 10 seconds', async () => {
    const { get } = await scene();
    noPatience(10_000);
    expect(await get('/never')).toMatchObject({ ok: false, status: 504, code: 'ROUTE_TIMEOUT' });
  });

  it('GIVEN a route that fails five times THEN its plugin rests for a minute, in this guild alone, and callers are told so', async () => {
    const { get, problems } = await scene();
    const elsewhere = await scene();
    for (let turn = 0; turn < 5; turn++) {
      expect(await get('/broken')).toMatchObject({ ok: false, status: 500, code: 'ROUTE_FAILED' });
    }
    expect(await get('/broken')).toMatchObject({ ok: false, status: 503, code: 'PLUGIN_RESTING' });
    expect(await elsewhere.get('/broken')).toMatchObject({ code: 'ROUTE_FAILED' });
    await stack.idle();
    expect((await problems()).map(({ code }) => code)).toContain('CIRCUIT_OPEN');
    await stack.discord.advance('61s');
    expect(await get('/broken')).toMatchObject({ code: 'ROUTE_FAILED' });
  });

  it('GIVEN a transaction of more than 5 seconds THEN it is undone and says so', async () => {
    const { get } = await scene();
    noPatience(5_000);
    expect(await get('/long')).toMatchObject({ ok: true, body: { why: 'TRANSACTION_TOO_LONG', rows: 0 } });
  });

  it('GIVEN Discord withholds message content THEN handlers still hear of messages, commands go by mention, and admins are told', async () => {
    expect((await (await scene()).problems()).map(({ code }) => code)).toEqual([]);

    const { token } = stack.discord.application();
    stack.discord.application({ token, privilegedIntents: { messageContent: false } });
    await stack.restart();
    const { guild, problems } = await scene();
    heard.length = 0;
    const general = guild.member('ana').in('general');
    await general.say('!rank unheard');
    await general.say(`<@${stack.bot.client.user?.id}> rank ana`);
    await stack.idle();
    expect(heard.filter((one) => one === 'onRaw ' || one === 'on ')).toHaveLength(2);
    expect(heard.filter((one) => one.startsWith('rank'))).toEqual(['rank ana']);
    expect(await problems()).toEqual([
      expect.objectContaining({
        code: 'INTENT_WITHHELD',
        piece: 'MessageContent',
        message: expect.stringContaining('members mention the bot instead'),
      }),
    ]);
    stack.discord.application({ token, privilegedIntents: { messageContent: true } });
    await stack.restart();
    expect(await problems()).toEqual([]);
  });
});
