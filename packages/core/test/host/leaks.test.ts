import { block, defineEvents, defineExtensionPoint } from '@guildhall/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const events = defineEvents('other', { happened: z.object({ n: z.int() }) });
const ownPoint = defineExtensionPoint('everything', 'place', { input: z.int(), output: z.int() });
const otherPoint = defineExtensionPoint('other', 'place', { input: z.int(), output: z.int() });
const nothing = () => undefined;
let ran = 0;

const everything = definePlugin({
  ...basics,
  id: 'everything',
  needs: { 'messages.read': 'listens' },
  intents: { MessageContent: { reason: 'hears its prefix', degraded: 'by mention' } },
});
const route = everything.route('GET /n', { access: 'public', returns: z.object({ n: z.int() }) }, () => ({
  n: 1,
}));
const pieces = [
  everything.command({ name: 'run', description: 'Runs', run: nothing }),
  everything.userMenu({ name: 'On a member', run: nothing }),
  everything.messageMenu({ name: 'On a message', run: nothing }),
  everything.messageCommand({ name: 'run', description: 'Runs', prefix: '!', run: nothing }),
  everything.button('press', {}, nothing),
  everything.select('choose', { of: 'user', run: nothing }),
  everything.modal('fill', { title: 'Fill', fields: { text: { label: 'Text' } }, run: nothing }),
  everything.on('messageCreate', nothing),
  everything.onRaw('MESSAGE_CREATE', nothing),
  everything.hear(events, 'happened', nothing),
  everything.extensionPoint(ownPoint),
  everything.contribute(otherPoint, 'mine', { title: 'Mine', run: (_ctx, n) => n }),
  everything.job('often', { every: '1 min' }, () => void ran++),
  everything.job('daily', { cron: '0 9 * * *' }, nothing),
  route,
  everything.page('/n', {
    title: 'N',
    access: 'member',
    blocks: [block.stat(route, { title: 'N', value: 'n' })],
  }),
  everything.setup(nothing),
  everything.teardown(nothing),
] as const;

describe('a plugin with every kind of piece', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack([everything.build(...pieces)]);
  });
  afterAll(() => stack.close());

  it('GIVEN it is installed and uninstalled ten times THEN no entry, listener, timer, command, route or job is left', async () => {
    const guild = stack.discord.guild('Leaks', { channels: ['general'] });
    await stack.idle();
    const listeners = () =>
      stack.bot.client
        .eventNames()
        .reduce((sum: number, name) => sum + stack.bot.client.listenerCount(name as string), 0);
    const before = listeners();
    const commandsBefore = guild.member('ana').commands().length;
    const call = () =>
      stack.host.callRoute({
        guildId: guild.id,
        pluginId: 'everything',
        method: 'GET',
        path: '/n',
        access: 'public',
      });
    for (let turn = 0; turn < 10; turn++) {
      await stack.install(guild, 'everything');
      expect(await call()).toMatchObject({ ok: true });
      expect(stack.host.leaks()).toMatchObject({ entries: 4, listeners: 1, live: 1 });
      expect(guild.member('ana').commands().length).toBe(commandsBefore + 3);
      await stack.host.installations.uninstall(guild.id, 'everything', admin);
      expect(stack.host.leaks()).toEqual({ entries: 0, listeners: 0, live: 0, mounted: 0, timers: 0 });
      expect(await call()).toMatchObject({ ok: false, code: 'PLUGIN_OFF' });
    }
    await stack.idle();
    expect(listeners()).toBe(before);
    expect(guild.member('ana').commands().length).toBe(commandsBefore);
    // Its two schedules are kept with its data for 30 days, once each, and nothing of them runs.
    expect(await stack.database.models.Job.countDocuments({ guildId: guild.id })).toBe(2);
    ran = 0;
    await stack.discord.advance('5m');
    await stack.idle();
    expect(ran).toBe(0);
    await stack.install(guild, 'everything');
    await stack.discord.advance('5m');
    await stack.idle();
    expect(ran).toBeGreaterThan(0);
  }, 60_000);
});
