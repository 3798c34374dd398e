import leveling from '@guildhall/plugin-leveling';
import { definePlugin, z } from '@guildhall/sdk';
import { type Stage, startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import automod from '../src/index.ts';
import { alertsOf, makeRules, openScene, textsIn } from './scene.ts';

/** Another plugin, which must not notice the storm but by its own events. */
const bystander = definePlugin({
  id: 'bystander',
  name: 'Bystander',
  description: 'Answers.',
  category: 'fun',
  needs: { 'messages.read': 'to count them' },
  config: { version: 1, schema: z.object({}) },
});
const ping = bystander.command({ name: 'ping', description: 'Pong', run: (ctx) => ctx.reply('pong') });
/** How many messages of members it has heard. It may live in a process of its own, and so is asked by a command. */
let counted = 0;
const count = bystander.onRaw('MESSAGE_CREATE', (_, { author }) => {
  if (author.bot !== true) counted += 1;
});
const heard = bystander.command({
  name: 'heard',
  description: 'How many messages it heard',
  run: (ctx) => ctx.reply(String(counted)),
});

/** The whole of it takes minutes on a busy machine: `STORM=whole`. Then moderation stands beside it, too. */
const isWhole = process.env.STORM === 'whole';
const beside = [leveling, ...(isWhole ? [(await import('@guildhall/plugin-moderation')).default] : [])];
const rounds = isWhole ? 200 : 20;
const joinsEach5s = isWhole ? 167 : 25;

let stage: Stage;
let refused = 0;
let calls: string[] = [];

beforeAll(async () => {
  // Discord's limits, twenty times as fast: what does not wait for them is refused with 429.
  stage = await startGuild({
    plugins: [automod, ...beside, bystander.build(ping, count, heard)],
    limits: 'fast',
  });
  stage.discord.traffic.subscribe((entry) => {
    if (entry.kind !== 'rest') return;
    if (entry.status === 429) refused += 1;
    calls.push(`${entry.method} ${entry.path.replace(/\d{15,}/g, '{}')}`);
  });
}, 120_000);

afterAll(() => stage.close());

const bulk = (path: string) => calls.filter((call) => call.endsWith(path)).length;

test('GIVEN a storm of messages WHEN spam rules are on THEN nearly all goes in few calls, nobody is punished twice, and others are answered', async () => {
  refused = 0;
  calls = [];
  const scene = await openScene(stage, { heat: { enabled: false } });
  const { guild, ana } = scene;
  const api = await makeRules(stage, scene, {
    name: 'Spam',
    triggers: [{ type: 'duplicates', count: 4, seconds: 30 }],
    actions: [{ type: 'delete' }, { type: 'warn' }, { type: 'alert' }],
  });
  const crowd = Array.from({ length: 25 }, (_, index) => guild.member(`spammer ${index}`));
  let waited = 0;
  const timed = async <T>(work: Promise<T>): Promise<T> => {
    const from = performance.now();
    const result = await work;
    waited = Math.max(waited, performance.now() - from);
    return result;
  };
  const warned: (typeof ana)[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const member of crowd) await member.in('general').say(`buy my wonderful things ${round}`);
    if (round % 25 === 10) {
      expect((await timed(ana.in('random').run('/ping'))).content).toBe('pong');
      if (isWhole) {
        const noisy = guild.member(`noisy ${round}`);
        await timed(guild.owner.in('random').run('/warn', { user: noisy, reason: 'Noise' }));
        warned.push(noisy);
      }
    }
  }
  await stage.idle();
  const { content: byOthers } = await ana.in('random').run('/heard');
  const left = textsIn(ana).filter((text) => text.startsWith('buy'));
  const warnings = [...stage.discord.world.tables.message.values()].filter(({ content }) =>
    content.includes('That is not allowed here'),
  );
  const { items } = await api.get<{ items: { count: number }[] }>('/hits');
  process.stdout.write(
    `storm: ${25 * rounds} messages, ${left.length} left; ${calls.length} calls (${bulk('/bulk-delete')} bulk deletions), ${refused} refused with 429; another plugin heard ${byOthers}, the slowest of its /ping and ${warned.length} /warn took ${Math.round(waited)} ms\n`,
  );
  // None is lost on the way, neither to the plugin that only counts, nor to the one that acts.
  expect(byOthers).toBe(String(25 * rounds));
  for (const member of isWhole ? crowd : crowd.slice(0, 3))
    expect((await ana.in('random').run('/rank', { user: member })).content).not.toContain('has no XP yet');
  for (const user of warned)
    expect(JSON.stringify((await guild.owner.in('random').run('/history', { user })).embeds)).toContain(
      'Noise',
    );
  for (const { declaration } of [automod, ...beside])
    expect((await scene.installation(declaration.id))?.problems).toEqual([]);
  expect(left.length).toBeLessThanOrEqual(25 * 3);
  expect(items).toHaveLength(25);
  expect(items.reduce((sum, { count }) => sum + count, 0)).toBe(25 * (rounds - 3));
  expect(warnings).toHaveLength(25);
  expect(refused).toBeLessThan(10);
  expect(calls.length).toBeLessThan(300);
  expect(alertsOf(scene).length).toBeLessThan(30);
}, 600_000);

test('GIVEN a raid for a minute WHEN the join rule is on THEN all but the first are banned, in few calls', async () => {
  refused = 0;
  calls = [];
  const scene = await openScene(stage);
  const { guild, ana } = scene;
  await makeRules(stage, scene, {
    name: 'Raid',
    triggers: [{ type: 'joins', count: 10, seconds: 30 }],
    actions: [{ type: 'pauseInvites' }, { type: 'ban', deleteDays: 0 }, { type: 'alert' }],
  });
  const raiders = [];
  for (let second = 0; second < 60; second += 5) {
    for (let index = 0; index < joinsEach5s; index += 1)
      raiders.push(guild.member(`raider ${second} ${index}`));
    await stage.advance('5s');
    expect((await ana.in('random').run('/ping')).content).toBe('pong');
  }
  await stage.advance('10s');
  const left = raiders.filter(({ isMember }) => isMember).length;
  process.stdout.write(
    `raid: ${raiders.length} accounts, ${left} left; ${calls.length} calls (${bulk('/bulk-ban')} bulk bans), ${refused} refused with 429; ${alertsOf(scene).length} alerts\n`,
  );
  expect(left).toBeLessThan(15);
  expect(refused).toBeLessThan(10);
  expect(calls.length).toBeLessThan(300);
  expect(alertsOf(scene).length).toBeLessThan(30);
}, 600_000);
