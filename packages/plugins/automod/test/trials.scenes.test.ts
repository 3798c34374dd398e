import { definePlugin, z } from '@guildhall/sdk';
import { type Stage, startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import automod from '../src/index.ts';
import { automodService, scorers } from '../src/service.ts';
import { apiOf, makeRules, openScene, sayAll, textsIn } from './scene.ts';

/** Another plugin, whose model finds everything about liver terrible. */
const critic = definePlugin({
  id: 'critic',
  name: 'Critic',
  description: 'Rates texts.',
  category: 'tools',
  needs: {},
  uses: () => ({ automod: automodService }),
  config: { version: 1, schema: z.object({}) },
});
const rate = critic.contribute(scorers, 'taste', {
  title: 'Taste',
  run: (_ctx, { text }) => ({ score: text.includes('liver') ? 97 : 1 }),
});
const ask = critic.command({
  name: 'ask',
  description: 'Ask automod',
  options: { text: z.string().meta({ description: 'What' }) },
  run: async (ctx, { text }) => {
    const { rule } = await ctx.use.automod.judgeText({ text, userId: ctx.member.id });
    const { heat, strikes } = await ctx.use.automod.getHeat({ userId: ctx.member.id });
    await ctx.reply(`${rule ?? 'nothing'} ${heat} ${strikes}`);
  },
});

let stage: Stage;

beforeAll(async () => {
  stage = await startGuild({ plugins: [automod, critic.build(rate, ask)] });
});

afterAll(() => stage.close());

const tea = { type: 'words', words: ['tea'], match: 'word' };

test('GIVEN rules WHEN an admin tries a text THEN they see how it is read and what fires, and nothing happens', async () => {
  const scene = await openScene(stage);
  const { guild, bob } = scene;
  const api = await makeRules(stage, scene, {
    name: 'Tea',
    triggers: [tea],
    actions: [{ type: 'delete' }, { type: 'ban' }],
  });
  const trial = await api.send('POST', '/test', { text: 'Some **T\u0435A**, please', userId: bob.id });
  expect(trial).toEqual({
    plain: 'some tеa, please',
    folded: 'some tea, please',
    skeleton: 'someteapiease',
    verdict: 'acts',
    fired: [{ rule: 'Tea', reason: 'the word “tea”', actions: 'delete, ban' }],
    slow: [],
  });
  expect(await api.send('POST', '/test', { text: 'coffee' })).toMatchObject({ verdict: 'calm', fired: [] });
  const reply = await guild.owner.run('/automod test', { text: 'my tea', user: bob });
  expect(reply.embeds[0]).toMatchObject({ title: 'A rule would act' });
  expect(reply.ephemeral).toBe(true);
  expect(bob.isMember).toBe(true);
  const { items } = await api.get<{ items: unknown[] }>('/hits');
  expect(items).toEqual([]);
});

test('GIVEN a channel with history WHEN a rule is replayed THEN it says on what it would have acted, bursts included', async () => {
  const scene = await openScene(stage, { heat: { enabled: false } });
  const { guild, ana, bob } = scene;
  const api = await apiOf(stage, scene, guild.owner);
  await sayAll(stage, ana, ['tea at four', 'nothing', 'more tea']);
  await sayAll(stage, bob, ['a', 'b', 'c', 'd']);
  const words = await api.send<{ id: string }>('POST', '/rules', {
    name: 'Tea',
    enabled: false,
    triggers: [tea],
    actions: [{ type: 'delete' }],
  });
  const rate = await api.send<{ id: string }>('POST', '/rules', {
    name: 'Fast',
    enabled: false,
    triggers: [{ type: 'messageRate', count: 4, seconds: 60 }],
    actions: [{ type: 'delete' }],
  });
  const channelId = guild.channel('general').id;
  const found = await api.send('POST', `/rules/${words.id}/replay`, { channelId });
  expect(found).toMatchObject({
    read: 7,
    found: 2,
    hits: [
      { userId: ana.id, text: 'tea at four' },
      { userId: ana.id, text: 'more tea' },
    ],
  });
  expect(await api.send('POST', `/rules/${rate.id}/replay`, { channelId })).toMatchObject({
    found: 1,
    hits: [{ userId: bob.id, text: 'd' }],
  });
  expect(await api.send('POST', `/rules/${words.id}/replay`, { channelId, count: 2 })).toMatchObject({
    read: 2,
  });
  expect(textsIn(ana)).toHaveLength(7);
});

test('GIVEN presets WHEN one is taken twice THEN its rules are there once; tried out when asked', async () => {
  const scene = await openScene(stage);
  const api = await apiOf(stage, scene, scene.guild.owner);
  expect(await api.get<unknown[]>('/presets')).toHaveLength(5);
  expect(await api.send('POST', '/presets/antiSpam', { dryRun: true })).toEqual({ made: 3 });
  expect(await api.send('POST', '/presets/antiSpam', { dryRun: true })).toEqual({ made: 0 });
  const rules = await api.get<{ state: string; id: string }[]>('/rules');
  expect(rules.map(({ state }) => state)).toEqual(['dryRun', 'dryRun', 'dryRun']);
  await api.send('POST', `/rules/${rules[0]?.id}/switch`, { state: 'on' });
  expect((await api.get<{ state: string }[]>('/rules'))[0]).toMatchObject({ state: 'on' });
});

test('GIVEN automod is installed with its defaults THEN the essentials are there, in the guild’s language, and once', async () => {
  const scene = await stage.guild();
  const api = await apiOf(stage, scene, scene.guild.owner);
  const names = (await api.get<{ name: string }[]>('/rules')).map(({ name }) => name);
  expect(names).toEqual([
    'False sites and dangerous files',
    'Invites to other servers',
    'Mass mentions',
    'The same from many accounts',
    'Spam',
    'Piled letters',
  ]);
  for (const { id } of await api.get<{ id: string }[]>('/rules')) await api.send('DELETE', `/rules/${id}`);
  await scene.setEnabled('automod', false);
  await scene.setEnabled('automod', true);
  expect(await api.get('/rules')).toEqual([]);
});

test('GIVEN another plugin that scores WHEN it finds a text bad THEN the rule for scores acts', async () => {
  const scene = await openScene(stage);
  const { ana } = scene;
  await makeRules(stage, scene, {
    name: 'Taste',
    triggers: [{ type: 'score', atLeast: 90 }],
    actions: [{ type: 'delete' }],
  });
  await sayAll(stage, ana, ['cake is great', 'liver is great']);
  expect(textsIn(ana)).toEqual(['cake is great']);
  expect((await ana.run('/ask', { text: 'liver' })).content).toMatch(/^Taste \d/);
});

test('GIVEN hits WHEN they are paged and filtered THEN each is there once, the newest first', async () => {
  const scene = await openScene(stage);
  const { guild } = scene;
  const api = await makeRules(stage, scene, { name: 'Tea', triggers: [tea], actions: [{ type: 'delete' }] });
  const crowd = Array.from({ length: 7 }, (_, index) => guild.member(`drinker ${index}`));
  for (const member of crowd) await member.in('general').say('tea');
  await stage.idle();
  type Page = { items: { id: string; userId: string }[]; next: string | null };
  const first = await api.get<Page>('/hits?limit=4');
  const second = await api.get<Page>(`/hits?limit=4&cursor=${first.next}`);
  expect(second.next).toBeNull();
  expect(new Set([...first.items, ...second.items].map(({ userId }) => userId)).size).toBe(7);
  const one = await api.get<Page>(`/hits?userId=${crowd[2]?.id}`);
  expect(one.items).toHaveLength(1);
  expect(await api.get<Page>('/hits?verdict=falsePositive')).toMatchObject({ items: [] });
  expect(await api.get('/summary')).toMatchObject({ hits: 7, rules: 1 });
  const [rule] = await api.get<{ id: string }[]>('/rules');
  await api.send('POST', `/rules/${rule?.id}/switch`, { state: 'dryRun' });
  expect(await api.get('/summary')).toMatchObject({ rules: 0 });
  const days = await api.get<{ acted: number }[]>('/hits/days');
  expect(days).toHaveLength(14);
  expect(days.at(-1)?.acted).toBe(7);
  await stage.advance('31d');
  const later = await apiOf(stage, scene, guild.owner);
  expect(await later.get<Page>('/hits')).toMatchObject({ items: [] });
});

test('GIVEN somebody asks /why THEN they are told the rule and what it found', async () => {
  const scene = await openScene(stage);
  const { ana } = scene;
  await makeRules(stage, scene, { name: 'Tea', triggers: [tea], actions: [{ type: 'delete' }] });
  await sayAll(stage, ana, ['tea']);
  await stage.advance('2s');
  const why = await ana.run('/why');
  expect(JSON.stringify([why.content, why.embeds, why.message?.json])).toContain(
    '“Tea” acted: the word “tea”',
  );
});
