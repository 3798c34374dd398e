import { checkWithoutIntents } from '@guildhall/testing';
import { expect, test } from 'vitest';
import hello from '../src/index.ts';

test('GIVEN a bot without privileged intents THEN nothing is missing: it needs none', async () => {
  expect((await checkWithoutIntents(hello)).map(({ outcome }) => outcome)).toEqual(['unaffected']);
});
