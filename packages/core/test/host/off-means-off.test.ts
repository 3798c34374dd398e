import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

/** Lets a test hold a handler in the middle. */
const gate = { reached: Promise.withResolvers<void>(), open: Promise.withResolvers<void>() };
const seen: string[] = [];

const slow = definePlugin({
  ...basics,
  id: 'slow',
  needs: { 'messages.send': 'answers', 'messages.read': 'listens', 'channels.read': 'sees channels' },
});
const work = slow.command({
  name: 'work',
  description: 'Works for long',
  async run(ctx) {
    await ctx.defer();
    gate.reached.resolve();
    await gate.open.promise;
    seen.push(`aborted ${ctx.signal.aborted}`);
    await ctx.discord.send(ctx.channelId, 'too late').catch((error: unknown) => {
      seen.push(`refused ${(error as { reason?: string }).reason}`);
      throw error;
    });
  },
});
const structured = slow.on('messageCreate', async (_ctx, message) => {
  if (message.content === 'answer me') await message.reply('here');
});
const raw = slow.onRaw('MESSAGE_CREATE', (_ctx, message) => {
  if (!message.author.bot) seen.push(`raw ${message.content}`);
});
const prepared = slow.setup((ctx) => void seen.push(`setup ${ctx.guild.name}`));
const leaving = slow.teardown((ctx) => ctx.discord.send(channel.id, 'bye'));
const channel = { id: '' };

/** A plugin that keeps what its handler was given, for work of its own. */
const hoarder = definePlugin({
  ...basics,
  id: 'hoarder',
  needs: { 'messages.send': 'answers' },
  data: { things: { version: 1, schema: z.object({ id: z.string(), n: z.int() }), key: ['id'] } },
  emits: { happened: z.object({}) },
});
const later = hoarder.job('later', { input: z.object({}) }, () => undefined);
let kept: Parameters<Parameters<typeof hoarder.setup>[0]>[0] | undefined;
const hoard = hoarder.setup((ctx) => {
  kept = ctx;
});

describe('off means off', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack([
      slow.build(work, structured, raw, prepared, leaving),
      hoarder.build(hoard, later),
    ]);
  });
  afterAll(async () => {
    await stack.close();
  });

  it('GIVEN a command that is under way WHEN the plugin is disabled THEN its signal aborts and its calls are refused', async () => {
    const guild = stack.discord.guild('Off', { channels: ['general'] });
    channel.id = guild.channel('general').id;
    await stack.idle();
    await stack.install(guild, 'slow');
    expect(seen).toContain('setup Off');
    const running = guild.member('ana').run('/work');
    await gate.reached.promise;
    await stack.host.installations.setEnabled(guild.id, 'slow', false, admin);
    gate.open.resolve();
    await running;
    await stack.idle();
    expect(seen).toContain('aborted true');
    expect(seen).toContain('refused DISABLED');
    expect(stack.observed.refused).toContainEqual({ pluginId: 'slow', code: 'DISABLED' });
    const messages = guild.member('ana');
    seen.length = 0;
    await messages.in('general').say('hello');
    await stack.idle();
    expect(seen).toEqual([]);
    const [installation] = await stack.host.installations.list(guild.id);
    expect(installation?.problems).toEqual([]);
  });

  it('GIVEN a context that a plugin has kept WHEN the plugin is disabled THEN nothing can be done with it any more', async () => {
    const guild = stack.discord.guild('Kept', { channels: ['general'] });
    await stack.idle();
    await stack.install(guild, 'hoarder');
    await kept?.data.things.insertOne({ id: 'a', n: 1 });
    await stack.host.installations.setEnabled(guild.id, 'hoarder', false, admin);
    const acts: [string, (() => unknown) | undefined][] = [
      ['insertOne', () => kept?.data.things.insertOne({ id: 'b', n: 1 })],
      ['find', () => kept?.data.things.find({})],
      ['transaction', () => kept?.transaction((data) => data.things.deleteMany({}))],
      ['jobs', () => kept?.jobs.at({ in: '1 s' }, later, {})],
      ['emit', () => kept?.emit('happened', {})],
      ['audit', () => kept?.audit('did')],
      ['explain', () => kept?.explain({}, 'x')],
      ['send', () => kept?.discord.send(guild.channel('general').id, 'hi')],
      ['image', () => kept?.image.svg('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ];
    for (const [name, act] of acts) {
      const refused = await (async () => act?.())().then(
        () => 'done',
        (error: unknown) => (error as { reason?: string; code?: string }).reason ?? String(error),
      );
      expect([name, refused]).toEqual([name, expect.stringMatching(/DISABLED|switched off/)]);
    }
    expect(await stack.database.db().collection('plugin_hoarder_things').countDocuments()).toBe(1);
  });

  it('50 times on and off leaves no listener, timer or table entry behind', async () => {
    const guild = stack.discord.guild('Leak', { channels: ['general'] });
    channel.id = guild.channel('general').id;
    await stack.idle();
    await stack.install(guild, 'slow');
    const listeners = () =>
      stack.bot.client
        .eventNames()
        .reduce((sum: number, name) => sum + stack.bot.client.listenerCount(name as string), 0);
    const on = listeners();
    for (let turn = 0; turn < 50; turn++) {
      await stack.host.installations.setEnabled(guild.id, 'slow', false, admin);
      expect(stack.host.leaks()).toEqual({ entries: 0, listeners: 0, live: 0, mounted: 0, timers: 0 });
      await stack.host.installations.setEnabled(guild.id, 'slow', true, admin);
    }
    expect(listeners()).toBe(on);
    await stack.host.installations.uninstall(guild.id, 'slow', admin);
    expect(stack.host.leaks()).toEqual({ entries: 0, listeners: 0, live: 0, mounted: 0, timers: 0 });
    expect(stack.bot.client.listenerCount('messageCreate')).toBe(0);
    // A hundred changes, each with a write to Discord: seconds alone, far more on a machine that is busy otherwise.
  }, 180_000);
});
