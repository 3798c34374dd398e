import { definePlugin, z } from '@guildhall/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stage, startGuild } from '../src/index.ts';

const busy = definePlugin({
  id: 'busy',
  name: 'Busy',
  description: 'Has something to do.',
  category: 'fun',
  needs: { 'messages.read': 'counts them', 'messages.send': 'tells of it' },
  config: { version: 1, schema: z.object({}) },
  data: {
    counts: {
      version: 1,
      schema: z.object({ userId: z.string(), messages: z.int() }),
      key: ['userId'],
      tally: ['messages'],
    },
  },
});
const step = busy.job(
  'step',
  { input: z.object({ channelId: z.string(), left: z.int() }) },
  async (ctx, { channelId, left }) => {
    await ctx.discord.send(channelId, `${left} left`);
    if (left > 0) await ctx.jobs.at({ in: '0 s' }, step, { channelId, left: left - 1 });
  },
);
const plugin = busy.build(
  step,
  busy.command({
    name: 'chain',
    description: 'Jobs that are due at once, one after the other.',
    async run(ctx) {
      await ctx.jobs.at({ in: '0 s' }, step, { channelId: ctx.channelId, left: 3 });
      await ctx.reply('begun');
    },
  }),
  busy.on('messageCreate', (ctx, message) => {
    if (message.author.bot) return;
    void ctx.data.counts.tally({ userId: message.author.id }, { messages: 1 });
  }),
);

let stage: Stage;
beforeAll(async () => {
  stage = await startGuild({ plugins: [plugin] });
});
afterAll(() => stage.close());

test('GIVEN a job that asks for the next WHEN idle resolves THEN the last has run, slow answers of Discord included', async () => {
  const { ana } = await stage.guild({ channels: ['general'] });
  stage.discord.faults.latency(40);
  await ana.in('general').run('/chain');
  await stage.idle();
  stage.discord.faults.latency(0);
  expect(ana.in('general').messages().at(-1)?.content).toBe('0 left');
});

test('GIVEN thirty messages WHEN idle resolves THEN each is counted, and stored', async () => {
  const { ana, guild } = await stage.guild({ channels: ['general'] });
  for (let index = 0; index < 30; index++) await ana.in('general').say(`number ${index}`);
  await stage.idle();
  const counts = stage.guildhall.database.db().collection('plugin_busy_counts');
  expect(await counts.find({ '_id.g': guild.id }).toArray()).toMatchObject([{ messages: 30 }]);
});

test('GIVEN a connection that was cut WHEN a day passes at once before it is back THEN its session is as young as it was, and nothing is lost', async () => {
  const { ana, guild } = await stage.guild({ channels: ['general'] });
  const counted = async () => {
    await stage.idle();
    const counts = stage.guildhall.database.db().collection('plugin_busy_counts');
    return (await counts.findOne({ '_id.g': guild.id }))?.messages;
  };
  await ana.in('general').say('before');
  expect(await counted()).toBe(1);
  const connections = () => stage.discord.connections(stage.guildhall.client.application?.id ?? '');
  stage.discord.faults.dropGateway();
  await expect.poll(connections, { interval: 5 }).toBe(0);
  await stage.advance('1d');
  await ana.in('general').say('meanwhile');
  await expect.poll(connections, { timeout: 20_000 }).toBe(1);
  await expect.poll(counted, { timeout: 20_000 }).toBe(2);
});
