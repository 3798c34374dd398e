import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const purses = definePlugin({
  ...basics,
  id: 'purses',
  data: {
    purses: {
      version: 1,
      schema: z.object({ owner: z.string(), coins: z.int() }),
      key: ['owner'],
    },
  },
});
const fill = purses.command({
  name: 'fill',
  description: 'Fills',
  async run(ctx) {
    await ctx.data.purses.insertMany([
      { owner: 'a', coins: 100 },
      { owner: 'b', coins: 0 },
    ]);
    await ctx.reply('filled');
  },
});
const pay = purses.command({
  name: 'pay',
  description: 'Pays',
  options: { coins: z.int().meta({ description: 'Coins' }) },
  async run(ctx, { coins }) {
    const result = await ctx
      .transaction(async (data) => {
        await data.purses.updateOne({ owner: 'b' }, { $inc: { coins } });
        const left = await data.purses.findOneAndUpdate({ owner: 'a' }, { $inc: { coins: -coins } });
        // Seen inside, and nowhere else.
        const outside = await ctx.data.purses.findOne({ owner: 'b' });
        if ((left?.coins ?? 0) < 0) throw new RangeError(`not enough, others see ${outside?.coins}`);
        return `left ${left?.coins}, all ${(await data.purses.find()).length}`;
      })
      .catch((error: unknown) => String(error));
    await ctx.reply(result);
  },
});
const many = purses.command({
  name: 'many',
  description: 'Pays at once',
  async run(ctx) {
    const one = () =>
      ctx.transaction(async (data) => {
        const purse = await data.purses.findOne({ owner: 'a' });
        await data.purses.updateOne({ owner: 'a' }, { $set: { coins: (purse?.coins ?? 0) - 1 } });
        await data.purses.updateOne({ owner: 'b' }, { $inc: { coins: 1 } });
      });
    await Promise.all(Array.from({ length: 8 }, one));
    const all = await ctx.data.purses.find().sort({ owner: 1 });
    await ctx.reply(all.map((purse) => purse.coins).join());
  },
});

describe('ctx.transaction', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack([purses.build(fill, pay, many)]);
  });
  afterAll(() => stack.close());

  it('GIVEN a transaction WHEN it fails in the middle THEN nothing of it has happened', async () => {
    const guild = stack.discord.guild('Bank', { channels: ['general'] });
    const ana = guild.member('ana');
    await stack.idle();
    await stack.install(guild, 'purses');
    await ana.run('/fill');
    expect((await ana.run('/pay', { coins: 30 })).content).toBe('left 70, all 2');
    expect((await ana.run('/pay', { coins: 80 })).content).toContain('not enough, others see 30');
    expect((await ana.run('/pay', { coins: 1 })).content).toBe('left 69, all 2');
    // Eight that read and write the same document: each is tried again until it fits.
    expect((await ana.run('/many')).content).toBe('61,39');
  });
});
