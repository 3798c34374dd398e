import { DuplicateKeyError } from '@guildhall/sdk';
import type { GiveawaysContext } from '../contract.ts';
import type { Giveaway } from '../data.ts';
import { sha256 } from '../draws/seeds.ts';
import { requirementsSchema } from '../rules/shapes.ts';
import type { ImportRow } from './read-export.ts';

/** The same file gives the same ids: imported twice, it is there once. */
export function importedId({ messageId }: Pick<ImportRow, 'messageId'>): string {
  return `i${sha256(messageId).slice(0, 11)}`;
}

/** Makes another bot's ended giveaway part of the history, with its winners. @returns false when it is there already */
export async function keepHistory(ctx: GiveawaysContext, row: ImportRow): Promise<boolean> {
  const id = importedId(row);
  const giveaway: Omit<Giveaway, 'number'> = {
    id,
    kind: 'draw',
    status: 'ended',
    channelId: row.channelId,
    messageId: row.messageId,
    hostId: row.hostId,
    prize: row.prize,
    text: '',
    winners: row.winners,
    startedAt: row.startedAt,
    endsAt: row.endedAt,
    remaining: 0,
    endedAt: row.endedAt,
    requirements: requirementsSchema.parse({}),
    bonus: [],
    color: ctx.config.color,
    emoji: ctx.config.emoji,
    claimMinutes: 0,
    // Nothing was sealed there: such a draw can't be verified, or made again.
    commitment: '',
    taken: 0,
  };
  try {
    await ctx.transaction(async (data) => {
      const counter = await data.counters.findOneAndUpdate(
        { name: 'giveaway' },
        { $inc: { value: 1 } },
        { upsert: true },
      );
      await data.giveaways.insertOne({ ...giveaway, number: counter?.value ?? 1 });
      const { prize, endedAt: at } = row;
      for (const userId of row.winnerIds) {
        const win = { giveawayId: id, userId, round: 1, prize, at, claimBy: 0, told: true } as const;
        await data.wins.insertOne({ ...win, status: 'won' });
      }
    });
    return true;
  } catch (error) {
    if (error instanceof DuplicateKeyError) return false;
    throw error;
  }
}
