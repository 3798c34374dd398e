import { definePlugin, z } from '@guildhall/sdk';

/** Could send away what it hears, so that it hears nothing until an admin allows it. Everything that it gets is kept. */
const sights = definePlugin({
  id: 'sights',
  name: 'Sights',
  description: 'A test.',
  category: 'fun',
  needs: {
    'messages.read': 'hears',
    'messages.send': 'answers',
    'network.fetch': 'tells others',
  },
  intents: { MessageContent: { reason: 'hears', degraded: 'counts' } },
  hosts: ['api.example.com'],
  config: { version: 1, schema: z.object({}) },
  data: {
    heard: {
      version: 1,
      schema: z.object({ id: z.string(), text: z.string() }),
      key: ['id'],
      personal: ['text'],
    },
  },
});

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

export default sights.build(
  sights.onRaw('MESSAGE_CREATE', async (ctx, message) => {
    if (message.author.bot) return;
    await ctx.data.heard.updateOne(
      { id: `raw ${message.id}` },
      { $set: { text: JSON.stringify(message) } },
      { upsert: true },
    );
  }),
  sights.on('messageCreate', async (ctx, message) => {
    if (message.author.bot || !message.inGuild()) return;
    const fetched = await message.channel.messages.fetch({ message: message.id, force: true });
    const cached = message.channel.messages.cache.get(message.id);
    const text = JSON.stringify([message, message.content, fetched, fetched.content, cached?.content]);
    await ctx.data.heard.updateOne({ id: `on ${message.id}` }, { $set: { text } }, { upsert: true });
    // To the bot: orders, each `<act>:<turns of the loop>:<mark>`, done at once.
    const [, ...orders] = message.content.split(' ');
    await Promise.all(
      orders.map(async (order) => {
        const [act, wait, mark = ''] = order.split(':');
        await turns(Number(wait));
        if (act === 'reply') await message.reply(mark);
        if (act === 'send') await ctx.discord.send(message.channelId, mark);
        if (act === 'edit') await (await message.channel.send(mark)).edit(`${mark} again`);
      }),
    );
  }),
);
