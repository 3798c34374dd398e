import { checkOffMeansOff } from '@guildhall/testing';
import { expect, test } from 'vitest';
import weather from '../src/index.ts';

test('off means off', async () => {
  const { reached } = await checkOffMeansOff(weather);
  expect(reached).toEqual(expect.arrayContaining(['/weather']));
});
