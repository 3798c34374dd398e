import { checkOffMeansOff } from '@guildhall/testing';
import { expect, test } from 'vitest';
import automod from '../src/index.ts';

test('off means off', async () => {
  const { reached } = await checkOffMeansOff(automod);
  expect(reached).toEqual(expect.arrayContaining(['a message, its edit and its end']));
});
