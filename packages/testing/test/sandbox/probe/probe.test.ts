import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGuild } from '../../../src/index.ts';
import probe from './src/index.ts';

let stage: Awaited<ReturnType<typeof startGuild>>;
beforeAll(async () => {
  stage = await startGuild({ plugins: [probe], tier: 'sandboxed' });
});
afterAll(() => stage.close());

test('GIVEN a plugin that tries everything WHEN it has THEN it has gained nothing', {
  timeout: 120_000,
}, async () => {
  const other = await stage.guild({ installed: ['probe'] });
  const elsewhere = await stage.guild({ installed: [] });
  const message = await elsewhere.ana.in('general').say('private');
  // A handle of another guild, though of the same plugin.
  expect((await other.ana.in('general').run('/remember')).content).toBe('a handle');
  const foreign = JSON.stringify({
    guildId: elsewhere.guild.id,
    channelId: elsewhere.guild.channel('general').id,
    messageId: message.id,
    ownChannelId: stage.first.channel('general').id,
    memberId: stage.bob.id,
  });
  const said = () => elsewhere.ana.in('general').messages().length;
  const before = said();
  await stage.ana.in('general').run('/probe', { foreign });
  await stage.idle();

  const results = await stage.guildhall.database
    .db()
    .collection('plugin_probe_results')
    .find({ '_id.g': stage.first.id })
    .toArray();
  const outcomes = new Map(results.map(({ name, outcome }) => [String(name), String(outcome)]));
  expect(outcomes.size).toBeGreaterThanOrEqual(40);
  const gained = [...outcomes].filter(([, outcome]) => outcome === 'gained');
  expect(gained.map(([name]) => name)).toEqual([]);
  expect(said(), 'nothing was written in another guild').toBe(before);
  expect(({} as Record<string, unknown>).polluted, 'the host’s objects are as they were').toBeUndefined();
});

test('GIVEN a message for everybody WHEN the plugin does not say whom to ping THEN nobody is', async () => {
  expect((await stage.ana.in('general').run('/shout')).content).toBe('false');
});

test('GIVEN discord.js in the process WHEN it is asked for its token THEN it has none', async () => {
  expect((await stage.ana.in('general').run('/token')).content).toBe('sandboxed');
});

test('GIVEN a flood of calls and lines WHEN it comes THEN the host answers all of them, and everybody else', async () => {
  const flooding = stage.ana.in('general').run('/flood');
  expect((await stage.bob.in('general').run('/token')).content).toBe('sandboxed');
  expect((await flooding).content).toBe('2000');
});
