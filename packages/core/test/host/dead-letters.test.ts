import { afterAll, beforeAll, expect, it } from 'vitest';
import { redact } from '../../src/runtime/jobs/dead-letters.ts';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

let broken = true;
const done: string[] = [];
const post = definePlugin({ ...basics, id: 'post' });
const deliver = post.job(
  'deliver',
  { input: z.object({ to: z.string(), token: z.string() }) },
  (_ctx, { to, token }) => {
    if (broken) throw new Error('no road');
    done.push(`${to} ${token}`);
  },
);
const send = post.command({
  name: 'send',
  description: 'Sends',
  async run(ctx) {
    await ctx.jobs.at({ in: '1 s' }, deliver, { to: 'ana', token: 'hush' }, { key: 'letter' });
    await ctx.reply('on its way');
  },
});

let stack: Stack;
beforeAll(async () => {
  stack = await startStack([post.build(deliver, send)]);
});
afterAll(() => stack.close());

it('GIVEN a job that fails three times THEN it is kept, without secrets, over a restart, and an admin replays or discards it', async () => {
  const guild = stack.discord.guild('Post', { channels: ['general'] });
  await stack.idle();
  await stack.install(guild, 'post');
  const letters = () => stack.host.deadLetters(guild.id, 'post');
  const fail = async () => {
    await guild.member('ana').run('/send');
    for (let attempt = 0; attempt < 4; attempt++) {
      await stack.discord.clock.advance(20_000);
      await stack.idle();
    }
  };
  await fail();
  const [letter] = await letters();
  expect(letter).toMatchObject({ job: 'deliver', attempts: 3, input: { to: 'ana', token: '…' } });
  await stack.restart();
  expect(await letters()).toHaveLength(1);
  broken = false;
  expect(await stack.host.replayDeadLetter(guild.id, 'post', letter?.id ?? '', admin)).toBe(true);
  await stack.discord.clock.advance(1_000);
  await stack.idle();
  expect(done).toEqual(['ana hush']);
  expect(await letters()).toEqual([]);
  expect(await stack.host.replayDeadLetter(guild.id, 'post', letter?.id ?? '', admin)).toBe(false);

  broken = true;
  await fail();
  const [other] = await letters();
  expect(await stack.host.discardDeadLetter(guild.id, 'post', other?.id ?? '', admin)).toBe(true);
  expect(await letters()).toEqual([]);
  expect(stack.observed.audit.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['job.replayed', 'job.discarded']),
  );
});

it('what is shown of an input holds no secret, however deep', () => {
  expect(redact({ a: [{ apiKey: 'x', n: 1 }], password: { deep: 'y' }, text: 'z'.repeat(200) })).toEqual({
    a: [{ apiKey: '…', n: 1 }],
    password: '…',
    text: `${'z'.repeat(80)}…`,
  });
});
