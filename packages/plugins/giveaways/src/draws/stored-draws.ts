import { DuplicateKeyError } from '@guildhall/sdk';
import type { GiveawaysContext } from '../contract.ts';
import type { Draw, Giveaway } from '../data.ts';
import { type Entrant, entrantLine, readEntrantLine } from './entrants.ts';
import { type Verification, verifyDraw } from './verify.ts';

/** How many entrants one document holds. */
const perPart = 1000;

/** Keeps a list of entrants. It is found by its digest: written twice, it is the same; two lists never mix. */
export async function keepEntrants(
  ctx: GiveawaysContext,
  giveawayId: string,
  digest: string,
  ordered: readonly Entrant[],
): Promise<void> {
  for (let part = 0; part * perPart < ordered.length; part += 1) {
    const lines = ordered.slice(part * perPart, (part + 1) * perPart).map(entrantLine);
    try {
      await ctx.data.entrantLists.insertOne({ giveawayId, digest, part, lines });
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
    }
  }
}

export async function readEntrants(
  ctx: GiveawaysContext,
  giveawayId: string,
  digest: string,
): Promise<Entrant[]> {
  const ordered: Entrant[] = [];
  for await (const { lines } of ctx.data.entrantLists.find({ giveawayId, digest }).sort({ part: 1 })) {
    for (const line of lines) ordered.push(readEntrantLine(line));
  }
  return ordered;
}

/** Keys of everybody who won in a draw before this one. */
export function earlierWinners(earlier: readonly Draw[]): string[] {
  return earlier.flatMap(({ picks }) =>
    picks.filter(({ outcome }) => outcome === 'won').map(({ key }) => key),
  );
}

/** A draw, and what comes out when it is made again from what was published; `undefined`: there is no such public draw. */
export async function verifyStored(
  ctx: GiveawaysContext,
  giveawayId: string,
  round: number,
): Promise<
  | {
      readonly giveaway: Giveaway;
      readonly draw: Draw;
      readonly earlier: readonly string[];
      readonly checks: Verification;
    }
  | undefined
> {
  const giveaway = await ctx.data.giveaways.findOne({ id: giveawayId });
  const draw = await ctx.data.draws.findOne({ giveawayId, round });
  if (!giveaway || !draw || giveaway.commitment === '') return undefined;
  const earlier = earlierWinners(
    await ctx.data.draws.find({ giveawayId, round: { $lt: round } }).sort({ round: 1 }),
  );
  const { commitment } = giveaway;
  const published = { commitment, ...draw, earlier };
  const checks = verifyDraw(published, await readEntrants(ctx, giveawayId, draw.digest));
  return { giveaway, draw, earlier, checks };
}
