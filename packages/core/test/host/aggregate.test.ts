import { afterAll, beforeAll, expect, it } from 'vitest';
import { basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const board = definePlugin({
  ...basics,
  id: 'board',
  data: {
    posts: {
      version: 1,
      schema: z.object({ id: z.string(), author: z.string(), stars: z.int() }),
      key: ['id'],
      indexes: [['author'], ['stars']],
    },
    authors: { version: 1, schema: z.object({ name: z.string(), title: z.string() }), key: ['name'] },
  },
});
const totals = z.object({ _id: z.string(), stars: z.int(), title: z.string() });
const fill = board.command({
  name: 'fill',
  description: 'Fills',
  options: { title: z.string().meta({ description: 'Title' }) },
  async run(ctx, { title }) {
    await ctx.data.posts.insertMany(
      ['a', 'b', 'c'].map((id, i) => ({ id, author: i < 2 ? 'ana' : 'bo', stars: i + 1 })),
    );
    await ctx.data.authors.insertMany([
      { name: 'ana', title },
      { name: 'bo', title: `${title} too` },
    ]);
    await ctx.reply('filled');
  },
});
const best = board.command({
  name: 'best',
  description: 'Sums up',
  async run(ctx) {
    const rows = await ctx.data.posts.aggregate(
      [
        { $match: { stars: { $gt: 0 } } },
        { $group: { _id: '$author', stars: { $sum: '$stars' } } },
        { $lookup: { from: 'authors', localField: '_id', foreignField: 'name', as: 'known' } },
        { $set: { title: { $first: '$known.title' } } },
        { $sort: { stars: -1, _id: 1 } },
      ],
      totals,
    );
    await ctx.reply(rows.map(({ _id, stars, title }) => `${_id} ${stars} ${title}`).join(', '));
  },
});
const wrong = board.command({
  name: 'wrong',
  description: 'Asks for what there is not',
  options: { what: z.enum(['write', 'shape', 'grammar']).meta({ description: 'What' }) },
  async run(ctx, { what }) {
    const asked = {
      write: () => ctx.data.posts.aggregate([{ $out: 'mine' } as never]),
      shape: () => ctx.data.posts.aggregate([{ $limit: 1 }], totals),
      grammar: () => ctx.data.posts.aggregate([{ $unwind: 'stars' }]),
    };
    try {
      await asked[what]();
      await ctx.reply('went well');
    } catch (error) {
      await ctx.reply(`${(error as { code: string }).code}: ${(error as Error).message}`);
    }
  },
});
const change = board.command({
  name: 'change',
  description: 'Counts in a transaction',
  async run(ctx) {
    const seen = await ctx.transaction(async (data) => {
      await data.posts.insertOne({ id: 'd', author: 'cy', stars: 9 });
      const [row] = await data.posts.aggregate([{ $count: 'n' }], z.object({ n: z.int() }));
      return row?.n;
    });
    await ctx.reply(`${seen}`);
  },
});

let stack: Stack;
beforeAll(async () => {
  stack = await startStack([board.build(fill, best, wrong, change)]);
});
afterAll(() => stack.close());

it('GIVEN two guilds with like documents WHEN a member asks for sums THEN each sees its own, joined with its own', async () => {
  const [ana, bo] = ['Here', 'There'].map((name) =>
    stack.discord.guild(name, { channels: ['general'] }).member('ana'),
  );
  await stack.idle();
  for (const member of [ana, bo]) {
    if (!member) throw new Error('no member');
    await stack.install(member.guild, 'board');
    await member.run('/fill', { title: member === ana ? 'Dame' : 'Lady' });
  }
  expect((await ana?.run('/best'))?.content).toBe('ana 3 Dame, bo 3 Dame too');
  expect((await bo?.run('/best'))?.content).toBe('ana 3 Lady, bo 3 Lady too');
  expect((await ana?.run('/change'))?.content).toBe('4');

  const refusals = await Promise.all(
    ['write', 'shape', 'grammar'].map(async (what) => bo?.run('/wrong', { what })),
  );
  expect(refusals.map((answer) => answer?.content)).toEqual([
    expect.stringMatching(/^PIPELINE_REFUSED: Stage 1 \(\$out\).*insertMany/),
    expect.stringMatching(/^DOCUMENT_INVALID: .*_id/),
    expect.stringMatching(/^PIPELINE_REFUSED: The database refuses this pipeline: .*prefixed/),
  ]);
});
