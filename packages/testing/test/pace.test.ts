import { definePlugin, z } from '@guildhall/sdk';
import { afterAll, expect, test } from 'vitest';
import { type Stage, startGuild } from '../src/index.ts';

const greeter = definePlugin({
  id: 'greeter',
  name: 'Greeter',
  description: 'Greets.',
  category: 'fun',
  needs: { 'messages.read': 'answers', 'messages.send': 'greets' },
  config: { version: 1, schema: z.object({ word: z.string().default('Hello') }) },
});
const plugin = greeter.build(
  greeter.command({
    name: 'hello',
    description: 'Be greeted',
    run: (ctx) => ctx.reply(ctx.config.word),
  }),
  greeter.on('messageCreate', (ctx, message) =>
    message.author.bot ? undefined : ctx.discord.send(message.channelId, `${ctx.config.word}!`),
  ),
);

let stage: Stage | undefined;
afterAll(() => stage?.close());

async function timed(act: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

test('GIVEN a stage WHEN scenes follow each other THEN each is far quicker than starting it was', async () => {
  const start = await timed(async () => {
    stage = await startGuild({ plugins: [plugin] });
  });
  const scenes: number[] = [];
  for (let index = 0; index < 6; index++) {
    scenes.push(
      await timed(async () => {
        if (!stage) throw new Error('there is no stage');
        const { ana } = await stage.guild({
          channels: ['general'],
          config: { greeter: { word: `Hi ${index}` } },
        });
        const reply = await ana.in('general').run('/hello');
        expect(reply.content).toBe(`Hi ${index}`);
        await ana.in('general').say('good morning');
        await stage.idle();
        expect(ana.in('general').messages().at(-1)?.content).toBe(`Hi ${index}!`);
      }),
    );
  }
  const [first = 0, ...others] = scenes;
  const median = others.sort((a, b) => a - b)[Math.floor(others.length / 2)] ?? 0;
  // A figure to look at, since seconds say more about the machine: what is demanded is a ratio.
  process.stdout.write(
    `stage ${start.toFixed(0)} ms, first scene ${first.toFixed(0)} ms, then ${median.toFixed(0)} ms (median; goal 300)\n`,
  );
  expect(median).toBeLessThan(start);
});
