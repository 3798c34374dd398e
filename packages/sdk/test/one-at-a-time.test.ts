import { OneAtATime } from '@guildhall/sdk';
import { expect, test } from 'vitest';

const here = { guild: { id: '1' } };
const elsewhere = { guild: { id: '2' } };

test('work of one key runs in its order, a failure stays its own, and nothing is kept', async () => {
  const line = new OneAtATime();
  const done: string[] = [];
  const step = (name: string) => async () => {
    await Promise.resolve();
    done.push(name);
    if (name === 'a2') throw new Error('a2');
  };
  const results = await Promise.allSettled([
    line.run(here, 'a', step('a1')),
    line.run(here, 'a', step('a2')),
    line.run(here, 'b', step('b1')),
    line.run(elsewhere, 'a', step('other')),
    line.run(here, 'a', step('a3')),
  ]);
  expect(done.filter((name) => name.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  expect(done.indexOf('b1')).toBeLessThan(done.indexOf('a2'));
  expect(done.indexOf('other'), 'another guild waits for nobody here').toBeLessThan(done.indexOf('a2'));
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
  expect(line.size).toBe(0);
});
