import { checkOffMeansOff } from '@guildhall/testing';
import { expect, test } from 'vitest';
import leveling from '../src/index.ts';

test('off means off', async () => {
  const { reached } = await checkOffMeansOff(leveling);
  expect(reached).toEqual(expect.arrayContaining(['a message, its edit and its end', '/rank', '/levels']));
});
