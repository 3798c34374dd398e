import { field, type RawPayload, z } from '@guildhall/sdk';
import { type SlowmodeContext, slowmode, turns } from './contract.ts';
import { release, silence } from './silence.ts';

const over = slowmode.job(
  'over',
  { input: z.object({ channelId: z.string(), userId: z.string() }) },
  async (ctx, place) => {
    const silenced = await ctx.data.silenced.findOne(place);
    if (silenced) await release(ctx, silenced);
  },
);

const written = slowmode.onRaw('MESSAGE_CREATE', (ctx, message) => {
  // As it holds in this channel, for who has these roles.
  const { pause, affected } = ctx.config;
  if (pause === 0 || !affected || message.author.bot || message.webhook_id) return;
  return turns.run(ctx, `${message.channel_id} ${message.author.id}`, () => slowDown(ctx, message, pause));
});

async function slowDown(
  ctx: SlowmodeContext,
  message: RawPayload<'MESSAGE_CREATE'>,
  pause: number,
): Promise<void> {
  const place = { channelId: message.channel_id, userId: message.author.id };
  if (await ctx.data.silenced.findOne(place)) {
    await ctx.discord.delete(message.channel_id, message.id, 'slowmode');
    return;
  }
  const until = new Date(ctx.clock.now() + pause);
  // The job first: should the process die in between, it finds nobody to release, and nobody stays silenced for ever.
  await ctx.jobs.at(until, over, place, { key: `${place.channelId} ${place.userId}` });
  const hadOwn = await silence(ctx, place.channelId, place.userId);
  await ctx.data.silenced.insertOne({ ...place, until, hadOwn });
  ctx.explain({ member: place.userId, message: message.id }, 'why.silenced', {
    minutes: Math.round(pause / 60_000),
  });
}

const list = slowmode.subcommand({
  name: 'list',
  description: 'See who waits',
  async run(ctx) {
    const found = await ctx.data.silenced.find().sort({ until: 1 }).limit(20);
    const lines = found.map(({ userId, channelId, until }) =>
      ctx.t('list.line', { user: userId, channel: channelId, until: Math.floor(until.getTime() / 1000) }),
    );
    return ctx.reply({ content: lines.join('\n') || ctx.t('list.none'), ephemeral: true });
  },
});

const clear = slowmode.subcommand({
  name: 'clear',
  description: 'Let members write again',
  options: {
    channel: field.channel({ types: ['text', 'announcement'] }).meta({ description: 'Where' }),
    member: field.member().optional().meta({ description: 'Whom; everybody otherwise' }),
  },
  async run(ctx, { channel, member }) {
    const filter = { channelId: channel.id, ...(member && { userId: member.id }) };
    const found = await ctx.data.silenced.find(filter);
    for (const silenced of found) {
      await release(ctx, silenced);
      await ctx.jobs.cancel(over, `${silenced.channelId} ${silenced.userId}`);
    }
    return ctx.reply({ content: ctx.t('released', { count: found.length }), ephemeral: true });
  },
});

const commands = slowmode.command({
  name: 'slow',
  description: 'Who waits, and who need not',
  permissions: ['ManageChannels'],
  subcommands: [list, clear],
});

const channelGone = slowmode.onRaw('CHANNEL_DELETE', (ctx, { id }) =>
  ctx.data.silenced.deleteMany({ channelId: id }),
);

// Off means off: nobody stays silenced by a plugin that is not there to let them write again.
const off = slowmode.teardown(async (ctx) => {
  for await (const silenced of ctx.data.silenced.find()) await release(ctx, silenced);
});

export default slowmode.build(over, written, commands, channelGone, off);
