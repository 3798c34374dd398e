/** Texts are compared by their first characters: enough to tell copies from others. */
const compared = 400;

/** What is compared of a text. */
export interface Essence {
  readonly text: string;
  /** Pairs of neighbouring characters as numbers, as often as each occurs, sorted. Made when they are first asked for. */
  readonly pairs: Uint32Array;
}

/** What stays the same when only numbers, spaces, signs and stretched letters are changed from copy to copy. */
export function essence(said: string): Essence {
  const letters = /[^\0-\x7f]/.test(said)
    ? said.replace(/[^\p{L}\p{Extended_Pictographic}]+/gu, '')
    : said.replace(/[^A-Za-z]+/g, '');
  const written = letters === '' ? said.trim() : letters;
  return essenceOf(withoutStretch(written.slice(0, 2 * compared)).slice(0, compared));
}

/** Of each run of the same letter, two at most. Emoji, which are two units each, stay. */
function withoutStretch(text: string): string {
  let kept = '';
  let from = 0;
  for (let index = 2; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit !== text.charCodeAt(index - 1) || unit !== text.charCodeAt(index - 2)) continue;
    kept += text.slice(from, index);
    from = index + 1;
  }
  return from === 0 ? text : kept + text.slice(from);
}

/** Of a text as it is. */
export function essenceOf(text: string): Essence {
  let pairs: Uint32Array | undefined;
  return {
    text,
    get pairs() {
      pairs ??= pairsOf(text);
      return pairs;
    },
  };
}

function pairsOf(text: string): Uint32Array {
  const pairs = new Uint32Array(Math.max(0, text.length - 1));
  for (let index = 0; index < pairs.length; index += 1)
    pairs[index] = text.charCodeAt(index) * 0x1_0000 + text.charCodeAt(index + 1);
  return pairs.sort();
}

/**
 * How alike two texts are: 1 for the same, 0 for texts without a pair of characters in common (Sørensen and Dice).
 * It does not depend on the order of the two.
 *
 * @param least below it, any number below it will do: texts of other lengths need no look
 */
export function similarity(one: Essence, other: Essence, least = 0): number {
  if (one.text === other.text) return 1;
  const total = one.text.length + other.text.length - 2;
  const shorter = Math.min(one.text.length, other.text.length) - 1;
  if (shorter < 1) return 0;
  // Even if all of the shorter one were in the longer one.
  const best = (2 * shorter) / total;
  if (best < least) return best;
  return (2 * commonTo(one.pairs, other.pairs, Math.floor((least * total) / 2))) / total;
}

/** How many they have in common; as soon as it can't be `needed` any more, some smaller number. */
function commonTo(one: Uint32Array, other: Uint32Array, needed: number): number {
  let common = 0;
  for (let left = 0, right = 0; left < one.length && right < other.length; ) {
    if (common + Math.min(one.length - left, other.length - right) < needed) break;
    const difference = (one[left] ?? 0) - (other[right] ?? 0);
    if (difference === 0) common += 1;
    if (difference <= 0) left += 1;
    if (difference >= 0) right += 1;
  }
  return common;
}
