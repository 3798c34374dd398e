import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, basics, definePlugin, type Stack, startStack } from './scene.ts';

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

describe('off means off', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack([slow.build(work, structured, raw, prepared, leaving)]);
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
