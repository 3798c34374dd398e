import { type Stage, startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import automod from '../src/index.ts';
import { alertsOf, apiOf, makeRules, openScene, sayAll, textsIn } from './scene.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await startGuild({ plugins: [automod] });
});

afterAll(() => stage.close());

const remove = { type: 'delete' };
const words = (list: string[], match = 'word') => ({ type: 'words', words: list, match });

test('GIVEN a rule made by command WHEN Ana writes its word, hidden, THEN it is deleted, and what else she writes stays', async () => {
  const { guild, ana } = await openScene(stage);
  const made = await guild.owner.run('/automod rule create', {
    name: 'No slime',
    trigger: 'words',
    action: 'delete',
    list: 'slime, goo',
  });
  expect(made.content).toContain('**No slime** (on): words → delete');
  await sayAll(stage, ana, ['I like tea', 'I like s\u200bl\u0456me', 'G.O.O', 'goodness']);
  expect(textsIn(ana)).toEqual(['I like tea', 'G.O.O', 'goodness']);
});

test('GIVEN the four ways of matching WHEN words are hidden more and more THEN each finds what it says', async () => {
  const scene = await openScene(stage);
  const { ana } = scene;
  await makeRules(
    stage,
    scene,
    { name: 'exact', triggers: [words(['ping'], 'exact')], actions: [remove] },
    { name: 'part', triggers: [words(['blarg'], 'substring')], actions: [remove] },
    { name: 'loose', triggers: [words(['hateful thing'], 'loose')], actions: [remove] },
  );
  await sayAll(stage, ana, [
    'Ping',
    'ping pong',
    'unblargable',
    'H4teful thiiing!',
    'h.a.t.e.f.u.l t.h.i.n.g',
    'a hateful old thing',
  ]);
  expect(textsIn(ana)).toEqual(['ping pong', 'a hateful old thing']);
});

test('GIVEN exempt roles and channels WHEN they are used THEN rules leave them out, and act elsewhere', async () => {
  const scene = await openScene(
    stage,
    {},
    {
      roles: ['Trusted'],
      channels: ['general', 'alerts', { name: 'Fun', type: 'category' }, { name: 'memes', parent: 'Fun' }],
    },
  );
  const { guild, ana, bob } = scene;
  await makeRules(stage, scene, {
    name: 'No tea',
    triggers: [words(['tea'])],
    actions: [remove],
    exemptChannels: [guild.channel('Fun').id],
  });
  const added = await guild.owner.run('/automod exempt add', { rule: 'No tea', role: guild.role('Trusted') });
  expect(added.content).toContain('is left out by “No tea”');
  await bob.giveRole('Trusted');
  await sayAll(stage, bob, ['tea is fine for me']);
  await sayAll(stage, ana, ['tea for a meme'], 'memes');
  await sayAll(stage, ana, ['tea for all']);
  expect(textsIn(ana)).toEqual(['tea is fine for me']);
  expect(textsIn(ana, 'memes')).toEqual(['tea for a meme']);

  await guild.owner.run('/automod exempt remove', { rule: 'No tea', role: guild.role('Trusted') });
  await sayAll(stage, bob, ['tea again']);
  expect(textsIn(ana)).toEqual(['tea is fine for me']);
});

test('GIVEN a rule that leaves out as many roles as it can WHEN one more is named THEN it is refused, and none is dropped', async () => {
  const scene = await openScene(stage, {}, { roles: ['Trusted'] });
  const { guild } = scene;
  const exemptRoles = Array.from({ length: 50 }, (_, index) =>
    String(1_000_000_000_000_000_000n + BigInt(index)),
  );
  const api = await makeRules(stage, scene, {
    name: 'No tea',
    triggers: [words(['tea'])],
    actions: [remove],
    exemptRoles,
  });
  const answer = await guild.owner.run('/automod exempt add', {
    rule: 'no TEA',
    role: guild.role('Trusted'),
  });
  expect(answer.content).toBe('A rule leaves out at most 50 roles and as many channels: “No tea” is full.');
  const [row] = await api.get<{ id: string }[]>('/rules');
  expect(await api.get<{ exemptRoles: string[] }>(`/rules/${row?.id}`)).toMatchObject({ exemptRoles });
});

test('GIVEN two rules for one text WHEN it is written THEN the more important one acts, and only that', async () => {
  const scene = await openScene(stage);
  const { ana } = scene;
  const api = await makeRules(
    stage,
    scene,
    { name: 'low', priority: 1, triggers: [words(['tea'])], actions: [{ type: 'reply', text: 'low' }] },
    {
      name: 'high',
      priority: 9,
      triggers: [words(['tea'])],
      actions: [{ type: 'reply', text: 'high: {reason}' }],
    },
  );
  await sayAll(stage, ana, ['tea']);
  expect(textsIn(ana)).toEqual(['tea', 'high: the word “tea”']);
  const { items } = await api.get<{ items: { rule: string }[] }>('/hits');
  expect(items.map(({ rule }) => rule)).toEqual(['high']);
});

test('GIVEN a rule that is tried out WHEN its word is written THEN nothing happens, and it is recorded; the next rule still acts', async () => {
  const scene = await openScene(stage);
  const { ana } = scene;
  const api = await makeRules(
    stage,
    scene,
    {
      name: 'trial',
      priority: 9,
      dryRun: true,
      triggers: [words(['tea'])],
      actions: [remove, { type: 'kick' }],
    },
    { name: 'real', triggers: [words(['green tea'])], actions: [remove] },
  );
  await sayAll(stage, ana, ['black tea', 'green tea']);
  expect(textsIn(ana)).toEqual(['black tea']);
  expect(ana.isMember).toBe(true);
  const { items } = await api.get<{ items: { rule: string; kind: string; count: number }[] }>('/hits');
  expect(items.map(({ rule, kind }) => `${rule} ${kind}`).sort()).toEqual(['real acted', 'trial dryRun']);
  expect(items.find(({ rule }) => rule === 'trial')?.count).toBe(2);
});

test('GIVEN administrators and bots WHEN they break a rule THEN nothing is done; for the former it is recorded', async () => {
  const scene = await openScene(stage, {}, { roles: [{ name: 'Admin', permissions: ['ManageGuild'] }] });
  const { guild, ana, bob } = scene;
  const api = await makeRules(stage, scene, {
    name: 'No tea',
    triggers: [words(['tea'])],
    actions: [remove],
  });
  await bob.giveRole('Admin');
  const robot = guild.member('robot', { bot: true });
  await sayAll(stage, bob, ['tea from an admin']);
  await sayAll(stage, guild.owner, ['tea from the owner']);
  await sayAll(stage, robot, ['tea from a bot']);
  expect(textsIn(ana)).toHaveLength(3);
  const { items } = await api.get<{ items: { userId: string; kind: string }[] }>('/hits');
  expect(items.map(({ userId, kind }) => [userId, kind])).toEqual(
    expect.arrayContaining([
      [bob.id, 'staff'],
      [guild.owner.id, 'staff'],
    ]),
  );
  expect(items).toHaveLength(2);
});

test('GIVEN an edit WHEN it brings the word THEN it is judged once; rules for new messages leave edits alone', async () => {
  const scene = await openScene(stage);
  const { ana } = scene;
  const api = await makeRules(
    stage,
    scene,
    {
      name: 'edits',
      scope: 'edited',
      triggers: [words(['tea'])],
      actions: [{ type: 'reply', text: 'seen' }],
    },
    { name: 'new', scope: 'new', triggers: [words(['coffee'])], actions: [remove] },
  );
  const message = await ana.in('general').say('water');
  await stage.idle();
  await ana.edit(message, 'tea');
  await stage.idle();
  // Discord tells of the same content again, as it does when an embed appears.
  const record = stage.discord.world.tables.message.get(message.id);
  if (!record) throw new Error('the message is gone');
  stage.discord.world.emit({ type: 'messageUpdate', message: record, before: record });
  await stage.idle();
  await ana.edit(message, 'coffee');
  await stage.idle();
  expect(textsIn(ana)).toEqual(['coffee', 'seen']);
  const { items } = await api.get<{ items: { count: number }[] }>('/hits');
  expect(items.map(({ count }) => count)).toEqual([1]);
});

test('GIVEN conditions WHEN all of them hold THEN the rule acts, and otherwise not', async () => {
  const scene = await openScene(stage, {}, { roles: ['Muted-ish'] });
  const { guild, ana, bob } = scene;
  await makeRules(stage, scene, {
    name: 'Long tea of some',
    triggers: [words(['tea'])],
    conditions: [
      { type: 'hasRole', roles: [guild.role('Muted-ish').id] },
      { type: 'longerThan', characters: 10 },
      { type: 'notInChannel', channels: [guild.channel('random').id] },
    ],
    actions: [remove],
  });
  await ana.giveRole('Muted-ish');
  await sayAll(stage, ana, ['tea', 'a long sentence about tea']);
  await sayAll(stage, ana, ['a long sentence about tea elsewhere'], 'random');
  await sayAll(stage, bob, ['another long sentence about tea']);
  expect(textsIn(bob)).toEqual(['tea', 'another long sentence about tea']);
  expect(textsIn(bob, 'random')).toHaveLength(1);
});

test('GIVEN a rule WHEN it is edited, listed, switched and deleted by command THEN each shows', async () => {
  const { guild, ana } = await openScene(stage);
  const { owner } = guild;
  await owner.run('/automod rule create', { name: 'Tea', trigger: 'words', action: 'warn', list: 'tea' });
  expect(
    (await owner.run('/automod rule edit', { rule: 'tea', priority: 5, dry_run: true })).content,
  ).toContain('(on trial)');
  const list = await owner.run('/automod rule list');
  expect((list.embeds[0] as { description?: string }).description).toBe(
    '**Tea** (on trial): words → delete, warn',
  );
  expect((await owner.run('/automod rule toggle', { rule: 'Tea' })).content).toBe('“Tea” is off.');
  const offered = await owner.autocomplete('/automod rule delete', 'rule', 'te');
  expect(offered.map(({ name }) => name)).toEqual(['Tea']);
  expect((await owner.run('/automod rule delete', { rule: 'Tea' })).content).toBe('“Tea” is deleted.');
  expect((await owner.run('/automod rule delete', { rule: 'Tea' })).content).toBe('There is no rule “Tea”.');
  expect((await owner.run('/automod rule list')).content).toContain('There are no rules.');
  await expect(ana.run('/automod rule list')).rejects.toThrow();
});

test('GIVEN what can’t be a rule WHEN it is made THEN the answer says why', async () => {
  const scene = await openScene(stage);
  const { owner } = scene.guild;
  const empty = await owner.run('/automod rule create', { name: 'x', trigger: 'words', action: 'delete' });
  expect(empty.content).toContain('“words” needs more');
  const look = await owner.run('/automod rule create', {
    name: 'x',
    trigger: 'regex',
    action: 'delete',
    list: '(?=a)b',
  });
  expect(look.content).toContain('look-around, such as (?=…), is not known');
  const many = await owner.run('/automod rule create', {
    name: 'x',
    trigger: 'mentions',
    action: 'delete',
    count: 8000,
  });
  expect(many.content).toContain('“mentions” does not take that');
  const api = await apiOf(stage, scene, owner);
  const large = {
    name: 'x',
    triggers: [{ type: 'regex', patterns: ['(?:a{0,100}){0,100}'] }],
    actions: [remove],
  };
  expect(await api.refusal('POST', '/rules', large)).toEqual({ status: 422, code: 'PATTERN_TOO_LARGE' });
  const none = { name: 'x', triggers: [], actions: [remove] };
  expect(await api.refusal('POST', '/rules', none)).toMatchObject({ status: 400 });
});

test('GIVEN two admins WHEN both change a rule THEN the second is told that the first was quicker', async () => {
  const scene = await openScene(stage);
  const api = await apiOf(stage, scene, scene.guild.owner);
  const form = { name: 'Tea', triggers: [words(['tea'])], actions: [remove] };
  const rule = await api.send<{ id: string; revision: number }>('POST', '/rules', form);
  await api.send('PUT', `/rules/${rule.id}`, { ...form, name: 'Black tea', revision: rule.revision });
  expect(await api.refusal('PUT', `/rules/${rule.id}`, { ...form, revision: rule.revision })).toEqual({
    status: 409,
    code: 'RULE_CHANGED',
  });
  const deleted = await api.send<{ name: string }>('DELETE', `/rules/${rule.id}`);
  expect(deleted.name).toBe('Black tea');
  expect(await api.refusal('DELETE', `/rules/${rule.id}`)).toEqual({ status: 404, code: 'RULE_GONE' });
});

test('GIVEN a cooldown WHEN somebody goes on THEN they are punished once, and their messages are deleted', async () => {
  const scene = await openScene(stage);
  const { ana } = scene;
  const api = await makeRules(stage, scene, {
    name: 'Tea',
    triggers: [words(['tea'])],
    actions: [remove, { type: 'warn' }],
    cooldown: 60_000,
  });
  await sayAll(stage, ana, ['tea 1', 'tea 2']);
  await stage.advance('30s');
  await sayAll(stage, ana, ['tea 3']);
  const warning = `<@${ana.id}> That is not allowed here: the word “tea”.`;
  expect(textsIn(ana)).toEqual([warning]);
  await stage.advance('31s');
  await sayAll(stage, ana, ['tea 4']);
  expect(textsIn(ana)).toEqual([warning, warning]);
  const { items } = await api.get<{ items: { count: number }[] }>('/hits');
  expect(items.map(({ count }) => count)).toEqual([1, 3]);
});

test('GIVEN alerts WHEN many rules fire at once THEN the first is told at once, and the others together', async () => {
  const scene = await openScene(stage);
  const { guild, ana } = scene;
  await makeRules(stage, scene, {
    name: 'Tea',
    triggers: [words(['tea'])],
    actions: [remove, { type: 'alert' }],
  });
  const others = Array.from({ length: 12 }, (_, index) => guild.member(`crowd ${index}`));
  await sayAll(stage, ana, ['tea `code` @everyone']);
  for (const member of others) await member.in('general').say('tea');
  await stage.idle();
  expect(alertsOf(scene)).toHaveLength(1);
  expect(alertsOf(scene)[0]).toContain(`<@${ana.id}>`);
  await stage.advance('11s');
  const [, more] = alertsOf(scene);
  expect(alertsOf(scene)).toHaveLength(2);
  expect(more).toContain('12 more');
  expect(more).toContain('… and 2 more');
});
