import leveling from '@guildhall/plugin-leveling';
import { startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import giveaways from '../src/index.ts';
import { bank, clerk } from './neighbours.ts';
import { announced, manage, press, shown, started, winnersIn } from './playing.ts';

let stage: Awaited<ReturnType<typeof startGuild>>;
beforeAll(async () => {
  stage = await startGuild({ plugins: [giveaways, leveling, bank, clerk], installed: [] });
});
afterAll(() => stage.close());

const scene = (config: Record<string, unknown> = {}, more: readonly string[] = []) =>
  stage.guild({
    config: { giveaways: config, leveling: { messageXp: { min: 400, max: 400 }, cooldown: 0 } },
    installed: ['giveaways', ...more],
  });
type Here = Awaited<ReturnType<typeof scene>>;

/** What is kept of a guild in one of the plugin's collections. */
const kept = (here: Here, name: string) => ({
  of: { '_id.g': here.guild.id } as never,
  in: stage.guildhall.database.db().collection(`plugin_giveaways_${name}`),
});
const whyOf = async (member: Here['ana']) => {
  await stage.idle();
  return (await member.run('/why')).content;
};

test('GIVEN a bot WHEN a plugin enters it THEN it can’t take part', async () => {
  const here = await scene({}, ['clerk']);
  await started(here);
  const user = here.guild.member('helper', { bot: true });
  const { entered, isIn } = JSON.parse((await here.guild.owner.run('/clerk', { user })).content);
  expect(entered).toEqual({ entered: false, why: 'Bots can’t take part.' });
  expect(isIn).toEqual({ entered: false, weight: 0 });
});

test('GIVEN days between wins WHEN a prize was not claimed THEN it was no win, and they may enter the next', async () => {
  const here = await scene({ excludePastWinnersDays: 3, claimMinutes: 10 });
  await press(here.ana, await started(here));
  await stage.advance('1h');
  expect(winnersIn(announced(here)[0])).toEqual([here.ana.id]);
  const next = await started(here, { prize: 'Pie', duration: '5 d' });
  expect((await press(here.ana, next)).content, 'while it may be claimed').toContain(
    'within the last 3 days',
  );
  await stage.advance('10min');
  expect((await press(here.ana, next)).content).toContain('You’re in');
});

test('GIVEN who has the level WHEN leveling is gone at the draw THEN they lose nothing by it', async () => {
  const here = await scene({}, ['leveling']);
  const message = await started(here, { level: 2 });
  await here.ana.in('general').say('hello');
  await stage.idle();
  expect((await press(here.ana, message)).content).toContain('You’re in');
  await here.setEnabled('leveling', false);
  await stage.advance('1h');
  expect(winnersIn(announced(here)[0])).toEqual([here.ana.id]);
});

test('GIVEN a deadline that is over WHEN the winner claims before anybody has looked THEN it is too late; in time, /why knows of it', async () => {
  const here = await scene({ claimMinutes: 30 });
  await press(here.ana, await started(here));
  await stage.advance('1h');
  const announcement = here.ana.in('general').messages().at(-1) ?? { id: '' };
  const wins = kept(here, 'wins');
  const before = await wins.in.findOne(wins.of);
  await wins.in.updateOne(wins.of, { $set: { claimBy: 1 } });
  expect((await press(here.ana, announcement, 'Claim')).content).toContain('Too late');
  expect(await wins.in.findOne(wins.of)).toMatchObject({ status: 'won' });
  await wins.in.updateOne(wins.of, { $set: { claimBy: before?.claimBy } });
  expect((await press(here.ana, announcement, 'Claim')).content).toContain('It’s yours');
  expect(await whyOf(here.ana)).toContain('claimed “Cake”');
});

test('GIVEN settings that cost, give tickets and ask to claim WHEN a drop is started THEN none of it holds: who is quick has it', async () => {
  const here = await stage.guild({
    roles: ['Gold'],
    installed: ['giveaways', 'economy'],
    config: (guild) => ({
      giveaways: {
        claimMinutes: 30,
        requirements: { cost: 60 },
        bonusEntries: [{ role: guild.role('Gold').id, entries: 4 }],
      },
    }),
  });
  const message = await started(here, { prize: 'Code', winners: 1 }, 'drop');
  expect(shown(message)).not.toContain('Costs');
  expect(shown(message)).not.toContain('more tickets');
  await press(here.ana, message, 'Take it');
  await stage.idle();
  const announcement = here.ana.in('general').messages().at(-1);
  expect(winnersIn(announcement?.content)).toEqual([here.ana.id]);
  expect(announcement?.content).not.toContain('Claim');
  expect(JSON.stringify(announcement?.json.components)).not.toContain('Claim');
  expect((await here.ana.run('/balance')).content).toBe('100');
  expect(await whyOf(here.ana)).toContain('won “Code”');
});

test('GIVEN a drop that asks for days in the server WHEN somebody new presses THEN they are told, now and by /why; later they have it', async () => {
  const here = await scene();
  const message = await started(here, { prize: 'Code', winners: 2, joined_days: 5, duration: '9 d' }, 'drop');
  expect((await press(here.ana, message, 'Take it')).content).toContain('here for long enough');
  expect(await whyOf(here.ana)).toContain('not in “Code”: it takes 5 days in the server');
  await stage.advance('6d');
  expect((await press(here.ana, message, 'Take it')).content).toContain('You’ve got it');
});

test('GIVEN a drop of which two are taken WHEN it is edited THEN it keeps a prize for who comes, costs nothing, and has no pause', async () => {
  const here = await scene({}, ['economy']);
  const message = await started(here, { prize: 'Code', winners: 3 }, 'drop');
  await press(here.ana, message, 'Take it');
  await press(here.bob, message, 'Take it');
  expect(await manage(here, 'edit', { winners: 2 })).toBe(
    'So few is not possible: 2 have taken a prize already.',
  );
  expect(await manage(here, 'edit', { cost: 50, winners: 4 })).toContain('has been changed');
  expect(shown(message)).toContain('"name":"Winners","value":"4"');
  expect(shown(message)).not.toContain('Costs');
  expect(await manage(here, 'pause')).toContain('can’t be paused');
  expect((await press(here.guild.owner, message, 'Take it')).content).toContain('You’ve got it');
  expect(announced(here)).toEqual([]);
});

test('GIVEN more than a hundred drawn who have left WHEN it ends THEN the draw ends there, and still verifies', async () => {
  const here = await scene();
  await press(here.ana, await started(here, { winners: 10 }));
  const entries = kept(here, 'entries');
  const entry = await entries.in.findOne(entries.of);
  if (!entry) throw new Error('nobody has entered');
  // Of whom nobody was ever here.
  const others = Array.from({ length: 130 }, (_, index) =>
    String(2_000_000_000_000_000_000n + BigInt(index)),
  );
  await entries.in.insertMany(
    others.map((userId) => ({ ...entry, _id: { ...(entry._id as object), userId }, userId })) as never,
  );
  await here.ana.leave();
  await manage(here, 'end');
  const draws = kept(here, 'draws');
  const draw = await draws.in.findOne(draws.of);
  expect(draw).toMatchObject({ entrants: 131, winners: [] });
  expect(draw?.picks).toHaveLength(100);
  const announcement = here.bob.in('general').messages().at(-1) ?? { id: '' };
  const proof = JSON.stringify((await press(here.bob, announcement, 'How was it drawn?')).embeds);
  expect(proof.match(/✅/g)).toHaveLength(4);
});

test('GIVEN a message that is deleted WHEN it ends THEN the audit log has it, and the announcement answers no message', async () => {
  const here = await scene();
  const [stays, gone] = [await started(here, { prize: 'Kept' }), await started(here, { prize: 'Gone' })];
  for (const message of [stays, gone]) await press(here.ana, message);
  await here.guild.owner.delete(gone);
  await stage.idle();
  const audited = await stage.guildhall.database
    .db()
    .collection('audit_log')
    .find({ guildId: here.guild.id, action: 'giveaways.message_deleted' })
    .toArray();
  expect(audited).toMatchObject([{ after: { prize: 'Gone' } }]);
  await stage.advance('1h');
  const answers = here.ana
    .in('general')
    .messages()
    .filter(({ content }) => content.includes('you’ve won'))
    .map(({ content, json }) => [
      content.includes('Kept') ? 'Kept' : 'Gone',
      (json.message_reference as { readonly message_id?: string } | undefined)?.message_id,
    ]);
  expect(Object.fromEntries(answers)).toEqual({ Kept: stays.id, Gone: undefined });
});

test('GIVEN a paused giveaway WHEN as many as may go on THEN it counts', async () => {
  const here = await scene({ maxActive: 1 });
  await started(here);
  await manage(here, 'pause');
  const pie = { prize: 'Pie', duration: '1h', winners: 1 };
  const reply = await here.guild.owner.in('general').run('/giveaway start', pie);
  expect(reply.content).toContain('1 giveaways going on already');
});

test('GIVEN a template with a long name WHEN the form is filled in from it THEN the giveaway has its rules', async () => {
  const name = 'Une soirée de cadeaux pour nos membres fidèles 🎁';
  const here = await scene({ templates: [{ name, requirements: { accountDays: 400 } }] });
  const form = await here.guild.owner.in('general').run('/giveaway create', { template: name });
  const done = await form.submit({ prize: 'Pie', duration: '2 h', winners: '1', text: '' });
  expect(done.content).toContain('is on: **Pie**');
  const [message] = here.ana.in('general').messages();
  expect(message && shown(message)).toContain('at least 400 days old');
});
