import { checkOffMeansOff } from '@guildhall/testing';
import { expect, test } from 'vitest';
import hello from '../src/index.ts';

test('off means off', async () => {
  const { reached } = await checkOffMeansOff(hello);
  expect(reached).toContain('/hello');
});
