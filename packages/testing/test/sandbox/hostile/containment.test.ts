import { definePlugin, z } from '@guildhall/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGuild } from '../../../src/index.ts';
import hostile from './src/index.ts';

/** A neighbour in the host's own process, who must not notice anything. */
const neighbour = definePlugin({
  id: 'neighbour',
  name: 'Neighbour',
  description: 'Answers.',
  category: 'fun',
  needs: {},
  config: { version: 1, schema: z.object({}) },
});
const ping = neighbour.command({ name: 'ping', description: 'Ping', run: (ctx) => ctx.reply('pong') });

let stage: Awaited<ReturnType<typeof startGuild>>;
beforeAll(async () => {
  stage = await startGuild({ plugins: [hostile, neighbour.build(ping)], tier: 'sandboxed' });
});
afterAll(() => stage.close());

const run = (command: string, options: Record<string, unknown> = {}) =>
  stage.ana.in('general').run(command, options as never);

test.for([
  ['throw', 'SANDBOX_CRASHED'],
  ['reject', 'SANDBOX_CRASHED'],
  ['exit', 'SANDBOX_CRASHED'],
  ['hang', 'SANDBOX_HUNG'],
  ['heap', 'SANDBOX_CRASHED'],
  ['buffers', 'SANDBOX_TOO_LARGE'],
  ['malformed', 'SANDBOX_BROKE_PROTOCOL'],
  ['oversized', 'SANDBOX_BROKE_PROTOCOL'],
  ['unknown', 'SANDBOX_BROKE_PROTOCOL'],
] as const)(
  'GIVEN a plugin that dies by "%s" WHEN it does THEN the member is told, admins see %s, its neighbour answers, and it comes back',
  async ([how, code]) => {
    const dying = run('/die', { how });
    expect((await run('/ping')).content).toBe('pong');
    const reply = await dying;
    expect(reply.content).toMatch(/went wrong|\([0-9a-f]{8}\)/);
    await stage.idle();
    const installation = await stage.installation('hostile');
    const problem = installation?.problems.find((candidate) => candidate.code === code);
    expect(problem?.message).toBeTruthy();
    // Its author has to know where.
    if (how === 'throw' || how === 'reject')
      expect(problem?.message).toMatch(/where nobody \w+ \(src\/index\.ts:\d+:\d+\)/);
    expect((await run('/fine')).content).toBe('fine');
    // So that the next does not count as one of five within ten minutes.
    await stage.advance('11m');
  },
);

test('GIVEN an idle process WHEN it has stopped and somebody writes THEN it wakes, and nothing is lost', async () => {
  const { ana } = stage;
  await stage.advance('11m');
  const before = Number((await run('/count')).content);
  await stage.idle();
  await stage.advance('11m');
  expect(stage.guildhall.sandboxes.running()).toEqual([]);
  await ana.in('general').say('Anybody there?');
  await ana.in('general').say('Hello?');
  await stage.idle();
  expect(Number((await run('/count')).content)).toBe(before + 2);
});

test('GIVEN a plugin that dies five times within ten minutes WHEN it does THEN it is taken out of service', async () => {
  await stage.advance('11m');
  for (let time = 0; time < 5; time += 1) {
    await run('/die', { how: 'exit' });
    await stage.idle();
    // So that its breaker, which counts what failed with the process, is not what keeps it from dying again.
    await stage.advance('90s');
  }
  const installation = await stage.installation('hostile');
  expect(installation?.state).toBe('quarantined');
  expect(installation?.problems.map((problem) => problem.code)).toContain('QUARANTINED');
  expect((await run('/ping')).content).toBe('pong');
});
