import { RouteError, z } from '@guildhall/sdk';
import type { GiveawaysContext } from '../contract.ts';
import { type Giveaway, kinds, statuses } from '../data.ts';
import { countEntries } from '../messages/refresh.ts';

export const giveawayId = z.object({ id: z.string().min(1).max(12) });

/** @throws `RouteError` 404 */
export async function known(ctx: GiveawaysContext, id: string): Promise<Giveaway> {
  const found = await ctx.data.giveaways.findOne({ id });
  if (found) return found;
  throw new RouteError(404, 'GIVEAWAY_UNKNOWN', {
    en: 'There is no such giveaway.',
    fr: 'Il n’y a pas de tel tirage.',
  });
}

/** A giveaway as the API tells it. Its seed is not part of it. */
export const giveawayRecord = z.object({
  id: z.string(),
  number: z.int(),
  kind: z.enum(kinds),
  status: z.enum(statuses),
  prize: z.string(),
  text: z.string(),
  channelId: z.string(),
  messageId: z.string().nullable(),
  hostId: z.string().nullable(),
  winners: z.int(),
  entries: z.int(),
  startedAt: z.iso.datetime(),
  /** When it ends or has ended; `null` while it is paused. */
  endsAt: z.iso.datetime().nullable(),
  /** What is left while it is paused, in milliseconds. */
  remaining: z.int().nullable(),
  /** Members who hold a prize. */
  winnerIds: z.array(z.string()),
  /** What the draws are bound by; `null` where nothing is published. */
  commitment: z.string().nullable(),
});
export type GiveawayRecord = z.output<typeof giveawayRecord>;

export async function toRecord(ctx: GiveawaysContext, giveaway: Giveaway): Promise<GiveawayRecord> {
  const { id, status, endsAt, endedAt, remaining, hostId, messageId, commitment } = giveaway;
  const isOver = status === 'ended' || status === 'cancelled';
  const wins = isOver
    ? await ctx.data.wins
        .find({ giveawayId: id, status: { $in: ['won', 'claimed'] } })
        .sort({ round: 1, userId: 1 })
    : [];
  return {
    id,
    number: giveaway.number,
    kind: giveaway.kind,
    status,
    prize: giveaway.prize,
    text: giveaway.text,
    channelId: giveaway.channelId,
    messageId: messageId === '' ? null : messageId,
    hostId: hostId === '0' ? null : hostId,
    winners: giveaway.winners,
    entries: giveaway.kind === 'drop' ? giveaway.taken : await countEntries(ctx, id),
    startedAt: new Date(giveaway.startedAt).toISOString(),
    endsAt: status === 'paused' ? null : new Date(isOver ? endedAt : endsAt).toISOString(),
    remaining: status === 'paused' ? remaining : null,
    winnerIds: wins.map(({ userId }) => userId),
    commitment: commitment === '' ? null : commitment,
  };
}
