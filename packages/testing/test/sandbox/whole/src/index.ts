import { definePlugin, field, type Plugin, z } from '@guildhall/sdk';

const whole = definePlugin({
  id: 'whole',
  name: 'Whole',
  description: 'Uses everything that there is.',
  category: 'fun',
  needs: {
    'messages.read': 'to hear',
    'messages.send': 'to answer',
    'channels.read': 'to look',
    'guild.read': 'to look',
    // With it nothing is withheld: its process gets the gateway's packets as they came.
    'members.read': 'to know who writes',
  },
  intents: { MessageContent: { reason: 'to read orders', degraded: 'hears nothing' } },
  config: {
    version: 1,
    schema: z.object({ word: z.string().default('please'), odd: z.int().default(1) }),
    check: ({ odd }) => (odd % 2 === 0 ? [{ path: ['odd'], message: 'must be odd' }] : []),
  },
  data: {
    rows: {
      version: 1,
      schema: z.object({
        n: z.int(),
        at: z.date(),
        note: z
          .string()
          .refine((note) => note !== 'forbidden', 'is forbidden')
          .optional(),
      }),
      key: ['n'],
    },
    heard: {
      version: 1,
      schema: z.object({ userId: z.string(), raw: z.int(), built: z.int() }),
      key: ['userId'],
      tally: ['raw', 'built'],
    },
  },
  emits: { done: z.object({ n: z.int() }) },
  locales: { en: { hi: 'Hello {name}' }, fr: { hi: 'Bonjour {name}' } },
});

/** What is written through structures: the broker judges it as it judges `ctx.discord`. */
const order = whole.on('messageCreate', async (ctx, message) => {
  if (message.author.bot) return;
  if (message.content === `reply ${ctx.config.word}`) {
    await message.reply({
      content: `in ${message.guild?.name}`,
      files: [{ attachment: Buffer.alloc(700_000, 7), name: 'big.bin' }],
    });
  }
  if (message.content === 'promote') {
    const role = message.guild?.roles.cache.find(({ name }) => name === 'Helper');
    const outcome = await message.member?.roles.add(role?.id ?? '').then(
      () => 'given',
      (error: Error) => error.message,
    );
    await message.reply(String(outcome));
  }
});

const structured = whole.command({
  name: 'structured',
  description: 'Answer by discord.js',
  async run(ctx) {
    await ctx.interaction.reply(`${ctx.interaction.guild?.name} ${ctx.interaction.user.username}`);
    await ctx.interaction.followUp('and more');
  },
});

const countRaw = whole.onRaw('MESSAGE_CREATE', async (ctx, message) => {
  if (message.author.bot) return;
  await Promise.resolve();
  void ctx.data.heard.tally({ userId: message.author.id }, { raw: 1 });
});

const countBuilt = whole.on(
  'messageCreate',
  async (ctx, message) => {
    if (!message.author.bot) await ctx.data.heard.tally({ userId: message.author.id }, { built: 1 });
    if (message.content === 'fail') throw new Error('as asked');
  },
  { name: 'counting' },
);

const counted = whole.command({
  name: 'counted',
  description: 'What was counted of you',
  async run(ctx) {
    const mine = await ctx.data.heard.findOne({ userId: ctx.member.id });
    await ctx.reply(`${mine?.raw} ${mine?.built}`);
  },
});

const rules = whole.command({
  name: 'rules',
  description: 'Break the rules of the data',
  async run(ctx) {
    const told = (error: Error & { code?: string }) => `${error.name} ${error.code}: ${error.message}`;
    const { rows } = ctx.data;
    const bad = { n: 7_000, at: new Date(), note: 'forbidden' };
    const refused = [
      await rows.insertOne(bad).then(() => 'taken', told),
      await rows.insertMany([bad]).then(() => 'taken', told),
      await rows.updateOne({ n: 1 }, { $set: { note: 'forbidden' } }).then(() => 'taken', told),
    ];
    await ctx.reply(refused.join('\n'));
  },
});

const file = whole.command({
  name: 'file',
  description: 'Answer with a file',
  run: (ctx) =>
    ctx.reply({
      content: ctx.t('hi', { name: ctx.member.name }),
      files: [{ name: 'x.bin', data: new Uint8Array(600_000).fill(9) }],
    }),
});

const store = whole.command({
  name: 'store',
  description: 'Use the data in every way',
  async run(ctx) {
    await ctx.defer();
    const { rows } = ctx.data;
    await rows.deleteMany({});
    await rows.insertMany(Array.from({ length: 250 }, (_, n) => ({ n, at: new Date(n * 1000) })));
    let iterated = 0;
    for await (const row of rows.find({ n: { $gte: 10 } }).sort({ n: 1 }))
      iterated += row.at instanceof Date ? 1 : 0;
    const some = await rows.find().sort({ n: -1 }).skip(1).limit(2);
    const failed = await ctx
      .transaction(async (data) => {
        await data.rows.updateOne({ n: 1 }, { $set: { note: 'undone' } });
        throw new Error('my own');
      })
      .catch((error: Error) => error.message);
    const kept = await ctx.transaction(async (data) => {
      await data.rows.updateOne({ n: 2 }, { $set: { note: 'kept' } });
      return data.rows.count({ note: { $exists: true } });
    });
    const twice = await rows.insertOne({ n: 1, at: new Date() }).catch((error: Error) => error.name);
    const aggregated = await rows.aggregate([
      { $match: { n: { $lt: 3 } } },
      { $group: { _id: null, sum: { $sum: '$n' } } },
    ]);
    const fivefold = rows.aggregate([{ $project: { i: { $range: [0, 5] } } }, { $unwind: '$i' }]);
    let results = 0;
    for await (const _ of fivefold) results += 1;
    const awaited = (await fivefold).length;
    ctx.emit('done', { n: iterated });
    await ctx.jobs.at({ in: '1 h' }, later, { at: new Date(86_400_000) }, { key: 'k' });
    await ctx.reply(
      JSON.stringify({
        iterated,
        some: some.map(({ n }) => n),
        failed,
        kept,
        twice,
        aggregated,
        results,
        awaited,
      }),
    );
  },
});

const later = whole.job('later', { input: z.object({ at: z.date() }) }, async (ctx, { at }) => {
  await ctx.data.rows.updateOne({ n: 100_000 }, { $set: { at } }, { upsert: true });
});

const press = whole.button(
  'press',
  { who: field.snowflake(), n: z.int().max(9) },
  async (ctx, { who, n }) => {
    await ctx.update({ content: `${who === ctx.member.id} ${n}`, components: [] });
  },
);
const ask = whole.modal('ask', {
  title: 'Ask',
  fields: { text: { label: 'Text' } },
  run: async (ctx, { text }) => ctx.reply(`said ${text}`),
});
const show = whole.command({
  name: 'show',
  description: 'Show a button',
  run: (ctx) =>
    ctx.reply({
      content: 'press',
      components: [press.with({ who: ctx.member.id, n: 4 }, { label: 'Press' })],
    }),
});
const form = whole.command({ name: 'form', description: 'Ask', run: (ctx) => ctx.showModal(ask.with({})) });

const route = whole.route(
  'GET /rows/{n}',
  {
    access: 'public',
    params: z.object({ n: z.coerce.number().int() }),
    returns: z.object({ n: z.int(), at: z.string() }),
  },
  async (ctx, { params }) => {
    const row = await ctx.data.rows.findOne({ n: params.n });
    return { n: row?.n ?? -1, at: row?.at.toISOString() ?? '' };
  },
);

const plugin: Plugin = whole.build(
  order,
  structured,
  countRaw,
  countBuilt,
  counted,
  rules,
  file,
  store,
  later,
  press,
  ask,
  show,
  form,
  route,
);

export default plugin;
