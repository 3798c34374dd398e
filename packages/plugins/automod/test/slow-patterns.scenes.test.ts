import { type Stage, startGuild } from '@guildhall/testing';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import automod from '../src/index.ts';
import { computing } from '../src/patterns/budget.ts';
import { type Api, makeRules, openScene, sayAll, textsIn } from './scene.ts';

let stage: Stage;

beforeAll(async () => {
  // The clock by which patterns compute is set here, in the process where they do.
  stage = await startGuild({ plugins: [automod], tier: 'inline' });
});

afterAll(() => stage.close());

afterEach(() => vi.restoreAllMocks());

const pattern = (name: string, source: string, priority: number) => ({
  name,
  priority,
  triggers: [{ type: 'regex', patterns: [source] }],
  actions: [{ type: 'delete' }],
});

/** While this is done, the first pattern that is looked for uses up all the time there is for a message. */
async function slowly(work: () => Promise<void>): Promise<void> {
  let time = 0;
  const clock = vi.spyOn(computing, 'now').mockImplementation(() => {
    time += 150;
    return time;
  });
  await work();
  clock.mockRestore();
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly state: string;
}

const statesOf = async (api: Api) =>
  Object.fromEntries((await api.get<Row[]>('/rules')).map(({ name, state }) => [name, state]));

test('GIVEN a rule whose pattern takes too long WHEN it does so for the fifth time THEN it is off, admins are told in every place, and other rules go on', async () => {
  const scene = await openScene(stage, { heat: { enabled: false } });
  const { guild, ana, installation } = scene;
  const api = await makeRules(stage, scene, pattern('Slow', 'slime+', 9), pattern('Quick', 'goo', 1));
  await slowly(() => sayAll(stage, ana, ['one', 'two', 'three', 'four']));
  expect(await statesOf(api)).toEqual({ Slow: 'on', Quick: 'on' });
  expect((await installation('automod'))?.problems).toEqual([]);
  await sayAll(stage, ana, ['slime']);
  expect(textsIn(ana)).toEqual(['one', 'two', 'three', 'four']);

  await slowly(() => sayAll(stage, ana, ['five']));
  expect(await statesOf(api)).toEqual({ Slow: 'slow', Quick: 'on' });
  const list = await guild.owner.run('/automod rule list');
  expect((list.embeds[0] as { description?: string }).description).toContain(
    '**Slow** (switched off: its patterns took too long)',
  );
  expect((await installation('automod'))?.problems).toMatchObject([
    {
      code: 'PATTERNS_TOO_SLOW',
      message: expect.stringContaining(
        'The patterns of “Slow” took too long 5 times; the rule is switched off.',
      ),
      remedy: expect.stringContaining('switch it on again under Rules'),
    },
  ]);
  await sayAll(stage, ana, ['slime', 'goo']);
  expect(textsIn(ana)).toEqual(['one', 'two', 'three', 'four', 'five', 'slime']);
});

test('GIVEN a rule that was switched off for its patterns WHEN it is switched on, by command or in the dashboard THEN it acts, and has five tries again', async () => {
  const scene = await openScene(stage, { heat: { enabled: false } });
  const { guild, ana } = scene;
  const api = await makeRules(stage, scene, pattern('Slow', 'slime+', 9));
  const [rule] = await api.get<Row[]>('/rules');
  await slowly(() => sayAll(stage, ana, ['one', 'two', 'three', 'four', 'five']));
  expect(await statesOf(api)).toEqual({ Slow: 'slow' });
  expect((await guild.owner.run('/automod rule toggle', { rule: 'Slow' })).content).toBe('“Slow” is on.');
  expect(await api.get(`/rules/${rule?.id}`)).toMatchObject({ enabled: true, timeouts: 0 });
  await slowly(() => sayAll(stage, ana, ['six', 'seven', 'eight', 'nine']));
  await sayAll(stage, ana, ['slime']);
  expect(await statesOf(api)).toEqual({ Slow: 'on' });
  expect(textsIn(ana)).not.toContain('slime');

  await slowly(() => sayAll(stage, ana, ['ten']));
  expect(await statesOf(api)).toEqual({ Slow: 'slow' });
  await api.send('POST', `/rules/${rule?.id}/switch`, { state: 'on' });
  await sayAll(stage, ana, ['slime']);
  expect(textsIn(ana)).not.toContain('slime');
});
