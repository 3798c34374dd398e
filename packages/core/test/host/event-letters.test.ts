import { defineEvents } from '@guildhall/sdk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

let broken = true;
const done: string[] = [];
const work = (what: string): void => {
  if (broken) throw new Error('not today');
  done.push(what);
};

const events = defineEvents('bells', { rung: z.object({ tone: z.string() }) });
const bells = definePlugin({ ...basics, id: 'bells', emits: events.events });
const ring = bells.command({
  name: 'ring',
  description: 'Rings',
  async run(ctx) {
    ctx.emit('rung', { tone: 'ding' });
    await ctx.reply('rung');
  },
});
const watch = definePlugin({
  ...basics,
  id: 'watch',
  needs: { 'messages.read': 'sees messages', 'members.read': 'sees members' },
  intents: { GuildMembers: { reason: 'sees who comes', degraded: 'does not' } },
  data: {
    seen: { version: 1, schema: z.object({ what: z.string(), n: z.int() }), key: ['what'], tally: ['n'] },
  },
});
const raw = watch.onRaw('MESSAGE_CREATE', (ctx, message) => {
  if (message.author.bot) return;
  void ctx.data.seen.tally({ what: 'messages' }, { n: 1 });
  work(`raw ${message.id === '' ? 'nothing' : message.author.username}`);
});
const built = watch.on('messageReactionAdd', async (_ctx, reaction, user) => {
  await Promise.resolve();
  work(`${user.id === '' ? 'nobody' : 'somebody'} reacted ${reaction.emoji.name} to ${reaction.message.id}`);
});
const came = watch.on('guildMemberAdd', (_ctx, member) =>
  work(`${member.user.username} came to ${member.guild.name}`),
);
const hear = watch.hear(events, 'rung', (_ctx, { tone }) => work(`heard ${tone}`));

let stack: Stack;
beforeAll(async () => {
  stack = await startStack([bells.build(ring), watch.build(raw, built, came, hear)]);
});
afterAll(() => stack.close());

it('GIVEN handlers of events that fail THEN each event is kept as far as the plugin may see it, over a restart, and is replayed once or discarded', async () => {
  const guild = stack.discord.guild('Tower', { channels: ['general'] });
  const ana = guild.member('ana');
  await stack.idle();
  await stack.install(guild, 'bells');
  await stack.install(guild, 'watch');
  const letters = async () =>
    new Map((await stack.host.deadLetters(guild.id, 'watch')).map((letter) => [letter.event, letter]));

  const message = await ana.in('general').say('my secret plan');
  await stack.idle();
  await ana.react(message, '🔔');
  guild.member('newcomer');
  await stack.idle();
  await ana.run('/ring');
  await stack.idle();
  await stack.restart();

  const kept = await letters();
  expect([...kept.keys()].toSorted()).toEqual([
    'MESSAGE_CREATE',
    'bells.rung',
    'guildMemberAdd',
    'messageReactionAdd',
  ]);
  for (const letter of kept.values()) {
    expect(letter).toMatchObject({ kind: 'event', replayable: true, attempts: 1 });
  }
  // The plugin has not asked for what members write: neither has it been kept.
  expect(kept.get('MESSAGE_CREATE')).toMatchObject({ job: 'MESSAGE_CREATE', input: { content: '' } });
  const stored = await stack.database.db().collection('dead_letters').find({}).toArray();
  expect(JSON.stringify(stored)).not.toContain('secret plan');
  expect(stored.every(({ expiresAt }) => expiresAt instanceof Date)).toBe(true);

  const replay = (event: string) =>
    stack.host.replayDeadLetter(guild.id, 'watch', kept.get(event)?.id ?? '', admin);
  // Still broken: this one is over, and what came of it is a letter of its own.
  expect(await replay('bells.rung')).toBe(true);
  await stack.idle();
  expect(await replay('bells.rung')).toBe(false);
  const again = (await letters()).get('bells.rung');
  expect(again?.id).not.toBe(kept.get('bells.rung')?.id);

  broken = false;
  for (const event of ['MESSAGE_CREATE', 'messageReactionAdd', 'guildMemberAdd']) {
    expect(await replay(event)).toBe(true);
  }
  await stack.idle();
  expect(done.toSorted()).toEqual([
    'newcomer came to Tower',
    'raw ana',
    `somebody reacted 🔔 to ${message.id}`,
  ]);
  expect([...(await letters()).keys()]).toEqual(['bells.rung']);
  expect(await stack.host.discardDeadLetter(guild.id, 'watch', again?.id ?? '', admin)).toBe(true);
  expect((await letters()).size).toBe(0);
  expect(stack.observed.audit.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['event.replayed', 'event.discarded']),
  );
  // It was counted before it failed, and not again when it was replayed.
  const counted = await stack.database.db().collection('plugin_watch_seen').find({}).toArray();
  expect(counted).toEqual([expect.objectContaining({ what: 'messages', n: 1 })]);
});
