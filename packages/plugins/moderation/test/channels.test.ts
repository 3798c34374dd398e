import { afterAll, beforeAll, expect, test } from 'vitest';
import { startModeration } from './stage.ts';

let open: Awaited<ReturnType<typeof startModeration>>;

beforeAll(async () => {
  open = await startModeration();
});
afterAll(() => open.stage.close());

type Member = Awaited<ReturnType<typeof open.scene>>['ana'];

const texts = (member: Member) =>
  member
    .in('general')
    .messages()
    .map(({ content }) => content);

test('GIVEN messages of many kinds WHEN some are purged THEN those that match go, newest first, and pins stay', async () => {
  const { guild, mod, ana, bob } = await open.scene();
  const robot = guild.member('robot', { bot: true });
  await ana.in('general').say('one');
  await bob.in('general').say('see https://example.com/x');
  await bob.in('general').say('a picture', { attachments: [{ name: 'a.png', data: 'x' }] });
  await robot.in('general').say('beep');
  await ana.in('general').say('Buy GOLD now');
  await ana.in('general').say('last');
  const run = async (values: Record<string, string | number | boolean | Member>) =>
    (await mod.in('general').run('/purge', { count: 100, ...values })).content;

  expect(await run({ contains: 'gold' })).toContain('One message is gone.');
  expect(await run({ links: true })).toContain('One message is gone.');
  expect(await run({ bots: true })).toContain('One message is gone.');
  expect(await run({ attachments: true })).toContain('One message is gone.');
  expect(texts(ana)).toEqual(['one', 'last']);
  expect(await run({ user: bob })).toBe('⛔ No message matches, of the last 1,000.');
  expect(await run({ count: 1 })).toContain('One message is gone.');
  expect(texts(ana)).toEqual(['one']);
});

test('GIVEN two messages as bounds WHEN the ones between are purged THEN the bounds stay', async () => {
  const { mod, ana } = await open.scene();
  const said = [];
  for (const text of ['a', 'b', 'c', 'd']) said.push(await ana.in('general').say(text));
  const [first, , , last] = said;
  const link = `https://discord.com/channels/1/2/${last?.id}`;
  const reply = await mod.in('general').run('/purge', { count: 100, after: first?.id ?? '', before: link });
  expect(reply.content).toContain('2 messages are gone.');
  expect(texts(ana)).toEqual(['a', 'd']);
  expect(
    (await mod.in('general').run('/purge', { count: 5, after: 'not a message at all' })).content,
  ).toContain('That is no message');
});

test('GIVEN messages older than two weeks WHEN they are purged THEN they go one by one, and the rest at once', async () => {
  const { mod, ana, log } = await open.scene();
  for (const text of ['old 1', 'old 2']) await ana.in('general').say(text);
  await open.stage.advance('15d');
  for (const text of ['new 1', 'new 2', 'new 3']) await ana.in('general').say(text);
  const reply = await mod.in('general').run('/purge', { count: 4 });
  expect(reply.content).toContain('4 messages are gone.');
  expect(texts(ana)).toEqual(['old 1']);
  expect((await log()).map(({ title }) => title)).toEqual(['Case 1 · messages removed']);
});

test('GIVEN a channel with permissions of its own WHEN it is locked for an hour THEN it opens by itself, exactly as it was', async () => {
  const { guild, mod, ana } = await open.scene();
  const overwrites = () => structuredClone(guild.channelRecord('general').permission_overwrites);
  const before = overwrites();
  const locked = await mod.in('general').run('/lock', { duration: '1h', reason: 'Cool down' });
  expect(locked.content).toContain('is locked: case 1. It lasts 1 hour.');
  await expect(ana.in('general').say('hello?')).rejects.toThrow();
  expect((await mod.in('general').run('/lock')).content).toBe('⛔ This channel is locked already.');
  await open.stage.advance('61min');
  await ana.in('general').say('hello!');
  expect(overwrites()).toEqual(before);
});

test('GIVEN a locked channel WHEN it is unlocked by hand THEN nothing happens when its time is over', async () => {
  const { guild, mod, ana, log } = await open.scene();
  await mod.in('general').run('/lock', { duration: '1h' });
  expect((await mod.in('general').run('/unlock')).content).toContain(
    'is open again, as it was before: case 2.',
  );
  await ana.in('general').say('hello!');
  await open.stage.advance('2h');
  expect((await log()).map(({ title }) => title)).toEqual([
    'Case 1 · channel locked',
    'Case 2 · channel unlocked',
  ]);
  expect((await mod.in('general').run('/unlock')).content).toBe('⛔ This channel was not locked by the bot.');
  expect(guild.channelRecord('general').permission_overwrites).toEqual([]);
});

test('GIVEN a permission changed during the lock WHEN it ends THEN the change stays', async () => {
  const { guild, mod } = await open.scene();
  await mod.in('general').run('/lock');
  const { world } = open.stage.discord;
  const channel = guild.channelRecord('general');
  const everyone = channel.permission_overwrites.find(({ id }) => id === guild.id);
  const attach = 1n << 15n;
  const denied = BigInt(everyone?.deny ?? 0);
  const changed = world.tables.channel.put({
    ...channel,
    permission_overwrites: [{ id: guild.id, type: 0, allow: '0', deny: String(denied | attach) }],
  });
  world.emit({ type: 'channelUpdate', channel: changed, before: channel });
  await open.stage.idle();
  await mod.in('general').run('/unlock');
  expect(guild.channelRecord('general').permission_overwrites).toMatchObject([
    { allow: '0', deny: String(attach) },
  ]);
});

test('GIVEN a slow mode WHEN it is set THEN members wait, and 0 ends it', async () => {
  const { guild, mod } = await open.scene();
  const set = await mod.in('general').run('/slowmode', { seconds: 30 });
  expect(set.content).toMatch(/^✅ In <#\d+>, members wait 30 seconds between two messages: case 1\.$/);
  expect(guild.channelRecord('general').rate_limit_per_user).toBe(30);
  const off = await mod.in('general').run('/slowmode', { seconds: 0 });
  expect(off.content).toMatch(/^✅ The slow mode of <#\d+> is off: case 2\.$/);
  expect(guild.channelRecord('general').rate_limit_per_user).toBe(0);
});

test('GIVEN pins, letters of both cases and messages of bots only WHEN they are purged THEN pins stay, and who it was about is noted', async () => {
  const { guild, mod, ana, log } = await open.scene();
  const pinned = await ana.in('general').say('the rules');
  const { world } = open.stage.discord;
  const record = world.tables.message.get(pinned.id);
  if (!record) throw new Error('the message is there');
  world.tables.message.put({ ...record, pinned_at: world.now() });
  await ana.in('general').say('hello');
  expect((await mod.in('general').run('/purge', { count: 5, user: ana })).content).toContain('One message');
  expect(texts(ana)).toEqual(['the rules']);
  const [card] = await log();
  expect(card?.fields?.some(({ value }) => value.includes(ana.id))).toBe(true);
  expect(guild.owner.in('general').messages()).toHaveLength(1);
});

test('GIVEN more than a hundred messages WHEN an older one is purged THEN it is found', async () => {
  const { mod, ana, bob } = await open.scene();
  await bob.in('general').say('needle');
  for (let index = 0; index < 101; index += 1) await ana.in('general').say('hay');
  expect((await mod.in('general').run('/purge', { count: 1, user: bob })).content).toContain('One message');
});

test('GIVEN a channel whose permissions a moderator lacks there WHEN they act THEN they are told so', async () => {
  const { guild, mod, ana } = await open.scene();
  const channel = guild.addChannel({
    name: 'council',
    overwrites: [{ for: 'Moderator', deny: ['ManageChannels', 'ManageMessages'] }],
  });
  await ana.in(channel).say('a decree');
  for (const [command, values] of [
    ['/lock', { channel }],
    ['/slowmode', { channel, seconds: 5 }],
  ] as const) {
    expect((await mod.in('general').run(command, values)).content).toBe(
      '⛔ You lack the permission that this takes.',
    );
  }
});

test('GIVEN allowed and denied permissions WHEN the channel is locked and opened THEN threads and reactions were closed, and each is as it was', async () => {
  const { guild, mod } = await open.scene();
  const channel = guild.addChannel({
    name: 'mixed',
    overwrites: [{ for: '@everyone', allow: ['AddReactions'], deny: ['CreatePublicThreads', 'AttachFiles'] }],
  });
  const everyone = () => {
    const { allow, deny } = guild.channelRecord(channel).permission_overwrites[0] ?? {};
    return [BigInt(allow ?? 0), BigInt(deny ?? 0)] as const;
  };
  const before = everyone();
  await mod.in('general').run('/lock', { channel });
  const [allowed, denied] = everyone();
  expect(allowed).toBe(0n);
  // Send messages, add reactions, create public and private threads, send in threads.
  for (const bit of [11n, 6n, 35n, 36n, 38n]) expect(denied & (1n << bit), String(bit)).not.toBe(0n);
  await mod.in('general').run('/unlock', { channel });
  expect(everyone()).toEqual(before);
});

test('GIVEN a lock that Discord refuses, and a longer one after a shorter, THEN neither is in the way of the next', async () => {
  const { mod, ana } = await open.scene();
  open.stage.discord.faults.next('PUT /channels/*/permissions/*', 403);
  expect((await mod.in('general').run('/lock')).content).toContain('noted as case 1');
  expect((await mod.in('general').run('/lock', { duration: '1h' })).content).toContain('is locked: case 2');
  await mod.in('general').run('/unlock');
  await mod.in('general').run('/lock', { duration: '3h' });
  await open.stage.advance('2h');
  await expect(ana.in('general').say('hello?')).rejects.toThrow();
  await open.stage.advance('61min');
  await ana.in('general').say('hello!');
});
