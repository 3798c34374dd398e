import type { VirtualMember } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { deadlyModeration } from './deaths.ts';
import { startModeration } from './stage.ts';

/** Calls are counted and cut off in this process; in another tier there would be nothing else to see. */
const scene = test.skipIf(process.env.GUILDHALL_TEST_TIER === 'sandboxed');
const day = 86_400_000;
// Twenty members die in one scene.
vi.setConfig({ testTimeout: 180_000 });

const deadly = deadlyModeration();
let open: Awaited<ReturnType<typeof startModeration>>;
type Scene = Awaited<ReturnType<typeof open.scene>>;

beforeAll(async () => {
  open = await startModeration({ tier: 'inline', installed: [] }, [], deadly.plugin);
});
afterAll(() => open.stage.close());

const opened = (config: Record<string, unknown> = {}) => open.scene(config, { installed: ['moderation'] });

interface Victim {
  readonly member: VirtualMember;
  /** The effect that was its handler's last; one more than there are: it lived. */
  readonly at: number;
}

/** A member for each place that a handler can die at, and one for whom it lives. */
function victims({ guild }: Scene, handler: string, effects: number): readonly Victim[] {
  return Array.from({ length: effects + 1 }, (_, index) => {
    const at = index + 1;
    const member = guild.member(`${handler}-${at}`);
    const death = { at, when: 'after' } as const;
    const doomed = deadly.doom({
      guildId: guild.id,
      handler,
      userId: member.id,
      ...(at <= effects && { death }),
    });
    if (at > effects) lived.push({ handler, effects, doomed });
    return { member, at };
  });
}

/** Whoever lived has had as many effects as there are places to die at: none is forgotten. */
const lived: { handler: string; effects: number; doomed: { readonly calls: readonly string[] } }[] = [];
afterAll(() => {
  for (const { handler, effects, doomed } of lived) expect(doomed.calls, handler).toHaveLength(effects);
});

/** The next process: it makes the plugin live, and runs again what was cut off. */
async function restart({ setEnabled }: Scene): Promise<void> {
  await setEnabled('moderation', false);
  await setEnabled('moderation', true);
  await open.stage.advance('10s');
}

/** The cases of a member in the moderation log, by their titles without the number. */
async function casesOf({ log }: Scene, { id }: VirtualMember): Promise<readonly string[]> {
  return (await log())
    .filter(({ fields = [] }) => fields.some(({ value }) => value.includes(id)))
    .map(({ title = '' }) => title.replace(/^Case \d+ · /, ''));
}

scene(
  'GIVEN a ban for an hour whose process dies, anywhere, THEN its case says what is so, and it is lifted once',
  async () => {
    const here = await opened();
    const all = victims(here, 'ban', 8);
    for (const { member } of all) await here.mod.run('/ban', { user: member, duration: '1h' });
    await open.stage.advance('31min');
    for (const { member, at } of all) {
      // The number alone is nothing, and left out. From the sixth effect on they are banned.
      const cases = at < 2 ? [] : [at < 6 ? 'ban · failed' : 'ban'];
      expect([at, member.isMember, await casesOf(here, member)]).toEqual([at, at < 6, cases]);
    }
    await open.stage.advance('1h');
    for (const { member, at } of all) {
      expect([at, (await casesOf(here, member)).slice(1)]).toEqual([at, at < 6 ? [] : ['ban lifted']]);
      if (!member.isMember) await member.rejoin();
    }
  },
);

scene(
  'GIVEN a timeout of sixty days whose process dies THEN it is renewed where it began, and begins nowhere else',
  async () => {
    const here = await opened();
    const all = victims(here, 'timeout', 8);
    for (const { member } of all) await here.mod.run('/timeout', { user: member, duration: '60d' });
    await open.stage.advance('31min');
    for (const { member, at } of all) {
      const cases = at < 2 ? [] : [at < 6 ? 'timeout · failed' : 'timeout'];
      expect([at, await casesOf(here, member)]).toEqual([at, cases]);
    }
    for (const passed of [27.5, 27.5]) {
      await open.stage.advance(passed * day);
      expect(all.map(({ member }) => member.timedOutUntil !== null)).toEqual(all.map(({ at }) => at >= 6));
    }
  },
);

scene(
  'GIVEN a softban whose process dies between ban and lifting THEN the ban is lifted all the same',
  async () => {
    const here = await opened();
    const all = victims(here, 'softban', 7);
    for (const { member } of all) await here.mod.run('/softban', { user: member });
    await open.stage.advance('31min');
    for (const { member, at } of all) {
      const cases = at < 2 ? [] : [at < 4 ? 'softban · failed' : 'softban'];
      expect([at, member.isMember, await casesOf(here, member)]).toEqual([at, at < 4, cases]);
      if (!member.isMember) await member.rejoin();
    }
  },
);

scene('GIVEN what ends early whose process dies THEN the end that was planned comes no more', async () => {
  const here = await opened();
  const timedOut = victims(here, 'untimeout', 8);
  const banned = victims(here, 'unban', 7);
  for (const { member } of timedOut) await here.mod.run('/timeout', { user: member, duration: '60d' });
  for (const { member } of banned) await here.mod.run('/ban', { user: member, duration: '2d' });
  for (const { member } of timedOut) await here.mod.run('/untimeout', { user: member });
  for (const { member } of banned) await here.mod.run('/unban', { user: member.id });
  await open.stage.advance('31min');
  await open.stage.advance(27.5 * day);
  for (const { member, at } of timedOut) expect([at, member.timedOutUntil === null]).toEqual([at, at >= 4]);
  for (const { member, at } of banned) {
    const lifted = (await casesOf(here, member)).filter((title) => title === 'ban lifted');
    expect([at, lifted]).toEqual([at, ['ban lifted']]);
  }
});

scene('GIVEN a warning whose process dies THEN it counts or does not, and its step comes once', async () => {
  const here = await opened();
  const all = victims(here, 'warn', 18);
  for (const { member } of all) await here.mod.run('/warn', { user: member, points: 3 });
  await open.stage.advance('61s');
  // From the fifth effect on the warning is there.
  for (const { member, at } of all) expect([at, member.timedOutUntil !== null]).toEqual([at, at >= 5]);
  await open.stage.advance('31min');
  for (const { member, at } of all) {
    const cases = at < 2 ? [] : at < 5 ? ['warning · failed'] : ['timeout', 'warning'];
    expect([at, [...(await casesOf(here, member))].sort()]).toEqual([at, cases]);
    const titles = here.told(member).map(({ title = '' }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  }
});

scene(
  'GIVEN a step that is finished after a death WHEN that process dies too THEN it comes once all the same',
  async () => {
    const here = await opened();
    for (const at of [2, 4, 7, 8]) {
      const member = here.guild.member(`twice-${at}`);
      const about = { guildId: here.guild.id, userId: member.id };
      // Died as soon as the warning was there.
      deadly.doom({ ...about, handler: 'warn', death: { at: 5, when: 'after' } });
      deadly.doom({ ...about, handler: 'finish-escalation', death: { at, when: 'after' } });
      await here.mod.run('/warn', { user: member, points: 3 });
      await open.stage.advance('61s');
      await restart(here);
      expect(member.timedOutUntil, String(at)).not.toBeNull();
      expect((await casesOf(here, member)).filter((title) => title === 'timeout')).toHaveLength(1);
    }
  },
);

scene('GIVEN the end of a ban whose process dies THEN it comes, and is one case', async () => {
  const here = await opened();
  const all = victims(here, 'timed-step', 6);
  // Not all in one moment: a plugin that fails often is rested.
  for (const { member, at } of all) await here.mod.run('/ban', { user: member, duration: `${at * 60} min` });
  for (const { member, at } of all) {
    await open.stage.advance('61min');
    await restart(here);
    expect([at, await casesOf(here, member)]).toEqual([at, ['ban', 'ban lifted']]);
    await member.rejoin();
  }
});

scene('GIVEN a renewal whose process dies THEN the timeout has no gap', async () => {
  const here = await opened();
  const all = victims(here, 'timed-step', 2);
  for (const { member } of all) await here.mod.run('/timeout', { user: member, duration: '60d' });
  await open.stage.advance(27.1 * day);
  // A day before Discord's own end, for whomever nobody died.
  const lasts = (all.at(-1)?.member.timedOutUntil?.getTime() ?? 0) - open.stage.discord.world.now();
  expect(lasts).toBeGreaterThan(27 * day);
  await open.stage.advance(1.5 * day);
  expect(all.map(({ member }) => member.timedOutUntil !== null)).toEqual([true, true, true]);
  await open.stage.advance(32 * day);
  expect(all.map(({ member }) => member.timedOutUntil)).toEqual([null, null, null]);
});

scene(
  'GIVEN cases on their way to the log whose process dies WHEN more come THEN each is there once',
  async () => {
    const here = await opened();
    for (let at = 1; at <= 4; at += 1) {
      await here.mod.run('/note', { user: here.bob, text: `before ${at}` });
      deadly.doom({ guildId: here.guild.id, handler: 'log-cases', death: { at, when: 'after' } });
      await open.stage.advance('2s');
      await here.mod.run('/note', { user: here.bob, text: `since ${at}` });
      await open.stage.advance('31s');
    }
    const texts = [1, 2, 3, 4].flatMap((at) => [`before ${at}`, `since ${at}`]);
    expect((await here.log()).map(({ description }) => description)).toEqual(texts);
  },
);

scene(
  'GIVEN lines on their way to a log whose process dies WHEN more come THEN each is there once',
  async () => {
    const here = await opened();
    const { guild, configure, bob } = here;
    await configure('moderation', {
      logRoutes: [{ channel: guild.channel('log').id, events: ['memberNickname'] }],
    });
    for (let at = 1; at <= 4; at += 1) {
      await bob.rename(`before${at}`);
      await open.stage.idle();
      deadly.doom({ guildId: guild.id, handler: 'write-log', death: { at, when: 'after' } });
      await open.stage.advance('3s');
      await bob.rename(`since${at}`);
      await open.stage.idle();
      await open.stage.advance('31s');
    }
    const lines = (await here.log()).flatMap(({ description = '' }) => description.split('\n'));
    const names = lines.map((line) => /→ `(\w+)`/.exec(line)?.[1]);
    expect(names).toEqual([1, 2, 3, 4].flatMap((at) => [`before${at}`, `since${at}`]));
  },
);

scene(
  'GIVEN cases, lines and a confirmed bulk that nobody asked a job for WHEN the plugin is live again THEN they are gone through',
  async () => {
    const here = await opened();
    const { guild, mod, ana, bob, log, configure } = here;
    await configure('moderation', {
      modLog: guild.channel('log').id,
      logRoutes: [{ channel: guild.channel('general').id, events: ['memberBan'] }],
    });
    const draft = await mod.run('/massban', { users: `${ana.id} ${bob.id}` });
    deadly.doom({ guildId: guild.id, handler: 'massban', death: { at: 1, when: 'after' } });
    await draft.click('Ban 2');
    expect([ana.isMember, bob.isMember]).toEqual([true, true]);
    await restart(here);
    expect([ana.isMember, bob.isMember]).toEqual([false, false]);
    expect(await log()).toHaveLength(2);
    expect(String((await draft.click('Ban 2')).embeds[0]?.description).split('\n')).toHaveLength(2);
  },
);

scene(
  'GIVEN a bulk whose process dies again and again THEN everybody has a result, and nobody is acted on twice',
  async () => {
    const { guild, mod, log } = await opened({ dmOnAction: true });
    const raiders = Array.from({ length: 12 }, (_, index) => guild.member(`raider-${index}`));
    await open.stage.idle();
    const draft = await mod.run('/massban', {
      users: [guild.owner, ...raiders].map(({ id }) => id).join(' '),
    });
    deadly.doom({ guildId: guild.id, handler: 'massban', death: { at: 2, when: 'after' } });
    for (const at of [9, 17]) {
      deadly.doom({ guildId: guild.id, handler: 'bulk', death: { at, when: 'after' } });
    }
    await draft.click('Ban 12');
    await open.stage.advance('31s');
    await open.stage.advance('31s');
    const result = await draft.click('Ban 12');
    expect(result.embeds[0]?.title).toBe('ban: 12 of 13');
    expect(String(result.embeds[0]?.description).split('\n')).toHaveLength(13);
    expect(await log()).toHaveLength(12);
    const { tables } = open.stage.discord.world;
    const bans = tables.auditLogEntry.by('guild', guild.id).filter((entry) => entry.action_type === 22);
    expect(bans).toHaveLength(12);
  },
);

scene(
  'GIVEN a purge whose process dies THEN exactly what was chosen goes, and nothing that was said since',
  async () => {
    const here = await opened();
    const { guild, mod, ana, log } = here;
    const texts = () =>
      ana
        .in('general')
        .messages()
        .map(({ content }) => content);
    for (const at of [3, 4, 5]) {
      for (const text of ['one', 'two']) await ana.in('general').say(`${text} ${at}`);
      // Too old to go at once.
      await open.stage.advance('15d');
      deadly.doom({ guildId: guild.id, handler: 'purge', death: { at, when: 'after' } });
      await mod.in('general').run('/purge', { count: 2, user: ana });
      await ana.in('general').say(`since ${at}`);
      await open.stage.advance('11min');
      expect(texts()).toEqual([`since ${at}`]);
      await mod.in('general').run('/purge', { count: 1 });
    }
    const counts = (await log()).map(
      ({ fields = [] }) => fields.find(({ name }) => name === 'Messages')?.value,
    );
    expect(counts).toEqual(['2', '1', '2', '1', '2', '1']);
  },
);
