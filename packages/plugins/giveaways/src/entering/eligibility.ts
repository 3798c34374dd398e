import { type GiveawaysContext, giveawayRequirements } from '../contract.ts';
import type { Giveaway } from '../data.ts';
import { ageShortfall, roleShortfall, type Shortfall } from '../rules/shortfall.ts';

/** Who wants to take part, or has been drawn. */
export interface Candidate {
  readonly id: string;
  readonly bot: boolean;
  readonly roles: readonly string[];
  /** Asked only when it matters: it takes a structure. `undefined`: not known. */
  readonly joinedAt: () => number | undefined;
}

const day = 24 * 60 * 60_000;

/**
 * What keeps somebody out of a giveaway; `undefined`: nothing does. What is asked of other plugins is asked last.
 *
 * @param moment a plugin that is not there to answer keeps members from entering, and takes nothing from who is drawn
 */
export async function shortfallOf(
  ctx: GiveawaysContext,
  giveaway: Giveaway,
  who: Candidate,
  moment: 'entry' | 'draw',
  locale: string = ctx.guild.locale,
): Promise<Shortfall | undefined> {
  const { requirements } = giveaway;
  if (who.bot) return { code: 'bot', parameters: {} };
  return (
    roleShortfall(requirements, who.roles) ??
    ageShortfall(
      requirements,
      who.id,
      requirements.joinedDays > 0 ? who.joinedAt() : undefined,
      ctx.clock.now(),
    ) ??
    (await wonLately(ctx, giveaway, who.id)) ??
    (await tooFewMessages(ctx, giveaway, who.id)) ??
    (await belowLevel(ctx, giveaway, who.id, moment)) ??
    (await notContributed(ctx, giveaway, who, moment, locale))
  );
}

async function wonLately(
  ctx: GiveawaysContext,
  { id }: Giveaway,
  userId: string,
): Promise<Shortfall | undefined> {
  const { excludePastWinnersDays: days } = ctx.config;
  if (days === 0) return undefined;
  const since = ctx.clock.now() - days * day;
  const [win] = await ctx.data.wins
    .find({ userId, at: { $gt: since }, status: { $in: ['won', 'claimed'] }, giveawayId: { $ne: id } })
    .sort({ at: -1 })
    .limit(1);
  return win && { code: 'won_lately', parameters: { count: days } };
}

async function tooFewMessages(
  ctx: GiveawaysContext,
  { id, requirements }: Giveaway,
  userId: string,
): Promise<Shortfall | undefined> {
  const needed = requirements.messages;
  if (needed === 0) return undefined;
  const written = (await ctx.data.activity.findOne({ giveawayId: id, userId }))?.messages ?? 0;
  return written < needed ? { code: 'messages', parameters: { written, count: needed } } : undefined;
}

async function belowLevel(
  ctx: GiveawaysContext,
  { requirements }: Giveaway,
  userId: string,
  moment: 'entry' | 'draw',
): Promise<Shortfall | undefined> {
  const needed = requirements.level;
  if (needed === 0) return undefined;
  const standing = await answered(ctx, () => ctx.use.leveling?.getLevel({ userId }));
  if (!standing) return moment === 'entry' ? unavailable('leveling') : undefined;
  const { level } = standing;
  return level < needed ? { code: 'level', parameters: { level, needed } } : undefined;
}

async function notContributed(
  ctx: GiveawaysContext,
  { id, requirements }: Giveaway,
  who: Candidate,
  moment: 'entry' | 'draw',
  locale: string,
): Promise<Shortfall | undefined> {
  if (requirements.contributed.length === 0) return undefined;
  const there = new Map(
    ctx.contributions(giveawayRequirements).map((one) => [`${one.pluginId}.${one.name}`, one]),
  );
  for (const wanted of requirements.contributed) {
    const input = { giveawayId: id, userId: who.id, roles: [...who.roles], value: wanted.value, locale };
    const answer = await answered(ctx, () => there.get(wanted.id)?.call(input));
    if (!answer && moment === 'entry') return unavailable(wanted.id);
    if (answer && !answer.met) {
      return { code: 'contributed', parameters: { why: answer.why ?? wanted.id } };
    }
  }
  return undefined;
}

function unavailable(plugin: string): Shortfall {
  return { code: 'unavailable', parameters: { plugin } };
}

/**
 * What another plugin says; `undefined` when it is not there, fails, or answers otherwise than it declares. Its failure is counted, and
 * shown to admins, as its own.
 */
export async function answered<T>(
  ctx: Pick<GiveawaysContext, 'log'>,
  ask: () => PromiseLike<T> | undefined,
): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    ctx.log.info('another plugin could not be asked', { error: String(error) });
    return undefined;
  }
}
