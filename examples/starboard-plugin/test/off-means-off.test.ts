import leveling from '@guildhall/plugin-leveling';
import { checkOffMeansOff } from '@guildhall/testing';
import { expect, test } from 'vitest';
import starboard from '../src/index.ts';

test('off means off', async () => {
  const { reached } = await checkOffMeansOff(starboard, { with: [leveling] });
  expect(reached).toEqual(
    expect.arrayContaining(['a message, its edit and its end', 'reactions', '/starboard']),
  );
});
