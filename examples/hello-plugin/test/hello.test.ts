import { startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import hello from '../src/index.ts';

let stage: Awaited<ReturnType<typeof startGuild>>;

beforeAll(async () => {
  stage = await startGuild({ plugins: [hello] });
});

afterAll(() => stage.close());

test('GIVEN the default greeting WHEN Ana runs /hello THEN she is greeted, and Bob can wave back', async () => {
  const { ana, bob } = stage;
  const greeting = await ana.in('general').run('/hello');
  expect(greeting.content).toContain('Hello, ');

  const answer = await bob.click(greeting, 'Wave back');
  expect(answer.content).toContain(`waves back at <@${ana.id}>`);
});

test('GIVEN a greeting of the guild’s own WHEN Ana runs /hello THEN it is used', async () => {
  const { ana } = await stage.guild({ config: { hello: { greeting: 'Salut {name} !' } } });
  const greeting = await ana.in('general').run('/hello');
  expect(greeting.content).toMatch(/^Salut .+ !$/);
});
