import leveling from '@guildhall/plugin-leveling';
import { startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import giveaways from '../src/index.ts';
import { bank, clerk, shop } from './neighbours.ts';
import { announced, manage, press, shown, started, winnersIn } from './playing.ts';

let stage: Awaited<ReturnType<typeof startGuild>>;
beforeAll(async () => {
  stage = await startGuild({ plugins: [giveaways, leveling, shop, bank, clerk], installed: [] });
});
afterAll(() => stage.close());

const scene = (config: Record<string, unknown> = {}, more: readonly string[] = []) =>
  stage.guild({
    roles: ['Gold', 'Silver', 'Muted'],
    config: { giveaways: config, leveling: { messageXp: { min: 400, max: 400 }, cooldown: 0 } },
    installed: ['giveaways', ...more],
  });

test('GIVEN a role that is asked for WHEN members press THEN only who has it gets in, and /why says so', async () => {
  const here = await scene();
  const { guild, ana, bob } = here;
  await ana.giveRole('Gold');
  const message = await started(here, { role: guild.role('Gold') });
  expect(shown(message)).toContain(`Has the role <@&${guild.role('Gold').id}>`);
  expect((await press(ana, message)).content).toContain('You’re in');
  const refused = await press(bob, message);
  expect(refused.content).toBe(`You need the role <@&${guild.role('Gold').id}>.`);
  expect(refused.ephemeral).toBe(true);
  await stage.idle();
  expect((await bob.run('/why')).content).toContain('not in “Cake”: the role');
  expect((await ana.run('/why')).content).toContain('entered “Cake”');
});

test('GIVEN two roles WHEN all are asked for THEN one is not enough; any: it is', async () => {
  const here = await scene();
  const { guild, ana } = here;
  await ana.giveRole('Gold');
  const both = { role: guild.role('Gold'), second_role: guild.role('Silver') };
  const all = await started(here, { ...both, roles_mode: 'all' });
  const any = await started(here, { ...both, roles_mode: 'any' });
  expect((await press(ana, all)).content).toBe(`You still need the role <@&${guild.role('Silver').id}>.`);
  const none = (await press(here.bob, any)).content;
  expect(none).toMatch(/^You need one of these roles: <@&\d+>, <@&\d+>\.$/);
  expect((await press(ana, any)).content).toContain('You’re in');
});

test('GIVEN a role that is left out WHEN who has it presses THEN they are refused', async () => {
  const here = await scene();
  const { guild, ana } = here;
  await ana.giveRole('Muted');
  const message = await started(here, { deny_role: guild.role('Muted') });
  expect((await press(ana, message)).content).toContain('can’t take part');
});

test('GIVEN an age that is asked for WHEN a young account presses THEN it is told its age, and later gets in', async () => {
  const here = await scene();
  const message = await started(here, { account_days: 3, duration: '9 d' });
  const joined = await started(here, { joined_days: 5, duration: '9 d' });
  await stage.advance('2d');
  expect((await press(here.ana, message)).content).toMatch(
    /too young: it takes 3 days, and yours has [12]\./,
  );
  expect((await press(here.ana, joined)).content).toMatch(
    /here for long enough: it takes 5 days, and you have [12]\./,
  );
  await stage.idle();
  expect((await here.ana.run('/why')).content).toMatch(/the account takes 3 days, and has [12]/);
  await stage.advance('4d');
  expect((await press(here.ana, message)).content).toContain('You’re in');
  expect((await press(here.ana, joined)).content).toContain('You’re in');
});

test('GIVEN a level that is asked for WHEN members write THEN leveling decides; without leveling it can’t be asked for', async () => {
  const here = await scene({}, ['leveling']);
  const message = await started(here, { level: 2 });
  expect((await press(here.ana, message)).content).toBe('You’re at level 0, and it takes 2.');
  await here.ana.in('general').say('hello');
  await stage.idle();
  expect((await press(here.ana, message)).content).toContain('You’re in');

  await here.setEnabled('leveling', false);
  expect((await press(here.bob, message)).content).toContain('can’t be checked at the moment');
  const refused = await here.guild.owner
    .in('general')
    .run('/giveaway start', { prize: 'Pie', duration: '1h', winners: 1, level: 2 });
  expect(refused.content).toContain('Leveling is not enabled here');
});

test('GIVEN messages that are asked for WHEN members write while it is open THEN they count, and nothing before', async () => {
  const here = await scene();
  const { ana } = here;
  await ana.in('general').say('before');
  await stage.advance('10s');
  const message = await started(here, { messages: 2 });
  await stage.advance('6s');
  await ana.in('general').say('one');
  await stage.idle();
  expect((await press(ana, message)).content).toBe(
    'It takes 2 messages since the start, and you’ve written 1.',
  );
  await ana.in('general').say('two');
  await stage.idle();
  expect((await press(ana, message)).content).toContain('You’re in');
});

test('GIVEN an entry that costs WHEN members enter, leave, and it is called off THEN each pays once and gets it back', async () => {
  const here = await scene({}, ['economy']);
  const { ana, bob } = here;
  const balance = async (member: typeof ana) => (await member.run('/balance')).content;
  const message = await started(here, { cost: 60 });
  expect(shown(message)).toContain('Costs 60');
  await Promise.all([press(ana, message), press(ana, message), press(ana, message)]);
  expect(await balance(ana)).toBe('40');
  const again = await press(ana, message);
  expect((await again.click('Leave')).content).toBe('You’re out of **Cake**.');
  expect(await balance(ana)).toBe('100');
  await press(ana, message);
  expect(await balance(ana)).toBe('40');
  const second = await started(here, { cost: 60, prize: 'Pie' });
  expect((await press(ana, second)).content).toBe('An entry costs 60, and you have 40.');

  await press(bob, message);
  await manage(here, 'cancel');
  await stage.idle();
  expect([await balance(ana), await balance(bob)]).toEqual(['100', '100']);
});

test('GIVEN a bank that closes WHEN who paid leaves THEN they are out at once, and paid back when it opens', async () => {
  const here = await scene({}, ['economy']);
  const message = await started(here, { cost: 60 });
  const entered = await press(here.ana, message);
  expect(entered.content).toContain('You’re in');
  await here.setEnabled('economy', false);
  await (await press(here.ana, message)).click('Leave');
  expect((await press(here.bob, message)).content).toContain('can’t be checked');
  await here.setEnabled('economy', true);
  expect((await here.ana.run('/balance')).content).toBe('40');
  await stage.advance('10min');
  expect((await here.ana.run('/balance')).content).toBe('100');
});

test('GIVEN another plugin’s requirement WHEN members press THEN it decides, in their language, with its value', async () => {
  const here = await scene({}, ['shop']);
  const { guild, ana, bob } = here;
  expect(await guild.owner.autocomplete('/giveaway start', 'requirement', 'cust')).toEqual([
    { name: 'Customer', value: 'shop.customer' },
  ]);
  const message = await started(here, { requirement: 'shop.customer=gold' });
  expect(shown(message)).toContain('Customer: gold');
  bob.speaks('fr');
  expect((await press(bob, message)).content).toBe('Vous n’avez rien acheté.');
  await ana.run('/buy', { rank: 'silver' });
  expect((await press(ana, message)).content).toBe('You have bought nothing.');
  await ana.run('/buy', { rank: 'gold' });
  expect((await press(ana, message)).content).toContain('You’re in');
  await here.uninstall('shop');
  expect((await press(bob, message)).content).toContain('shop.customer');
  await stage.advance('1h');
  expect(winnersIn(announced(here)[0]), 'who is drawn loses nothing by it').toEqual([ana.id]);
});

test('GIVEN a requirement that nobody contributes, or that fails WHEN it is asked for THEN it is refused, not passed', async () => {
  const here = await scene({}, ['shop']);
  const start = (requirement: string) =>
    here.guild.owner
      .in('general')
      .run('/giveaway start', { prize: 'Pie', duration: '1h', winners: 1, requirement });
  expect((await start('nobody.knows')).content).toBe('No plugin here has the requirement “nobody.knows”.');
  const message = await started(here, { requirement: 'shop.customer=broken' });
  expect((await press(here.ana, message)).content).toContain('can’t be checked');
});

test('GIVEN roles with more tickets WHEN their members enter THEN they have them, and a new role counts at the next press', async () => {
  const here = await stage.guild({
    roles: ['Gold', 'Silver'],
    installed: ['giveaways'],
    config: (guild) => ({
      giveaways: {
        bonusEntries: [
          { role: guild.role('Gold').id, entries: 4 },
          { role: guild.role('Silver').id, entries: 100 },
        ],
      },
    }),
  });
  await here.ana.giveRole('Gold');
  const message = await started(here);
  expect(shown(message)).toContain('4 more tickets');
  expect((await press(here.ana, message)).content).toContain('with 5 tickets');
  await here.ana.giveRole('Silver');
  expect((await press(here.ana, message)).content).toContain('with 105 tickets');
  const list = await here.guild.owner.run('/giveaway entries', { giveaway: '1' });
  expect(list.embeds[0]?.description).toContain('105 tickets');
});

test('GIVEN days between wins WHEN a winner enters the next THEN they are told to wait, until the days are over', async () => {
  const here = await scene({ excludePastWinnersDays: 3 });
  await press(here.ana, await started(here));
  await stage.advance('1h');
  expect(winnersIn(announced(here)[0])).toEqual([here.ana.id]);
  const next = await started(here, { prize: 'Pie', duration: '5 d' });
  expect((await press(here.ana, next)).content).toContain('within the last 3 days');
  await stage.advance('3d');
  expect((await press(here.ana, next)).content).toContain('You’re in');
});

test('GIVEN a plugin that uses the service WHEN it enters members THEN the same rules hold, and it hears who wins', async () => {
  const here = await scene({}, ['clerk']);
  const { guild, ana, bob } = here;
  const ask = async (values = {}) => JSON.parse((await guild.owner.run('/clerk', values)).content);
  await started(here, { role: guild.role('Gold') });
  expect(await ask({ user: ana })).toMatchObject({
    open: [{ number: 1, prize: 'Cake', winners: 1, entries: 0, status: 'running' }],
    entered: { entered: false, why: expect.stringContaining('You need the role') },
    isIn: { entered: false, weight: 0 },
  });
  await bob.giveRole('Gold');
  expect(await ask({ user: bob })).toMatchObject({
    entered: { entered: true },
    isIn: { entered: true, weight: 1 },
  });
  await stage.advance('1h');
  expect((await ask()).heard).toEqual([`ended ${bob.id}`, `won ${bob.id}`]);
});
