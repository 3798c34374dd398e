import { DuplicateKeyError } from '@guildhall/sdk';
import type { GiveawaysContext } from '../contract.ts';
import type { Draw, Giveaway } from '../data.ts';
import { shortfallOf } from '../entering/eligibility.ts';
import type { Shortfall } from '../rules/shortfall.ts';
import { digestOf, type Entrant, entrantKey, inOrder } from './entrants.ts';
import { mostRounds, seedOf } from './seeds.ts';
import { earlierWinners, keepEntrants, readEntrants } from './stored-draws.ts';
import { drawing } from './tickets.ts';
import { mostPassedOver, type Pick } from './verify.ts';

/** So many members are asked of Discord at once. */
const askedAtOnce = 10;
const attempts = 5;
/** The two clocks may differ by so much when it is decided whether somebody came back after they had entered. */
const clockSlack = 5000;

/** Who has been drawn and could not win, and why. */
interface PassedOver extends Shortfall {
  readonly userId: string;
}

/** No further draw is bound by the commitment. */
export class NoRoundLeft extends Error {
  override readonly name = 'NoRoundLeft';
}

/**
 * The draw for a cause, made at most once: it is stored under its round and its cause, both unique, and whoever comes second finds
 * the first one's. Everything after it follows from what is stored, so that it does not matter who goes on.
 *
 * @throws `NoRoundLeft` after 200 draws
 */
export async function drawRound(
  ctx: GiveawaysContext,
  giveaway: Giveaway,
  { cause, wanted }: { readonly cause: string; readonly wanted: number },
): Promise<Draw> {
  const giveawayId = giveaway.id;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const known = await ctx.data.draws.findOne({ giveawayId, cause });
    if (known) return known;
    const { draw, passedOver } = await makeDraw(ctx, giveaway, cause, wanted);
    try {
      await ctx.data.draws.insertOne(draw);
      // Of two that draw at once, one does: only then is it said.
      for (const { userId, code, parameters } of passedOver) {
        ctx.explain({ member: userId }, `why.${code}`, { ...parameters, prize: giveaway.prize });
      }
      return draw;
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
    }
  }
  throw new Error(`Giveaway ${giveawayId} was drawn ${attempts} times by others meanwhile. Try again.`);
}

async function makeDraw(
  ctx: GiveawaysContext,
  giveaway: Giveaway,
  cause: string,
  wanted: number,
): Promise<{ readonly draw: Draw; readonly passedOver: readonly PassedOver[] }> {
  const giveawayId = giveaway.id;
  const before = await ctx.data.draws.find({ giveawayId }).sort({ round: 1 });
  const round = (before.at(-1)?.round ?? 0) + 1;
  if (round > mostRounds) throw new NoRoundLeft(giveawayId);
  const users = new Map<string, { readonly userId: string; readonly at: number }>();
  const entrants: Entrant[] = [];
  for await (const { userId, weight, at } of ctx.data.entries.find({ giveawayId, state: 'in' })) {
    const key = entrantKey(giveawayId, userId);
    users.set(key, { userId, at });
    entrants.push({ key, weight });
  }
  // Rerolls are made from the list of the first draw, whoever has been erased since.
  const [first] = before;
  const ordered = first ? await readEntrants(ctx, giveawayId, first.digest) : inOrder(entrants);
  const digest = first?.digest ?? digestOf(ordered);
  if (!first) await keepEntrants(ctx, giveawayId, digest, ordered);
  const secret = await ctx.data.seeds.findOne({ giveawayId });
  if (!secret) throw new Error(`The seed of giveaway ${giveawayId} is gone.`);
  const seed = seedOf(secret.root, round);
  const without = new Set(earlierWinners(before));
  const passedOver: PassedOver[] = [];
  const picks = await pick(drawing(seed, digest, ordered, without), wanted, async (entrant) => {
    const user = users.get(entrant.key);
    if (!user) return 'erased';
    const shortfall = await judge(ctx, giveaway, user);
    if (shortfall && shortfall.code !== 'left') passedOver.push({ userId: user.userId, ...shortfall });
    return shortfall?.code ?? 'won';
  });
  const draw: Draw = {
    giveawayId,
    round,
    cause,
    wanted,
    seed,
    digest,
    entrants: ordered.length,
    tickets: ordered.reduce((sum, { weight }) => sum + weight, 0),
    picks,
    winners: picks
      .filter(({ outcome }) => outcome === 'won')
      .flatMap(({ key }) => users.get(key)?.userId ?? []),
    at: ctx.clock.now(),
    announced: 'no',
    attempts: 0,
    messageId: '',
  };
  return { draw, passedOver };
}

/** Goes through the drawn, a few at once but never more than are still wanted, so that nobody is drawn in vain. */
async function pick(
  drawn: Iterator<Entrant, void>,
  wanted: number,
  outcomeOf: (entrant: Entrant) => Promise<string>,
): Promise<Pick[]> {
  const picks: Pick[] = [];
  let won = 0;
  while (won < wanted && picks.length - won < mostPassedOver) {
    const batch: Entrant[] = [];
    while (batch.length < Math.min(askedAtOnce, wanted - won)) {
      const { value } = drawn.next();
      if (!value) break;
      batch.push(value);
    }
    if (batch.length === 0) break;
    const outcomes = await Promise.all(batch.map(outcomeOf));
    for (const [index, { key }] of batch.entries()) {
      const outcome = outcomes[index] ?? 'left';
      if (outcome === 'won') won += 1;
      picks.push({ key, outcome });
    }
  }
  return picks;
}

/** Looks once more at who has been drawn: whether they are here, and still have what is asked for. @returns why they can’t win */
async function judge(
  ctx: GiveawaysContext,
  giveaway: Giveaway,
  { userId, at }: { readonly userId: string; readonly at: number },
): Promise<Shortfall | undefined> {
  const member = await ctx.discord.member(userId);
  const left = { code: 'left', parameters: {} } as const;
  if (!member) return left;
  const joinedAt = member.joinedTimestamp ?? undefined;
  if (ctx.config.removeOnLeave && joinedAt !== undefined && joinedAt > at + clockSlack) return left;
  const roles = [...member.roles.cache.keys()];
  const who = { id: userId, bot: member.user.bot, roles, joinedAt: () => joinedAt };
  return shortfallOf(ctx, giveaway, who, 'draw');
}
