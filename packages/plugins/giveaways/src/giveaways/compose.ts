import { type GiveawaysContext, giveawayRequirements } from '../contract.ts';
import type { Requirements } from '../rules/shapes.ts';
import type { NewGiveaway } from './start.ts';

/** What somebody fills in; what they leave out is the template’s, or the settings’. */
export interface Wishes {
  readonly prize: string;
  readonly channelId: string;
  readonly hostId: string;
  readonly kind?: 'draw' | 'drop';
  readonly winners?: number | undefined;
  readonly duration?: number | undefined;
  readonly text?: string | undefined;
  readonly template?: string | undefined;
  /** Asked for in place of the template’s or the settings’, one by one. */
  readonly requirements?: Partial<Requirements>;
}

const aDay = 24 * 60 * 60_000;

/** A new giveaway out of what was filled in. @returns `undefined` when there is no such template */
export function composeGiveaway(
  ctx: Pick<GiveawaysContext, 'config'>,
  wishes: Wishes,
): NewGiveaway | undefined {
  const { config } = ctx;
  const { prize, channelId, hostId, kind = 'draw', requirements = {} } = wishes;
  const name = wishes.template?.toLowerCase();
  const template =
    name === undefined ? undefined : config.templates.find((one) => one.name.toLowerCase() === name);
  if (name !== undefined && !template) return undefined;
  const asked = Object.fromEntries(Object.entries(requirements).filter(([, value]) => value !== undefined));
  return {
    kind,
    prize,
    channelId,
    hostId,
    winners: wishes.winners ?? template?.winners ?? 1,
    duration: wishes.duration ?? template?.duration ?? aDay,
    text: wishes.text ?? template?.text ?? '',
    requirements: askedOf(kind, { ...(template?.requirements ?? config.requirements), ...asked }),
    bonus: kind === 'drop' ? [] : (template?.bonus ?? config.bonusEntries),
    color: template?.color ?? config.color,
    emoji: template?.emoji ?? config.emoji,
  };
}

/** Who presses a drop’s button is there and wins at once: a drop costs nothing, whatever is asked for. */
export function askedOf(kind: NewGiveaway['kind'], requirements: Requirements): Requirements {
  return kind === 'drop' ? { ...requirements, cost: 0 } : requirements;
}

/** What a giveaway asks of a plugin that is not here to answer: it could not be entered. */
export function missingFor(
  ctx: Pick<GiveawaysContext, 'use'>,
  { level, cost }: Requirements,
): 'leveling' | 'economy' | undefined {
  if (level > 0 && !ctx.use.leveling) return 'leveling';
  if (cost > 0 && !ctx.use.economy) return 'economy';
  return undefined;
}

/** A requirement that no plugin here contributes. */
export function missingContribution(
  ctx: Pick<GiveawaysContext, 'contributions'>,
  { contributed }: Requirements,
): string | undefined {
  const there = ctx.contributions(giveawayRequirements).map(({ pluginId, name }) => `${pluginId}.${name}`);
  return contributed.find(({ id }) => !there.includes(id))?.id;
}
