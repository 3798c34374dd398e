import { type Stage, startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import automod from '../src/index.ts';
import { alertsOf, control, makeRules, openScene, textsIn } from './scene.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await startGuild({ plugins: [automod] });
});

afterAll(() => stage.close());

type Scene = Awaited<ReturnType<typeof openScene>>;
type Member = Scene['ana'];

const channels = ['general', 'alerts', { name: 'help', type: 'forum' as const }];
const scam = { name: 'Scams', triggers: [{ type: 'words', words: ['free nitro'], match: 'loose' }] };

async function open(
  { guild }: Scene,
  as: Member,
  name: string,
  more: Readonly<Record<string, unknown>> & { readonly channel?: string } = {},
): Promise<string> {
  const { channel = 'general', ...rest } = more;
  const channelId = guild.channel(channel).id;
  const { threadId } = await control<{ threadId: string }>(stage, 'startThread', {
    as: as.id,
    channelId,
    name,
    ...rest,
  });
  await stage.idle();
  return threadId;
}

async function rename(as: Member, channelId: string, name: string): Promise<void> {
  await control(stage, 'thread', { as: as.id, channelId, name });
  await stage.idle();
}

const nameOf = (threadId: string) => stage.discord.world.tables.channel.get(threadId)?.name;

interface Hit {
  readonly userId: string;
  readonly reason: string;
  readonly actions: string;
  readonly count: number;
}

test('GIVEN a rule for words WHEN one stands, hidden, in a new thread’s name THEN the thread goes with Discord’s notice of it, its maker is dealt with once, and /why says so', async () => {
  const scene = await openScene(stage, {}, { channels });
  const { guild, ana, bob } = scene;
  const api = await makeRules(stage, scene, {
    ...scam,
    actions: [{ type: 'delete' }, { type: 'warn' }, { type: 'alert' }],
  });
  const harmless = await open(scene, bob, 'Holiday pictures');
  const name = 'FR\u0395E n1tro, get it';
  const bad = await open(scene, ana, name);
  expect(nameOf(harmless)).toBe('Holiday pictures');
  expect(nameOf(bad)).toBeUndefined();
  const warning = `<@${ana.id}> That is not allowed here: in the name of a thread: the word “free nitro”.`;
  expect(textsIn(bob)).toEqual(['Holiday pictures', warning]);
  const { items } = await api.get<{ items: Hit[] }>('/hits');
  expect(items).toMatchObject([
    {
      userId: ana.id,
      channelId: guild.channel('general').id,
      reason: 'in the name of a thread: the word “free nitro”',
      actions: 'delete the thread, warn',
    },
  ]);
  expect(alertsOf(scene)).toHaveLength(1);
  // Discord may also tell of its notice when the thread is gone.
  const { world } = stage.discord;
  const notice = [...world.tables.message.values()].find(
    ({ content, guild_id: guildId }) => content === 'Holiday pictures' && guildId === guild.id,
  );
  if (!notice) throw new Error('there is no notice');
  expect(notice.message_reference?.channel_id).toBe(harmless);
  const late = world.tables.message.put({
    ...notice,
    id: world.ids.next(),
    author_id: ana.id,
    content: name,
    message_reference: { type: 0, message_id: null, channel_id: bad, guild_id: guild.id },
  });
  world.emit({ type: 'messageCreate', message: late });
  await stage.idle();
  expect(textsIn(bob)).toEqual(['Holiday pictures', warning]);
  await stage.advance('2s');
  const why = await ana.run('/why');
  expect(JSON.stringify([why.content, why.embeds, why.message?.json])).toContain(
    '“Scams” acted: in the name of a thread',
  );
});

test('GIVEN a forum WHEN a post’s title breaks a rule THEN the post is deleted, and nothing is said where nothing can be', async () => {
  const scene = await openScene(stage, {}, { channels });
  const { ana, bob, guild, installation } = scene;
  const api = await makeRules(stage, scene, {
    ...scam,
    actions: [{ type: 'delete' }, { type: 'warn' }, { type: 'timeout' }],
  });
  const good = await open(scene, bob, 'My cat is ill', { channel: 'help', content: 'What shall I do?' });
  const bad = await open(scene, ana, 'free nitro', { channel: 'help', content: 'Look inside' });
  expect(nameOf(good)).toBe('My cat is ill');
  expect(nameOf(bad)).toBeUndefined();
  expect(ana.timedOutUntil).not.toBeNull();
  const { items } = await api.get<{ items: Hit[] }>('/hits');
  expect(items.map(({ actions }) => actions)).toEqual(['delete the thread, warn (nothing to do), time out']);
  expect((await guild.owner.run('/automod heat', { user: ana })).content).toContain('1 of 3 strikes');
  expect((await installation('automod'))?.problems).toEqual([]);
});

test('GIVEN a thread with others’ messages WHEN it is renamed to what a rule forbids THEN it gets its old name back, every time, and who renamed it is dealt with', async () => {
  const scene = await openScene(
    stage,
    { heat: { enabled: false } },
    { channels, roles: [{ name: 'Mod', permissions: ['ManageThreads'] }] },
  );
  const { guild, ana, bob } = scene;
  const api = await makeRules(stage, scene, { ...scam, actions: [{ type: 'delete' }, { type: 'timeout' }] });
  const mod = guild.member('mod', { roles: ['Mod'] });
  const thread = await open(scene, ana, 'Cooking');
  await rename(mod, thread, 'Free nitro');
  expect(nameOf(thread)).toBe('Cooking');
  expect(ana.timedOutUntil).toBeNull();
  expect(mod.timedOutUntil).not.toBeNull();
  await rename(ana, thread, 'Cooking and baking');
  expect(nameOf(thread)).toBe('Cooking and baking');
  await rename(ana, thread, 'Free nitro');
  await stage.advance('1m');
  const ended = await api.get<{ items: { id: string }[] }>('/hits');
  expect(ended.items).toHaveLength(2);
  // Only who may manage threads renames another one's; Ana has to wait for the end of her timeout.
  await stage.advance('10m');
  await rename(ana, thread, 'Free nitro');
  expect(nameOf(thread)).toBe('Cooking and baking');
  const { items } = await api.get<{ items: Hit[] }>('/hits');
  expect(items.map(({ userId, actions }) => [userId, actions])).toEqual([
    [ana.id, 'give the thread its old name back, time out'],
    [ana.id, 'give the thread its old name back, time out'],
    [mod.id, 'give the thread its old name back, time out'],
  ]);
  expect(bob.isMember).toBe(true);
});

test('GIVEN exemptions, scopes and a trial WHEN names are given THEN they hold for them as for messages; bots and administrators are left alone', async () => {
  const scene = await openScene(
    stage,
    {},
    { channels, roles: ['Trusted', { name: 'Admin', permissions: ['ManageGuild'] }] },
  );
  const { guild, ana, bob } = scene;
  const api = await makeRules(
    stage,
    scene,
    {
      ...scam,
      exemptRoles: [guild.role('Trusted').id],
      exemptChannels: [guild.channel('help').id],
      actions: [{ type: 'delete' }],
    },
    {
      name: 'Only edits',
      scope: 'edited',
      triggers: [{ type: 'words', words: ['tea'] }],
      actions: [{ type: 'delete' }],
    },
    {
      name: 'Tried',
      dryRun: true,
      triggers: [{ type: 'invites' }],
      actions: [{ type: 'delete' }],
    },
  );
  await bob.giveRole('Trusted');
  const admin = guild.member('admin', { roles: ['Admin'] });
  const kept = [
    await open(scene, bob, 'free nitro'),
    await open(scene, ana, 'free nitro', { channel: 'help', content: '?' }),
    await open(scene, admin, 'free nitro'),
    await open(scene, ana, 'tea'),
    await open(scene, ana, 'come to discord.gg/elsewhere'),
  ];
  // A bot opens its threads with its own token; Discord tells of them like this.
  const { world } = stage.discord;
  const like = world.tables.channel.get(kept[0] ?? '');
  if (!like) throw new Error('the thread is gone');
  const byBot = { ...like, id: world.ids.next(), owner_id: guild.member('robot', { bot: true }).id };
  world.emit({ type: 'threadCreate', thread: world.tables.channel.put(byBot), newlyCreated: true });
  await stage.idle();
  expect([...kept, byBot.id].map(nameOf)).not.toContain(undefined);
  const { items } = await api.get<{ items: { rule: string; kind: string }[] }>('/hits');
  expect(items.map(({ rule, kind }) => `${rule} ${kind}`).sort()).toEqual(['Scams staff', 'Tried dryRun']);
  await rename(ana, kept.at(-1) ?? '', 'tea');
  expect(nameOf(kept.at(-1) ?? '')).toBe('come to discord.gg/elsewhere');
});

test('GIVEN a rule for many threads WHEN somebody makes too many, or an administrator does THEN the former is timed out; names count for no rate of messages', async () => {
  const scene = await openScene(
    stage,
    { heat: { enabled: false } },
    { channels, roles: [{ name: 'Admin', permissions: ['ManageGuild'] }] },
  );
  const { guild, ana, bob } = scene;
  await makeRules(
    stage,
    scene,
    { name: 'Threads', triggers: [{ type: 'threads', count: 3 }], actions: [{ type: 'timeout' }] },
    { name: 'Fast', triggers: [{ type: 'messageRate', count: 2 }], actions: [{ type: 'kick' }] },
  );
  const admin = guild.member('admin', { roles: ['Admin'] });
  await open(scene, ana, 'one');
  await open(scene, ana, 'two');
  expect(ana.timedOutUntil).toBeNull();
  await open(scene, ana, 'three');
  expect(ana.timedOutUntil).not.toBeNull();
  expect(ana.isMember).toBe(true);
  for (const name of ['one', 'two', 'three']) await open(scene, admin, name);
  expect(admin.timedOutUntil).toBeNull();
  expect(bob.isMember).toBe(true);
});
