/** How much XP a level takes. */
export type Curve = 'sqrt' | 'mee6' | 'linear' | 'flat';

/** Levels stop here on every curve: `mee6` takes 1.7 × 10⁹ XP to it, well within safe integers. */
export const highestLevel = 1000;

/** XP in total from which on a member has `level`; 0 for level 0. Strictly rising on every curve. */
const thresholds: Readonly<Record<Curve, (level: number) => number>> = {
  // level = ⌊√(xp / 100)⌋
  sqrt: (level) => 100 * level * level,
  // The sum of 5n² + 50n + 100 over the levels before.
  mee6: (level) => (5 * (level - 1) * level * (2 * level - 1)) / 6 + 25 * (level - 1) * level + 100 * level,
  // Each level takes 100 XP more than the one before it.
  linear: (level) => 50 * level * (level + 1),
  flat: (level) => 500 * level,
};

export function xpForLevel(curve: Curve, level: number): number {
  return thresholds[curve](level);
}

/** The highest level whose threshold is reached. Compared in whole numbers, so that a border is never off by one. */
export function levelForXp(curve: Curve, xp: number): number {
  let low = 0;
  let high = highestLevel;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (xpForLevel(curve, middle) <= xp) low = middle;
    else high = middle - 1;
  }
  return low;
}

export interface Progress {
  readonly level: number;
  /** XP earned since the level began. */
  readonly into: number;
  /** XP from this level to the next; 0 at the highest. */
  readonly span: number;
}

export function progressOf(curve: Curve, xp: number): Progress {
  const level = levelForXp(curve, xp);
  const start = xpForLevel(curve, level);
  const span = level === highestLevel ? 0 : xpForLevel(curve, level + 1) - start;
  return { level, into: xp - start, span };
}

/** A bar of `width` characters. Full only when the level is. */
export function progressBar({ into, span }: Progress, width = 12): string {
  const filled = span === 0 ? width : Math.min(width, Math.floor((into / span) * width));
  return '█'.repeat(filled) + '░'.repeat(width - filled);
}
