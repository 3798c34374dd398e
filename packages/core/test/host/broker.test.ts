import type { Context } from '@guildhall/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basics, definePlugin, type Stack, startStack } from './scene.ts';

/** What the plugin does when it is told to: each test puts its own act here. */
let act: (ctx: Context) => Promise<unknown> = async () => undefined;
const outcome: { value?: unknown; error?: unknown } = {};

const actor = (id: string, needs: Record<string, string>) => {
  const contract = definePlugin({ ...basics, id, needs });
  return contract.build(
    contract.command({
      name: id,
      description: 'Acts',
      async run(ctx) {
        delete outcome.value;
        delete outcome.error;
        try {
          outcome.value = await act(ctx as unknown as Context);
        } catch (error) {
          outcome.error = error;
        }
        await ctx.reply('acted');
      },
    }),
  );
};

describe('the broker', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack([
      actor('sender', { 'messages.send': 'writes', 'channels.read': 'reads' }),
      actor('mute', {}),
      actor('direct', { 'direct.send': 'writes to members' }),
      actor('roles', { 'members.roles': 'gives roles', 'members.read': 'knows members' }),
    ]);
  });
  afterAll(async () => {
    await stack.close();
  });

  const guildWith = async (name: string, plugin: string) => {
    const guild = stack.discord.guild(name, { channels: ['general'], roles: ['Regular'] });
    await stack.idle();
    await stack.install(guild, plugin);
    return guild;
  };

  it('lets through what was granted, and pings nobody', async () => {
    const guild = await guildWith('Granted', 'sender');
    const general = guild.channel('general').id;
    act = async (ctx) => ctx.discord.send(general, 'hi @everyone');
    await guild.member('ana').run('/sender');
    expect(outcome.error).toBeUndefined();
    act = async (ctx) => {
      const channel = await ctx.discord.channel(general);
      return channel?.isSendable() && (await channel.send('through a structure @everyone')).mentions.everyone;
    };
    await guild.member('ana').run('/sender');
    expect(outcome).toEqual({ value: false });
  });

  it('refuses what was not granted', async () => {
    const guild = await guildWith('Mute', 'mute');
    act = async (ctx) => ctx.discord.send(guild.channel('general').id, 'hi');
    await guild.member('ana').run('/mute');
    expect(outcome.error).toMatchObject({ code: 'DISCORD_REFUSAL', reason: 'CAPABILITY_MISSING' });
    expect(stack.observed.refused).toContainEqual({ pluginId: 'mute', code: 'CAPABILITY_MISSING' });
  });

  it('refuses to act on another guild, by context and by structure', async () => {
    const guild = await guildWith('Mine', 'sender');
    const other = stack.discord.guild('Theirs', { channels: ['general'] });
    await stack.idle();
    const foreign = other.channel('general').id;
    act = async (ctx) => ctx.discord.send(foreign, 'hi');
    await guild.member('ana').run('/sender');
    expect(outcome.error).toMatchObject({ reason: 'FOREIGN_GUILD' });
    act = async (ctx) => {
      const { client } = await ctx.discord.guild();
      const channel = client.channels.cache.get(foreign);
      return channel?.isSendable() ? channel.send('hi') : undefined;
    };
    await guild.member('ana').run('/sender');
    expect(outcome.error).toMatchObject({ reason: 'FOREIGN_GUILD' });
    act = async (ctx) => ctx.discord.send('123456789012345678', 'hi');
    await guild.member('ana').run('/sender');
    expect(outcome.error).toMatchObject({ reason: 'TARGET_UNKNOWN' });
  });

  it('refuses routes that no capability opens', async () => {
    const guild = await guildWith('Routes', 'sender');
    act = async (ctx) => (await ctx.discord.guild()).client.rest.get('/users/@me/guilds');
    await guild.member('ana').run('/sender');
    expect(outcome.error).toMatchObject({ reason: 'ROUTE_UNKNOWN' });
  });

  it('direct messages go to members of the guild only', async () => {
    const guild = await guildWith('Direct', 'direct');
    const bob = guild.member('bob');
    act = async (ctx) => ctx.discord.direct(bob.id, 'psst');
    await guild.member('ana').run('/direct');
    expect(outcome.error).toBeUndefined();
    const stranger = stack.discord.guild('Elsewhere').member('eve');
    act = async (ctx) => ctx.discord.direct(stranger.id, 'psst');
    await guild.member('ana').run('/direct');
    expect(outcome.error).toMatchObject({ reason: 'FOREIGN_GUILD' });
  });

  it('messages.send deletes the bot’s own messages and nobody else’s', async () => {
    const guild = await guildWith('Delete', 'sender');
    const ana = guild.member('ana');
    const theirs = await ana.in('general').say('keep this');
    const general = guild.channel('general').id;
    act = async (ctx) => {
      const { client } = await ctx.discord.guild();
      const own = await ctx.discord.send(general, 'mine');
      await client.rest.delete(`/channels/${general}/messages/${own.id}`);
      await client.rest.delete(`/channels/${general}/messages/${theirs.id}`);
    };
    await ana.run('/sender');
    expect(outcome.error).toMatchObject({ reason: 'CAPABILITY_MISSING' });
    expect(theirs.exists).toBe(true);
  });

  it('says what the bot lacks before Discord is asked', async () => {
    const guild = stack.discord.guild('Lacking', {
      roles: ['Regular'],
      channels: ['general', { name: 'quiet', overwrites: [{ for: '@everyone', deny: ['SendMessages'] }] }],
    });
    guild.addRole('Above', { position: guild.roles.length });
    await stack.idle();
    await stack.install(guild, 'sender');
    await stack.install(guild, 'roles');
    const { ana, asked } = {
      ana: guild.member('ana'),
      asked: () =>
        stack.discord.traffic.entries().filter((entry) => entry.kind === 'rest' && entry.status === 403),
    };
    const before = asked().length;
    const quiet = guild.channel('quiet').id;
    stack.discord.world.tables.channel.put({
      ...guild.channel('quiet'),
      permission_overwrites: [
        { id: guild.application().bot_user_id, type: 1, allow: '0', deny: String(1n << 11n) },
      ],
    } as never);
    stack.discord.world.emit({
      type: 'channelUpdate',
      channel: guild.channel('quiet'),
      before: guild.channel('quiet'),
    } as never);
    await stack.idle();
    act = async (ctx) => ctx.discord.send(quiet, 'hi');
    await ana.run('/sender');
    expect(outcome.error).toMatchObject({
      reason: 'PERMISSION_MISSING',
      discordCode: 50013,
      message: expect.stringContaining('SendMessages'),
    });
    act = async (ctx) => ctx.discord.addRole(ana.id, guild.role('Above').id);
    await ana.run('/roles');
    expect(outcome.error).toMatchObject({ reason: 'HIERARCHY', discordCode: 50013 });
    expect(asked()).toHaveLength(before);
  });

  it("passes Discord's own refusals on, typed", async () => {
    const guild = await guildWith('Hierarchy', 'roles');
    const ana = guild.member('ana');
    const regular = guild.role('Regular');
    act = async (ctx) => ctx.discord.addRole(ana.id, regular.id, 'a test');
    await ana.run('/roles');
    const before = { ...outcome };
    act = async (ctx) => ctx.discord.addRole(ana.id, guild.id);
    await ana.run('/roles');
    expect(before.error === undefined || 'discordCode' in (before.error as object)).toBe(true);
    expect(outcome.error).toMatchObject({ name: 'DiscordRefusal', discordCode: expect.any(Number) });
  });
});
