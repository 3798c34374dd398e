/** Texts are compared by their first characters: enough to tell copies from others. */
const compared = 400;

/** Pairs of neighbouring characters, with how often each occurs. */
function pairsOf(text: string): ReadonlyMap<string, number> {
  const pairs = new Map<string, number>();
  for (let index = 0; index < text.length - 1; index += 1) {
    const pair = text.slice(index, index + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** What stays the same when only numbers, spaces, signs and stretched letters are changed from copy to copy. */
export function essence(text: string): string {
  const letters = text.replace(/[^\p{L}\p{Extended_Pictographic}]+/gu, '');
  const written = letters === '' ? text.trim() : letters;
  return written
    .slice(0, 2 * compared)
    .replace(/(.)\1{2,}/gu, '$1$1')
    .slice(0, compared);
}

/**
 * How alike two texts are: 1 for the same, 0 for texts without a pair of characters in common (Sørensen and Dice).
 * It does not depend on the order of the two.
 */
export function similarity(one: string, other: string): number {
  if (one === other) return 1;
  if (one.length < 2 || other.length < 2) return 0;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  // Even if all of the shorter one were in the longer one.
  const best = (2 * (short.length - 1)) / (short.length + long.length - 2);
  if (best < 0.5) return best;
  const pairs = pairsOf(long);
  let common = 0;
  for (const [pair, count] of pairsOf(short)) common += Math.min(count, pairs.get(pair) ?? 0);
  return (2 * common) / (short.length + long.length - 2);
}
