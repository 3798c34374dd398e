import { definePlugin, field, optional, z } from '@guildhall/sdk';
import { startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import leveling from '../src/index.ts';
import { levelingService } from '../src/service.ts';

/** Another plugin, which asks leveling for levels where it is installed. */
const asker = definePlugin({
  id: 'asker',
  name: 'Asker',
  description: 'Asks for levels.',
  category: 'tools',
  needs: {},
  uses: () => ({ leveling: optional(levelingService) }),
  config: { version: 1, schema: z.object({}) },
});
const ask = asker.command({
  name: 'ask',
  description: 'Ask for a level',
  options: { user: field.member().meta({ description: 'Whose' }) },
  run: async (ctx, { user }) =>
    ctx.reply(JSON.stringify((await ctx.use.leveling?.getLevel({ userId: user.id })) ?? 'no leveling here')),
});

let stage: Awaited<ReturnType<typeof startGuild>>;

beforeAll(async () => {
  stage = await startGuild({ plugins: [leveling, asker.build(ask)] });
});

afterAll(() => stage.close());

/** A guild of its own for each scene; the configuration is saved as an admin does it. */
async function scene(config: Record<string, unknown> = {}) {
  return stage.guild({ config: { leveling: config } });
}

/** Every message gives as much XP as the first level takes, and none has to wait. */
const quick = { messageXp: { min: 100, max: 100 }, cooldown: 0 };

test('GIVEN Ana has written WHEN she runs /rank THEN she sees her level, XP and rank', async () => {
  const { ana } = await scene();
  await ana.in('general').say('hi');
  await stage.idle();

  const rank = await ana.run('/rank');
  const [embed] = rank.embeds;
  const values = fieldsOf(embed);
  expect(values).toMatchObject({ Level: '0', Rank: '#1' });
  expect(Number(values.XP)).toBeGreaterThanOrEqual(15);
  expect(Number(values.XP)).toBeLessThanOrEqual(25);
  expect(embed?.description).toContain('/ 100 XP to level 1');
});

test('GIVEN nobody has written WHEN ranks are asked for THEN the answer says so', async () => {
  const { ana, bob } = await scene();
  const own = await ana.run('/rank');
  expect(own.content).toContain('You have no XP yet');
  expect(own.ephemeral).toBe(true);
  expect((await ana.run('/rank', { user: bob })).content).toContain(`<@${bob.id}> has no XP yet`);
  expect((await ana.run('/levels')).content).toBe('Nobody has XP yet.');
});

test('GIVEN a cooldown of a minute WHEN Ana writes often THEN only one message a minute counts', async () => {
  const { ana } = await scene({ messageXp: { min: 10, max: 10 } });
  for (const text of ['one', 'two', 'three']) await ana.in('general').say(text);
  await stage.idle();
  expect(await xpOf(ana)).toBe(10);

  await stage.advance('59s');
  await ana.in('general').say('too soon');
  await stage.idle();
  expect(await xpOf(ana)).toBe(10);

  await stage.advance('1s');
  await ana.in('general').say('in time');
  await stage.idle();
  expect(await xpOf(ana)).toBe(20);
});

test('GIVEN many messages at once WHEN there is no cooldown THEN each is counted exactly once', async () => {
  const { ana } = await scene({ messageXp: { min: 7, max: 7 }, cooldown: 0 });
  await Promise.all(Array.from({ length: 20 }, (_, index) => ana.in('general').say(`message ${index}`)));
  await stage.idle();
  expect(await xpOf(ana)).toBe(140);
});

test('GIVEN enough XP WHEN a level is reached THEN it is announced once, where the member wrote', async () => {
  const { ana } = await scene(quick);
  await ana.in('general').say('hi');
  await ana.in('general').say('still level 1');
  await stage.idle();
  const announced = textsIn(ana).filter((text) => text.includes('reached level'));
  expect(announced).toEqual([`<@${ana.id}> reached level 1!`]);
});

test('GIVEN a template and a channel WHEN a level is reached THEN it is announced there, in those words', async () => {
  const { guild, ana, configure } = await scene(quick);
  const channel = guild.addChannel('levels');
  await configure('leveling', {
    ...quick,
    announce: 'channel',
    announceChannel: channel.id,
    announceMessage: '{name} → {level} ({xp} XP) @everyone',
  });
  await ana.in('general').say('hi');
  await stage.idle();
  const [announcement] = ana.in('levels').messages();
  expect(announcement?.content).toBe(`${ana.name} → 1 (100 XP) @everyone`);
  expect(announcement?.json.mention_everyone).toBe(false);
  expect(textsIn(ana)).toEqual(['hi']);
});

test('GIVEN rewards WHEN Ana jumps over several levels THEN she receives the role of each', async () => {
  const { guild, ana, configure } = await scene();
  const roles = ['Newcomer', 'Regular', 'Veteran'].map((name) => guild.addRole(name).id);
  await configure('leveling', {
    messageXp: { min: 900, max: 900 },
    rewards: [1, 3, 10].map((level, index) => ({ level, role: roles[index] })),
  });
  await ana.in('general').say('hi');
  await stage.idle();
  expect(ana.roles).toEqual(expect.arrayContaining(['Newcomer', 'Regular']));
  expect(ana.roles).not.toContain('Veteran');

  const list = await ana.run('/rewards list');
  expect(list.embeds[0]?.description).toContain(`Level 10: <@&${roles[2]}>`);
});

test('GIVEN rewards that replace WHEN the next is reached THEN the one before is taken', async () => {
  const { guild, ana, configure } = await scene();
  const [first, second] = ['First', 'Second'].map((name) => guild.addRole(name).id);
  await configure('leveling', {
    messageXp: { min: 200, max: 200 },
    cooldown: 0,
    rewardMode: 'replace',
    rewards: [
      { level: 1, role: first },
      { level: 2, role: second },
    ],
  });
  await ana.in('general').say('one');
  await stage.idle();
  expect(ana.roles).toEqual(expect.arrayContaining(['First']));
  await ana.in('general').say('two');
  await stage.idle();
  expect(ana.roles).toEqual(expect.arrayContaining(['Second']));
  expect(ana.roles).not.toContain('First');
});

test('GIVEN a member with rewards WHEN they leave and return THEN they have them again', async () => {
  const { guild, bob, configure } = await scene();
  const role = guild.addRole('Regular').id;
  await configure('leveling', { ...quick, rewards: [{ level: 1, role }] });
  await bob.in('general').say('hi');
  await stage.idle();
  await bob.leave();
  await bob.rejoin();
  await stage.idle();
  expect(bob.roles).toContain('Regular');
});

test('GIVEN a channel and a role without XP WHEN members write there THEN they earn nothing', async () => {
  const { guild, ana, bob, configure } = await scene();
  const spam = guild.addChannel('spam');
  const muted = guild.addRole('No XP');
  await configure('leveling', { ...quick, noXpChannels: [spam.id], noXpRoles: [muted.id] });
  await ana.in('spam').say('hi');
  await bob.giveRole('No XP');
  await bob.in('general').say('hi');
  await stage.idle();
  expect(await xpOf(ana)).toBe(0);
  expect(await xpOf(bob)).toBe(0);
});

test('GIVEN twelve members with XP WHEN the leaderboard is paged THEN everyone is on it once, in order', async () => {
  const { guild, ana } = await scene(quick);
  const members = Array.from({ length: 12 }, (_, index) => guild.member(`member-${index}`));
  for (const member of members) await member.in('general').say('hi');
  await ana.in('general').say('one');
  await ana.in('general').say('two');
  await stage.idle();

  const board = await ana.run('/levels');
  const first = idsOn(board.embeds[0]);
  expect(first).toHaveLength(10);
  expect(first[0]).toBe(ana.id);
  await board.click('Next');
  const second = idsOn(board.embeds[0]);
  expect(second).toHaveLength(3);
  const tied = [...first, ...second].slice(1);
  expect(tied).toEqual(members.map(({ id }) => id).sort());
  await board.click('Previous');
  expect(idsOn(board.embeds[0])).toEqual(first);
});

test('GIVEN a manager WHEN XP is added, removed and set THEN it never falls below 0, and rewards follow', async () => {
  const { guild, ana, bob, configure } = await scene();
  const role = guild.addRole('Regular').id;
  await configure('leveling', { rewards: [{ level: 2, role }] });
  const owner = guild.owner;

  const added = await owner.run('/xp add', { user: bob, amount: 450 });
  expect(added.content).toBe(`<@${bob.id}> now has 450 XP and is at level 2.`);
  expect(added.ephemeral).toBe(true);
  expect(bob.roles).toContain('Regular');

  const removed = await owner.run('/xp remove', { user: bob, amount: 1000 });
  expect(removed.content).toContain('now has 0 XP and is at level 0');
  expect(bob.roles).not.toContain('Regular');

  const set = await owner.run('/xp set', { user: bob, amount: 10_000 });
  expect(set.content).toContain('now has 10,000 XP and is at level 10');
  await expect(bob.run('/xp set', { user: ana, amount: 1 })).rejects.toThrow();
});

test('GIVEN a reward above the bot’s role WHEN it is reached THEN admins see why, and the level is announced', async () => {
  const { guild, ana, configure, installation } = await scene();
  const role = guild.addRole('Above');
  await configure('leveling', { ...quick, rewards: [{ level: 1, role: role.id }] });
  raise(role.id);
  await ana.in('general').say('hi');
  await stage.idle();
  expect(textsIn(ana).some((text) => text.includes('reached level 1'))).toBe(true);
  expect((await installation('leveling'))?.problems).toMatchObject([
    { code: 'REWARD_REFUSED', message: expect.stringContaining('Above') },
  ]);
});

test('GIVEN bots and webhooks WHEN they write THEN they earn nothing', async () => {
  const { guild, ana } = await scene(quick);
  const robot = guild.member('robot', { bot: true });
  await robot.in('general').say('beep');
  await stage.idle();
  const rank = await ana.run('/rank', { user: robot });
  expect(rank.content).toBe('Bots earn no XP.');
  expect((await ana.run('/levels')).content).toBe('Nobody has XP yet.');
});

test('GIVEN a category without XP WHEN members write in its channels THEN they earn nothing', async () => {
  const { ana, bob } = await stage.guild({
    channels: ['general', { name: 'Fun', type: 'category' }, { name: 'memes', parent: 'Fun' }],
    config: (guild) => ({ leveling: { ...quick, noXpChannels: [guild.channel('Fun').id] } }),
  });
  await ana.in('memes').say('hi');
  await bob.in('general').say('hi');
  await stage.idle();
  expect(await xpOf(ana)).toBe(0);
  expect(await xpOf(bob)).toBe(100);
});

test('GIVEN the direct message WHEN a level is reached THEN only the member is told', async () => {
  const { ana } = await scene({ ...quick, announce: 'dm' });
  await ana.in('general').say('hi');
  await stage.idle();
  expect(textsIn(ana)).toEqual(['hi']);
  const direct = [...stage.discord.world.tables.message.values()].filter(
    (message) => message.guild_id === null && message.content.includes(`<@${ana.id}> reached level 1`),
  );
  expect(direct).toHaveLength(1);
});

test('GIVEN another plugin that asks WHEN leveling is there, or not, THEN it is told, or knows', async () => {
  const { ana, bob, setEnabled } = await scene(quick);
  await ana.in('general').say('hi');
  await stage.idle();
  expect(JSON.parse((await bob.run('/ask', { user: ana })).content)).toEqual({ level: 1, xp: 100, rank: 1 });
  expect(JSON.parse((await bob.run('/ask', { user: bob })).content)).toEqual({ level: 0, xp: 0, rank: null });
  await setEnabled('leveling', false);
  expect((await bob.run('/ask', { user: ana })).content).toBe('"no leveling here"');
});

test('GIVEN leveling is switched off WHEN Ana writes THEN nothing is counted, and what she had is kept', async () => {
  const { ana, setEnabled } = await scene({ ...quick, announce: 'off' });
  await ana.in('general').say('one');
  await stage.idle();
  await setEnabled('leveling', false);
  await ana.in('general').say('two');
  await stage.idle();
  await setEnabled('leveling', true);
  expect(await xpOf(ana)).toBe(100);
});

test('GIVEN a configuration that contradicts itself WHEN it is saved THEN it is refused at the field', async () => {
  const { configure } = await scene();
  await expect(configure('leveling', { announce: 'channel' })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    problems: [{ pointer: '/announceChannel' }],
  });
  await expect(configure('leveling', { announceMessage: '{nobody}' })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    problems: [{ pointer: '/announceMessage' }],
  });
});

/** Moves a role above the bot's, as the owner may at any time. */
function raise(roleId: string): void {
  const { world } = stage.discord;
  const before = world.tables.role.get(roleId);
  if (!before) throw new Error(`there is no role ${roleId}`);
  world.emit({ type: 'roleUpdate', role: world.tables.role.put({ ...before, position: 99 }), before });
}

interface Embed {
  readonly description?: string;
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
}

function fieldsOf(embed: Embed | undefined): Record<string, string> {
  return Object.fromEntries((embed?.fields ?? []).map(({ name, value }) => [name, value]));
}

function idsOn(embed: Embed | undefined): string[] {
  return Array.from((embed?.description ?? '').matchAll(/<@(\d+)>/g), (match) => match[1] ?? '');
}

type Member = Awaited<ReturnType<typeof scene>>['ana'];

async function xpOf(member: Member): Promise<number> {
  const rank = await member.run('/rank');
  return Number(fieldsOf(rank.embeds[0]).XP ?? 0);
}

function textsIn(member: Member, channel = 'general'): string[] {
  return member
    .in(channel)
    .messages()
    .map((message) => message.content);
}
