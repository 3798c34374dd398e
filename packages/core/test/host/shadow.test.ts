import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectCachesEqualWorld } from './caches-equal-world.ts';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const eager = definePlugin({
  ...basics,
  id: 'eager',
  needs: {
    'messages.read': 'listens',
    'messages.send': 'answers',
    'members.roles': 'gives roles',
    'members.moderate': 'times out',
    'direct.send': 'writes to members',
    'channels.read': 'finds channels',
    'threads.manage': 'opens threads',
    'reactions.add': 'reacts',
  },
  config: { version: 1, schema: z.object({ role: z.string().default(''), above: z.string().default('') }) },
  data: { seen: { version: 1, schema: z.object({ id: z.string(), n: z.int() }), key: ['id'] } },
});
const failures: unknown[] = [];
const asked: string[] = [];
const pieces = [
  eager.command({ name: 'eager', description: 'Is eager', run: (ctx) => ctx.reply('yes') }),
  eager.on('messageCreate', async (ctx, message) => {
    if (message.author.bot || !message.member) return;
    await ctx.data.seen.updateOne({ id: 'all' }, { $inc: { n: 1 } }, { upsert: true });
    const answer = await message.reply({ content: 'I saw that' });
    await answer.edit('I really saw that');
    await answer.react('⭐');
    const thread = await answer.startThread({ name: 'About it' });
    await thread.send('first');
    await message.member.roles.add(ctx.config.role, 'a good member');
    await message.member.timeout(60_000);
    await ctx.discord.direct(message.author.id, 'psst');
    await ctx.discord.addRole(message.author.id, ctx.config.above).catch((error) => failures.push(error));
    await answer.delete();
  }),
];

const teller = definePlugin({
  ...basics,
  id: 'teller',
  needs: { 'messages.read': 'listens', 'network.fetch': 'tells a service' },
  hosts: ['api.example.com'],
});
const tell = teller.onRaw('MESSAGE_CREATE', async (ctx) => {
  const known = await ctx.fetch('https://api.example.com/known');
  await ctx.fetch('https://api.example.com/said?key=secret', { body: String(known.status) });
  failures.push('went on');
});

/** What it makes, changes and deletes is in everybody's memory of the guild. */
const builder = definePlugin({
  ...basics,
  id: 'builder',
  needs: {
    'channels.manage': 'builds',
    'roles.manage': 'builds',
    'channels.read': 'finds',
    'messages.read': 'listens',
  },
});
const building = builder.on('messageCreate', async (ctx, message) => {
  if (message.author.bot || !message.guild) return;
  const { channels, roles } = await ctx.discord.guild();
  const made = await channels.create({ name: 'made' });
  await made.setName('renamed');
  await made.delete();
  const kept = await channels.create({ name: 'kept' });
  await kept.setTopic('a topic');
  const old = channels.cache.find(({ name }) => name === 'old');
  await old?.edit({ name: 'new' });
  await old?.delete();
  const role = await roles.create({ name: 'Made' });
  await role.setName('Renamed');
  await roles.cache.find(({ name }) => name === 'Old')?.delete();
});

describe('a shadow install', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack([eager.build(...pieces), builder.build(building), teller.build(tell)], {
      internet: {
        resolve: async () => ['93.184.215.14'],
        async send({ method, url }) {
          asked.push(`${method} ${url.pathname}`);
          return { status: 200, headers: {}, body: new Uint8Array() };
        },
      },
    });
  });
  afterAll(async () => {
    await stack.close();
  });

  const tryOut = async (name: string, pluginId = 'eager') => {
    const guild = stack.discord.guild(name, { channels: ['general'], roles: ['Good'] });
    guild.addRole('Above', { position: guild.roles.length });
    const ana = guild.member('ana');
    await stack.idle();
    const version = stack.store.catalogue.newest(pluginId);
    await stack.host.installations.install({
      guildId: guild.id,
      pluginId,
      manifestHash: version?.manifestHash ?? '',
      actor: admin,
      ...(pluginId === 'eager' && {
        values: { role: guild.role('Good').id, above: guild.role('Above').id },
      }),
      shadowHours: 48,
    });
    await stack.idle();
    return { guild, ana };
  };

  it('captures every write, answers as Discord would, and says what it would have done', async () => {
    const { guild, ana } = await tryOut('Trial');
    expect(ana.commands('general').map(({ name }) => name)).not.toContain('eager');
    await ana.in('general').say('hello');
    await stack.idle();

    expect(ana.in('general').messages()).toHaveLength(1);
    expect(ana.roles).not.toContain('Good');
    expect(ana.timedOutUntil).toBeNull();
    expect(guild.channels.map(({ name }) => name)).not.toContain('About it');

    const report = await stack.host.shadowReport(guild.id, 'eager');
    const actions = Object.fromEntries(
      report.actions.map(({ action, count, refused }) => [action, [count, refused]]),
    );
    expect(actions).toEqual({
      'message.send': [2, 0],
      'message.edit': [1, 0],
      'message.delete': [1, 0],
      'reaction.add': [1, 0],
      'thread.create': [1, 0],
      'role.give': [2, 1],
      'member.timeout': [1, 0],
      'direct.open': [1, 0],
      'direct.send': [1, 0],
    });
    expect(report.total).toBe(11);
    expect(report.refusals).toEqual([
      { action: 'role.give', reason: 'HIERARCHY', why: expect.stringContaining('highest role'), count: 1 },
    ]);
    expect(failures.splice(0)).toEqual([expect.objectContaining({ reason: 'HIERARCHY' })]);
    expect(report.latest).toContainEqual(
      expect.objectContaining({
        action: 'role.give',
        userId: ana.id,
        roleId: guild.role('Good').id,
        reason: 'a good member',
        event: 'messageCreate',
      }),
    );
    expect(report.latest).toContainEqual(
      expect.objectContaining({ action: 'direct.send', userId: ana.id, text: 'psst' }),
    );
    const installation = await stack.host.installations.get(guild.id, 'eager');
    expect(installation).toMatchObject({
      state: 'enabled',
      shadow: { until: expect.any(Date) },
      problems: [],
    });
  });

  it('asks other services what they know, and tells them nothing', async () => {
    const { guild, ana } = await tryOut('Outside', 'teller');
    for (let n = 0; n < 6; n++) {
      await ana.in('general').say('hello');
      await stack.idle();
    }
    expect(new Set(asked.splice(0))).toEqual(new Set(['GET /known']));
    expect(failures.splice(0)).toEqual([]);
    const { total, latest, actions } = await stack.host.shadowReport(guild.id, 'teller');
    expect(actions).toEqual([{ action: 'network.send', count: total, refused: 0 }]);
    expect(latest[0]).toMatchObject({
      action: 'network.send',
      text: 'POST https://api.example.com/said',
      piece: 'onRaw MESSAGE_CREATE',
    });
    // Six handlers that went no further: neither is it blamed for it, nor does it rest.
    expect((await stack.host.installations.get(guild.id, 'teller'))?.problems).toEqual([]);

    await stack.host.installations.goLive(guild.id, 'teller', admin);
    await ana.in('general').say('hello');
    await stack.idle();
    expect(asked.splice(0)).toEqual(['GET /known', 'POST /said']);
    expect(failures.splice(0)).toEqual(['went on']);
  });

  it('leaves what the client remembers as it really is', async () => {
    const guild = stack.discord.guild('Built', { channels: ['general', 'old'], roles: ['Old'] });
    const ana = guild.member('ana');
    await stack.idle();
    await stack.host.installations.install({
      guildId: guild.id,
      pluginId: 'builder',
      manifestHash: stack.store.catalogue.newest('builder')?.manifestHash ?? '',
      actor: admin,
      shadowHours: 24,
    });
    await ana.in('general').say('build');
    await stack.idle();
    const { actions } = await stack.host.shadowReport(guild.id, 'builder');
    expect(Object.fromEntries(actions.map(({ action, count }) => [action, count]))).toMatchObject({
      'channel.create': 2,
      'channel.edit': 3,
      'channel.delete': 2,
    });
    expect((await stack.host.installations.get(guild.id, 'builder'))?.problems).toEqual([]);
    expectCachesEqualWorld(stack);
  });

  it('goes live by one call: its writes arrive, its commands are there, its data have stayed', async () => {
    const { guild, ana } = await tryOut('Live');
    await ana.in('general').say('hello');
    await stack.idle();
    const live = await stack.host.installations.goLive(guild.id, 'eager', admin);
    expect(live.shadow).toBeUndefined();
    await stack.idle();
    expect((await ana.run('/eager')).content).toBe('yes');
    await ana.in('general').say('hello again');
    await stack.idle();
    expect(ana.roles).toContain('Good');
    expect(ana.timedOutUntil).not.toBeNull();
    const seen = await stack.database.db().collection('plugin_eager_seen').findOne({ '_id.g': guild.id });
    expect(seen?.n).toBe(2);
    const { total } = await stack.host.shadowReport(guild.id, 'eager');
    expect(total).toBe(11);
    await expect(stack.host.installations.goLive(guild.id, 'eager', admin)).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
    });
  });

  it('survives a restart, and ends by itself when its time is over', async () => {
    const { guild, ana } = await tryOut('Ending');
    await stack.restart();
    await ana.in('general').say('hello');
    await stack.idle();
    expect(ana.in('general').messages()).toHaveLength(1);
    await stack.discord.advance('49h');
    await stack.idle();
    const ended = await stack.host.installations.get(guild.id, 'eager');
    expect(ended).toMatchObject({ state: 'disabled', problems: [{ code: 'SHADOW_OVER' }] });
    await expect(stack.host.installations.setEnabled(guild.id, 'eager', true, admin)).rejects.toMatchObject({
      code: 'STATE_CONFLICT',
    });
    const live = await stack.host.installations.goLive(guild.id, 'eager', admin);
    expect(live).toMatchObject({ state: 'enabled', problems: [] });
  });
});
