import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KillSwitch } from '../../src/kill-switch/index.ts';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const calls: string[] = [];
const chatty = definePlugin({
  ...basics,
  id: 'chatty',
  needs: { 'messages.read': 'listens', 'messages.send': 'answers' },
  config: { version: 1, schema: z.object({ word: z.string().default('hi') }) },
});
const pieces = [
  chatty.command({ name: 'chat', description: 'Chats', run: (ctx) => ctx.reply(ctx.config.word) }),
  chatty.onRaw('MESSAGE_CREATE', async (ctx, message) => {
    if (message.author.bot) return;
    calls.push(message.content);
    await ctx.discord.send(message.channel_id, `${ctx.config.word} back`);
  }),
  chatty.setup(() => void calls.push('setup')),
  chatty.teardown(() => void calls.push('teardown')),
];
const operator = { userId: '300000000000000001', name: 'Ana' };

describe('the kill switch', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack([chatty.build(...pieces)]);
  });
  afterAll(() => stack.close());
  beforeEach(async () => {
    await stack.host.revive('chatty');
    await stack.idle();
    calls.length = 0;
  });

  const guildWithChatty = async (name: string) => {
    const guild = stack.discord.guild(name, { channels: ['general'] });
    const ana = guild.member('ana');
    await stack.idle();
    await stack.install(guild, 'chatty', { word: name });
    await stack.idle();
    calls.length = 0;
    return { guild, ana };
  };
  const problemsIn = async (guildId: string) =>
    (await stack.host.installations.get(guildId, 'chatty'))?.problems ?? [];

  it('stops a plugin in every guild without running a line of it, says why, and brings each back as it was', async () => {
    const one = await guildWithChatty('One');
    const two = await guildWithChatty('Two');
    await stack.host.installations.setEnabled(two.guild.id, 'chatty', false, admin);
    calls.length = 0;

    await stack.host.kill('chatty', 'It sends members to a false shop.', operator);
    expect(stack.host.leaks()).toMatchObject({ live: 0 });
    await one.ana.in('general').say('hello?');
    await stack.idle();
    expect(calls).toEqual([]);
    expect(one.ana.in('general').messages()).toHaveLength(1);
    expect(one.ana.commands('general').map(({ name }) => name)).not.toContain('chat');
    for (const { guild } of [one, two]) {
      expect(await problemsIn(guild.id)).toMatchObject([
        {
          code: 'KILLED_BY_OPERATOR',
          message: expect.stringContaining('It sends members to a false shop.'),
          count: 1,
        },
      ]);
      expect(stack.observed.audit).toContainEqual(
        expect.objectContaining({ guildId: guild.id, action: 'installation.killed', target: 'chatty' }),
      );
    }
    expect(await stack.host.installations.get(one.guild.id, 'chatty')).toMatchObject({
      state: 'enabled',
      killed: { reason: 'It sends members to a false shop.', at: expect.any(Date) },
    });

    expect(await stack.host.revive('chatty')).toBe(true);
    await stack.idle();
    expect(await problemsIn(one.guild.id)).toEqual([]);
    expect((await one.ana.run('/chat')).content).toBe('One');
    expect(await stack.host.installations.get(two.guild.id, 'chatty')).toMatchObject({
      state: 'disabled',
      problems: [],
    });
    expect(two.ana.commands('general').map(({ name }) => name)).not.toContain('chat');
    expect(await stack.host.revive('chatty')).toBe(false);
  });

  it('refuses everything that would run its code, and lets go of it', async () => {
    const { guild } = await guildWithChatty('Refusing');
    const elsewhere = stack.discord.guild('Elsewhere');
    await stack.host.installations.setEnabled(guild.id, 'chatty', false, admin);
    await stack.host.kill('chatty', 'Under investigation.', operator);
    const refusal = { code: 'KILLED_BY_OPERATOR', message: expect.stringContaining('Under investigation.') };
    const { installations } = stack.host;
    const { revision = 0 } = (await installations.get(guild.id, 'chatty')) ?? {};
    await expect(stack.install(elsewhere, 'chatty')).rejects.toMatchObject(refusal);
    await expect(installations.setEnabled(guild.id, 'chatty', true, admin)).rejects.toMatchObject(refusal);
    await expect(
      installations.configure(guild.id, 'chatty', { word: 'x' }, revision, admin, 'en'),
    ).rejects.toMatchObject(refusal);
    await expect(
      installations.rollback({ guildId: guild.id, pluginId: 'chatty', actor: admin }),
    ).rejects.toMatchObject(refusal);
    await installations.uninstall(guild.id, 'chatty', admin);
    expect(await installations.get(guild.id, 'chatty')).toBeUndefined();
    expect(calls).toEqual(['teardown']);
  });

  it('holds after a restart, and its reason can be changed', async () => {
    const { guild, ana } = await guildWithChatty('Restarting');
    await stack.host.kill('chatty', 'First reason.', operator);
    await stack.restart();
    await ana.in('general').say('anybody?');
    await stack.idle();
    expect(calls).toEqual([]);
    await stack.host.kill('chatty', 'Second reason.', operator);
    expect(stack.host.killed()).toMatchObject([
      { pluginId: 'chatty', reason: 'Second reason.', by: operator },
    ]);
    expect((await problemsIn(guild.id))[0]?.message).toContain('Second reason.');
    await stack.host.revive('chatty');
    await stack.idle();
    expect((await ana.run('/chat')).content).toBe('Restarting');
  });

  it('is followed when another process throws it', async () => {
    const { ana } = await guildWithChatty('Following');
    const other = new KillSwitch({
      database: stack.database,
      applicationId: stack.bot.applicationId,
      clock: stack.discord.clock,
      logger: { debug() {}, info() {}, warn() {}, error() {} },
    });
    await other.kill('chatty', 'Thrown elsewhere.', operator);
    await expect.poll(() => stack.host.leaks().live, { timeout: 20_000 }).toBe(0);
    await other.revive('chatty');
    await expect.poll(() => stack.host.leaks().live, { timeout: 20_000 }).toBeGreaterThan(0);
    await stack.idle();
    expect((await ana.run('/chat')).content).toBe('Following');
  });
});
