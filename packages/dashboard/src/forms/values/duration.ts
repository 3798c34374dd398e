export const durationUnits = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1000],
] as const;

export type DurationUnit = (typeof durationUnits)[number][0];

/** The largest unit that says it in a whole number: 90,000 ms is 90 seconds, 120,000 ms is 2 minutes. */
export function splitDuration(ms: number): { amount: number; unit: DurationUnit } {
  if (ms === 0) return { amount: 0, unit: 'seconds' };
  for (const [unit, size] of durationUnits) {
    if (ms % size === 0) return { amount: ms / size, unit };
  }
  return { amount: ms / 1000, unit: 'seconds' };
}

export function joinDuration(amount: number, unit: DurationUnit): number {
  const size = durationUnits.find(([name]) => name === unit)?.[1] ?? 1000;
  return Math.round(amount * size);
}

/** "1 minute 30 seconds", in a language. */
export function durationText(ms: number, language: string): string {
  if (ms === 0) return unitText(0, 'seconds', language);
  let rest = ms;
  const parts: string[] = [];
  for (const [unit, size] of durationUnits) {
    const amount = unit === 'seconds' ? rest / size : Math.floor(rest / size);
    if (amount > 0) parts.push(unitText(amount, unit, language));
    rest -= amount * size;
  }
  return parts.join(' ');
}

function unitText(amount: number, unit: DurationUnit, language: string): string {
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: unit.slice(0, -1),
    unitDisplay: 'long',
    maximumFractionDigits: 3,
  }).format(amount);
}
