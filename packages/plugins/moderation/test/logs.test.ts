import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gather } from '../src/log-routing/gather.ts';
import { eventsOfAudit, logEventIds } from '../src/log-routing/log-events.ts';
import { startModeration } from './stage.ts';

let open: Awaited<ReturnType<typeof startModeration>>;

beforeAll(async () => {
  open = await startModeration();
});
afterAll(() => open.stage.close());

/** A guild whose events of these kinds are written to #audit. */
async function logging(events: readonly string[], more: Record<string, unknown> = {}) {
  const scene = await open.scene({}, { channels: ['audit', 'secret'] });
  const { guild, configure } = scene;
  await configure('moderation', {
    modLog: guild.channel('log').id,
    logRoutes: [{ channel: guild.channel('audit').id, events: [...events] }],
    ...more,
  });
  const messages = async () => {
    await open.stage.idle();
    await open.stage.advance('3s');
    return guild.owner
      .in('audit')
      .messages(100)
      .map(({ json }) => (json.embeds ?? []) as readonly { title?: string; description?: string }[]);
  };
  return { ...scene, messages, entries: async () => (await messages()).flat() };
}

test('GIVEN the log of messages WHEN one is edited and deleted THEN the log says what it said', async () => {
  const { ana, entries } = await logging(['messageEdit', 'messageDelete']);
  const message = await ana.in('general').say('I like cats');
  await ana.edit(message, 'I like dogs');
  await ana.delete(message);
  const found = await entries();
  expect(found.map(({ title }) => title)).toEqual(['Message edited', 'Message deleted']);
  expect(found[0]?.description).toMatch(/> I like cats\n> I like dogs$/);
  expect(found[1]?.description).toContain('> I like dogs');
  expect(found[1]?.description).toContain(`<@${ana.id}>`);
});

test('GIVEN Discord’s clock is ahead of the bot’s WHEN a message is edited and deleted THEN the lines come in that order', async () => {
  const { guild, ana, entries } = await logging(['messageEdit', 'messageDelete']);
  const message = await ana.in('general').say('I like cats');
  await ana.edit(message, 'I like dogs');
  await ana.delete(message);
  await open.stage.idle();
  // The time of an edit is Discord's, that of a deletion the bot's.
  const lines = open.stage.guildhall.database.db().collection('plugin_moderation_logEntries');
  await lines.updateOne({ '_id.g': guild.id, event: 'messageEdit' } as never, { $inc: { at: 60_000 } });
  const found = await entries();
  expect(found.map(({ title }) => title)).toEqual(['Message edited', 'Message deleted']);
});

test('GIVEN what the log keeps THEN the database holds none of its words, and nothing after its day', async () => {
  const { guild, ana } = await logging(['messageDelete']);
  await ana.in('general').say('a very private word');
  await open.stage.idle();
  const stored = open.stage.guildhall.database.db().collection('plugin_moderation_messages');
  const all = () => stored.find({ '_id.g': guild.id } as never).toArray();
  expect(await all()).toHaveLength(1);
  expect(JSON.stringify(await all())).not.toContain('private');
  await open.stage.advance('26h');
  expect(await all()).toHaveLength(0);
});

test('GIVEN no log of messages, a channel that is left out, or no retention, THEN nothing is kept', async () => {
  const { guild, ana, configure } = await logging(['memberJoin']);
  const stored = open.stage.guildhall.database.db().collection('plugin_moderation_messages');
  const count = () => stored.countDocuments({ '_id.g': guild.id } as never);
  await ana.in('general').say('one');
  const routes = [{ channel: guild.channel('audit').id, events: ['messageDelete'] }];
  await configure('moderation', { logRoutes: routes, logIgnoredChannels: [guild.channel('secret').id] });
  await ana.in('secret').say('two');
  await open.stage.idle();
  expect(await count()).toBe(0);
  await configure('moderation', { logRoutes: routes, messageLogRetention: 0 });
  await ana.in('general').say('three');
  await open.stage.idle();
  expect(await count()).toBe(0);
});

test('GIVEN a purge of thirty messages WHEN it is logged THEN it is one message', async () => {
  const { mod, ana, messages } = await logging([
    'messageDelete',
    'messageBulkDelete',
    'messageDeleteByModerator',
  ]);
  for (let index = 0; index < 30; index += 1) await ana.in('general').say(`spam ${index}`);
  await mod.in('general').run('/purge', { count: 30 });
  const written = await messages();
  expect(written).toHaveLength(1);
  const bulk = written.flat().find(({ title }) => title === 'Messages deleted at once');
  expect(bulk?.description).toContain('30 messages in <#');
  expect(bulk?.description).toContain('spam 0');
  expect(bulk?.description).toContain('and 10 more');
});

test('GIVEN members who come, go, are renamed and get roles THEN each is logged with who did it', async () => {
  const { guild, mod, bob, entries } = await logging([
    'memberJoin',
    'memberLeave',
    'memberNickname',
    'memberRoles',
    'memberTimeout',
  ]);
  await bob.rename('Robert', mod).catch(() => bob.rename('Robert'));
  await bob.giveRole('Moderator');
  await bob.timeout('1h');
  await bob.leave();
  guild.member('carla');
  await open.stage.idle();
  const found = await entries();
  expect(found.map(({ title }) => title).sort()).toEqual([
    'Member joined',
    'Member left',
    'Member’s roles changed',
    'Nickname changed',
    'Timeout changed',
  ]);
  expect(found.find(({ title }) => title === 'Nickname changed')?.description).toContain(
    '`nick`: – → `Robert`',
  );
});

test('GIVEN voice channels WHEN Ana enters, changes and leaves THEN the log has where', async () => {
  const { guild, ana, entries } = await logging(['voiceJoin', 'voiceSwitch', 'voiceLeave']);
  const [one, two] = [
    guild.addChannel({ name: 'One', type: 'voice' }),
    guild.addChannel({ name: 'Two', type: 'voice' }),
  ];
  await ana.voice.join(one);
  await open.stage.idle();
  await ana.voice.mute();
  await ana.voice.join(two);
  await open.stage.idle();
  await ana.voice.leave();
  const found = await entries();
  expect(found.map(({ title }) => title)).toEqual([
    'Entered a voice channel',
    'Changed voice channel',
    'Left a voice channel',
  ]);
  expect(found[1]?.description).toBe(`<@${ana.id}> · <#${one.id}> → <#${two.id}>`);
});

test('GIVEN a log channel that refuses the bot THEN admins are told, and moderation goes on', async () => {
  const { mod, bob, installation } = await logging(['memberBan'], { modLog: undefined, dmOnAction: false });
  open.stage.discord.faults.next('POST /channels/*/messages', 403);
  expect((await mod.run('/ban', { user: bob })).content).toContain('is banned');
  await open.stage.idle();
  await open.stage.advance('3s');
  expect((await installation('moderation'))?.problems.map(({ code }) => code)).toContain('LOG_REFUSED');
});

test('GIVEN bots, left-out channels and previews of links THEN the log is without them', async () => {
  const { guild, ana, configure, entries } = await logging(['messageEdit', 'messageDelete']);
  const stored = open.stage.guildhall.database.db().collection('plugin_moderation_messages');
  const count = () => stored.countDocuments({ '_id.g': guild.id } as never);
  const robot = guild.member('robot', { bot: true });
  await robot.in('general').say('beep');
  await open.stage.idle();
  expect(await count()).toBe(0);
  const kept = await ana.in('general').say('see https://example.com');
  await open.stage.idle();
  expect(await count()).toBe(1);
  // Discord adds the preview of a link without an edit.
  const { world } = open.stage.discord;
  const before = world.tables.message.get(kept.id);
  if (!before) throw new Error('the message is there');
  const message = world.tables.message.put({ ...before, content: 'see it', edited_timestamp: null });
  world.emit({ type: 'messageUpdate', message, before });
  const routes = [{ channel: guild.channel('audit').id, events: ['messageEdit', 'messageDelete'] }];
  await configure('moderation', { logRoutes: routes, logIgnoredChannels: [guild.channel('secret').id] });
  await ana.delete(await ana.in('secret').say('between us'));
  expect(await entries()).toEqual([]);
  // Nobody wants a log any more: what was kept for it goes.
  await configure('moderation', { logRoutes: [] });
  await open.stage.advance('61min');
  expect(await count()).toBe(0);
});

test('GIVEN lines that wait THEN the database holds none of their words, and each goes only where it is wanted', async () => {
  const { guild, ana, configure, entries } = await logging(['messageDelete']);
  await configure('moderation', {
    logRoutes: [
      { channel: guild.channel('audit').id, events: ['messageDelete'] },
      { channel: guild.channel('secret').id, events: ['memberBan'] },
    ],
  });
  await ana.delete(await ana.in('general').say('a very private word'));
  await open.stage.idle();
  const waiting = open.stage.guildhall.database.db().collection('plugin_moderation_logEntries');
  const lines = await waiting.find({ '_id.g': guild.id } as never).toArray();
  expect(lines).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toContain('private');
  expect(await entries()).toHaveLength(1);
  expect(guild.owner.in('secret').messages()).toEqual([]);
});

test('the table has more than seventy events, and each action of the audit log leads to at most one', () => {
  expect(logEventIds.length).toBeGreaterThanOrEqual(70);
  for (let action = 1; action < 200; action += 1) {
    if (action !== 24) expect(eventsOfAudit(action, []).length).toBeLessThanOrEqual(1);
  }
  expect(eventsOfAudit(24, ['nick', 'mute'])).toEqual(['memberNickname', 'memberMute']);
});

test('gathered lines keep their order, none is lost, and no message is more than Discord takes', () => {
  const line = fc.record({
    event: fc.constantFrom('messageDelete' as const, 'memberJoin' as const, 'roleUpdate' as const),
    at: fc.nat(),
    text: fc.string({ minLength: 1, maxLength: 1500 }),
  });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), (given) => {
      const lines = given.map((one, index) => ({ ...one, id: String(index) }));
      const messages = gather(lines, (event) => event);
      expect(messages.flatMap(({ ids }) => ids)).toEqual(lines.map(({ id }) => id));
      for (const { embeds } of messages) {
        expect(embeds.length).toBeLessThanOrEqual(10);
        const sizes = embeds.map(({ title = '', description = '' }) => title.length + description.length);
        expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(6000);
        for (const { description = '' } of embeds) expect(description.length).toBeLessThanOrEqual(4096);
      }
      expect(messages.flatMap(({ embeds }) => embeds.map(({ description }) => description)).join('\n')).toBe(
        lines.map(({ text }) => text).join('\n'),
      );
    }),
  );
});
