import { lettersOf, type NormalisedText, normalise, skeletonOf } from '../normalise/index.ts';

export type WordMatch = 'exact' | 'word' | 'substring' | 'loose';

/** Finds the first of many words in a text. @returns the word, as its admin wrote it */
export type WordFinder = (text: NormalisedText) => string | undefined;

const edge = /[\p{L}\p{N}]/u;

interface TrieNode {
  /** By code unit. */
  readonly next: Map<number, TrieNode>;
  fallback: TrieNode | undefined;
  /** The words that end here, longest first. */
  found: readonly string[];
}

/** Finds any of many texts in one pass (Aho and Corasick). @param onMatch returns whether it is enough */
class Automaton {
  readonly #root: TrieNode = { next: new Map(), fallback: undefined, found: [] };
  /** The root's own, for ASCII: most of a text begins no word. */
  readonly #first: (TrieNode | undefined)[] = [];

  constructor(words: Iterable<string>) {
    for (const word of words) {
      let node = this.#root;
      for (let index = 0; index < word.length; index += 1) {
        const unit = word.charCodeAt(index);
        let next = node.next.get(unit);
        if (!next) {
          next = { next: new Map(), fallback: undefined, found: [] };
          node.next.set(unit, next);
        }
        node = next;
      }
      node.found = [word];
    }
    for (let unit = 0; unit < 128; unit += 1) this.#first.push(this.#root.next.get(unit));
    const queue = [...this.#root.next.values()];
    for (const node of queue) node.fallback = this.#root;
    for (let index = 0; index < queue.length; index += 1) {
      const node = queue[index] ?? this.#root;
      for (const [unit, next] of node.next) {
        let back = node.fallback;
        while (back && !back.next.has(unit)) back = back.fallback;
        next.fallback = back?.next.get(unit) ?? this.#root;
        next.found = [...next.found, ...next.fallback.found];
        queue.push(next);
      }
    }
  }

  search(text: string, onMatch: (word: string, end: number) => boolean): void {
    const root = this.#root;
    let node = root;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (node === root && unit < 128) {
        node = this.#first[unit] ?? root;
        // A word of one character.
        if (node.found.length === 0) continue;
        for (const word of node.found) if (onMatch(word, index + 1)) return;
        continue;
      }
      let from: TrieNode | undefined = node;
      while (from && !from.next.has(unit)) from = from.fallback;
      node = from?.next.get(unit) ?? root;
      for (const word of node.found) if (onMatch(word, index + 1)) return;
    }
  }
}

/**
 * Compiles a list of words.
 *
 * - `exact`: the whole text is one of them
 * - `word`: one of them stands in it, with no letter or digit before and behind
 * - `substring`: one of them is in it, also inside another word
 * - `loose`: a word of it reads like one of them, when digits are read as letters, repeated letters once, and signs are left out
 */
export function compileWords(words: readonly string[], match: WordMatch): WordFinder {
  if (match === 'loose') return compileLoose(words);
  const written = new Map<string, string>();
  for (const word of words) {
    const { plain } = normalise(word);
    const key = squeezed(plain);
    if (key !== '' && !written.has(key)) written.set(key, word);
  }
  if (match === 'exact')
    return (text) => written.get(squeezed(text.plain)) ?? written.get(squeezed(text.folded));
  const automaton = new Automaton(written.keys());
  const findIn = (view: string): string | undefined => {
    let found: string | undefined;
    automaton.search(view, (word, end) => {
      if (match === 'word' && !standsAlone(view, end - word.length, end)) return false;
      found = written.get(word);
      return true;
    });
    return found;
  };
  return (text) => findIn(text.plain) ?? (text.folded === text.plain ? undefined : findIn(text.folded));
}

/** Shapes that a word takes without being another word. */
const endings = /^(?:s|es|ed|er|ers|ing|y|z)?$/;

interface LooseWord {
  readonly written: string;
  /** Its letters, as often as they are written: who stretches a word writes at least as many. */
  readonly letters: string;
}

/** A phrase is looked for as its words, and, when it is long, as one word. */
function compileLoose(words: readonly string[]): WordFinder {
  const byKey = new Map<string, LooseWord[]>();
  for (const written of words) {
    const parts = looseWords(normalise(written).folded, /\s+/);
    const letters = parts.join('');
    const together = skeletonOf(letters);
    const apart = parts.map(skeletonOf).join(' ');
    for (const key of new Set([apart, ...(together.length >= 6 ? [together] : [])])) {
      if (letters.length < 3 || key === '') continue;
      const list = byKey.get(` ${key}`) ?? [];
      list.push({ written, letters });
      byKey.set(` ${key}`, list);
    }
  }
  // A skeleton of one or two letters is in every second sentence: such words are looked for as they are.
  const short = words.filter((word) => lettersOf(normalise(word).folded).length < 3);
  const findShort = short.length > 0 ? compileWords(short, 'word') : undefined;
  const automaton = new Automaton(byKey.keys());
  return (text) => {
    for (const { parts, line } of readingsOf(text)) {
      let found: string | undefined;
      automaton.search(line, (key, end) => {
        if (!endings.test(line.slice(end, line.indexOf(' ', end)))) return false;
        const first = line.slice(0, end - key.length).split(' ').length - 1;
        const letters = parts.slice(first, first + key.split(' ').length - 1).join('');
        found = byKey.get(key)?.find((word) => isStretched(word.letters, letters))?.written;
        return found !== undefined;
      });
      if (found !== undefined) return found;
    }
    return findShort?.(text);
  };
}

/** Emoji of a server's own, and mentions, as they are written in texts. */
const inserted = /<(?:a?:\w{2,32}:|[@#][!&]?)\d{15,21}>/g;
/** Years and counts at the end, or the beginning, of a word: `word2009`. */
const numbered = /(?<=\p{L}{3})\d+(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])\d+(?=\p{L}{3})/gu;

const gaps = /\s+/;
const signs = /[^\p{L}\p{N}@$!|+]+/u;
/** Only then does it matter whether words end at signs, too. */
const joined = /[^\p{L}\p{N}@$!|+\s][\p{L}\p{N}@$!|+]/u;

interface Reading {
  readonly parts: readonly string[];
  /** Their skeletons, with a space before and behind each. */
  readonly line: string;
}

const besideDigit = /\p{L}\d|\d\p{L}/u;

/** Several rules ask for the same. */
const readings = new WeakMap<NormalisedText, readonly Reading[]>();

/** The words of a text, in each way in which they may have been meant. */
function readingsOf(text: NormalisedText): readonly Reading[] {
  const known = readings.get(text);
  if (known) return known;
  const { folded } = text;
  const apart = folded.includes('<') ? folded.replace(inserted, ' ') : folded;
  const ways = [looseWords(apart === folded ? folded : folded.replace(inserted, ''), gaps)];
  if (apart !== folded || joined.test(folded)) ways.push(looseWords(apart, signs));
  const bare = besideDigit.test(apart) ? apart.replace(numbered, '') : apart;
  if (bare !== apart) ways.push(looseWords(bare, signs));
  const made = ways.map((parts) => ({ parts, line: ` ${parts.map(skeletonOf).join(' ')} ` }));
  readings.set(text, made);
  return made;
}

/** Whether `text` begins with `word`, each letter at least as often: "buttt" with "butt", and "but" does not. */
function isStretched(word: string, text: string): boolean {
  let at = 0;
  for (let index = 0; index < word.length; index += 1) {
    const letter = word[index];
    if (text[at] !== letter) return false;
    at += 1;
    // The end of a run in the word: the rest of the run in the text belongs to it.
    if (word[index + 1] !== letter) while (text[at] === letter) at += 1;
  }
  return true;
}

/** The letters of a text's words. Letters that stand alone, one after the other, are one word: `h a t e`. */
function looseWords(folded: string, split: RegExp): readonly string[] {
  const words: string[] = [];
  let alone = '';
  const end = () => {
    if (alone !== '') words.push(alone);
    // "what a b a d one": the article is no part of it.
    if (alone.length > 3 && /^[ai]/.test(alone)) words.push(alone.slice(1));
    alone = '';
  };
  for (const part of folded.split(split)) {
    const word = lettersOf(part);
    if (word === '') continue;
    if (word.length === 1) alone += word;
    else {
      end();
      words.push(word);
    }
  }
  end();
  return words;
}

function squeezed(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

function standsAlone(text: string, from: number, to: number): boolean {
  const first = String.fromCodePoint(text.codePointAt(from) ?? 0);
  const before = text.slice(Math.max(0, from - 2), from);
  const after = String.fromCodePoint(text.codePointAt(to) ?? 32);
  const lastBefore = [...before].at(-1) ?? ' ';
  const last = [...text.slice(Math.max(from, to - 2), to)].at(-1) ?? '';
  return !(edge.test(first) && edge.test(lastBefore)) && !(edge.test(last) && edge.test(after));
}
