import { type GiveawaysContext, giveaways } from '../contract.ts';

/** An ordinary message and a reply: what a person wrote. */
const written: readonly number[] = [0, 19];
/** What is known of a guild's giveaways is this old at most. */
const knownForMs = 5000;
const mostRemembered = 10_000;

interface Known {
  readonly until: number;
  readonly ids: readonly string[];
}
const counting = new Map<string, Known>();

/** Counts messages, without their text, while a giveaway that asks for some is open. */
export const messageWritten = giveaways.onRaw('MESSAGE_CREATE', async (ctx, message) => {
  if (message.author.bot === true || message.webhook_id !== undefined || !written.includes(message.type))
    return;
  const userId = message.author.id;
  for (const giveawayId of await thatCount(ctx)) {
    await ctx.data.activity.tally({ giveawayId, userId }, { messages: 1 });
  }
});

/** Open giveaways that ask for messages. Remembered for a moment: this is asked at every message. */
async function thatCount(ctx: GiveawaysContext): Promise<readonly string[]> {
  const now = ctx.clock.now();
  const known = counting.get(ctx.guild.id);
  if (known && known.until > now) return known.ids;
  const open = await ctx.data.giveaways.find({ status: { $in: ['running', 'paused'] } }).limit(100);
  const ids = open.filter(({ requirements }) => requirements.messages > 0).map(({ id }) => id);
  if (counting.size >= mostRemembered) counting.clear();
  counting.set(ctx.guild.id, { until: now + knownForMs, ids });
  return ids;
}
