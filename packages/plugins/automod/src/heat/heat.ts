import type { MessageFacts } from '../engine/facts.ts';

/** How hot a member can become, and how fast they cool down. */
export interface HeatSettings {
  readonly max: number;
  /** Points a second. */
  readonly decay: number;
}

/** Heat at one moment. Time alone lowers it, so nothing need be written while nothing happens. */
export interface Heat {
  readonly value: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What is left of it. Never more than before, whatever the clocks say. */
export function cooled(heat: Heat | undefined, now: number, { decay }: HeatSettings): number {
  if (!heat) return 0;
  const elapsed = Math.max(0, now - heat.at);
  return Math.max(0, heat.value - (elapsed / 1000) * decay);
}

/** Adds points to what is left, up to the maximum. */
export function heated(heat: Heat | undefined, now: number, points: number, settings: HeatSettings): Heat {
  const value = Math.min(settings.max, cooled(heat, now, settings) + Math.max(0, points));
  return { value, at: Math.max(now, heat?.at ?? now) };
}

/** Gives a message points, 0–100. Other plugins may bring their own: see `scorers.ts`. */
export interface Scorer {
  score(message: MessageFacts): number;
}

/**
 * The scorer that is always there: the same message gets the same points, and each has a reason. One quick message costs less than
 * the heat of two seconds.
 */
export const plainScorer: Scorer = {
  score(message) {
    const { text } = message;
    const length = text.raw.length;
    const points =
      8 +
      Math.min(12, length / 150) +
      Math.min(20, message.links.length * 6) +
      Math.min(30, message.mentions * 5) +
      Math.min(15, message.emoji) +
      Math.min(20, message.attachments.length * 5) +
      message.invites.length * 20 +
      Math.min(15, Math.max(0, text.raw.split('\n').length - 8));
    return Math.min(100, Math.round(message.edited ? points / 2 : points));
  },
};
