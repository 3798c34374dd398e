import { checkOffMeansOff } from '@guildhall/testing';
import { expect, test } from 'vitest';
import moderation from '../src/index.ts';

test('off means off', async () => {
  const { reached } = await checkOffMeansOff(moderation);
  expect(reached).toEqual(
    expect.arrayContaining([
      'a ban and its end',
      '/purge',
      '/ban',
      '/report',
      'the button "massban"',
      'the route POST /bulk',
      '25h go by',
    ]),
  );
}, 120_000);
