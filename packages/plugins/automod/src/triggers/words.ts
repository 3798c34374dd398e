import { type NormalisedText, normalise, skeletonOf } from '../normalise/index.ts';

export type WordMatch = 'exact' | 'word' | 'substring' | 'loose';

/** Finds the first of many words in a text. @returns the word, as its admin wrote it */
export type WordFinder = (text: NormalisedText) => string | undefined;

const edge = /[\p{L}\p{N}]/u;

interface TrieNode {
  readonly next: Map<string, TrieNode>;
  fallback: TrieNode | undefined;
  /** The words that end here, longest first. */
  found: readonly string[];
}

/** Finds any of many texts in one pass (Aho and Corasick). @param onMatch returns whether it is enough */
class Automaton {
  readonly #root: TrieNode = { next: new Map(), fallback: undefined, found: [] };

  constructor(words: Iterable<string>) {
    for (const word of words) {
      let node = this.#root;
      for (const unit of word.split('')) {
        let next = node.next.get(unit);
        if (!next) {
          next = { next: new Map(), fallback: undefined, found: [] };
          node.next.set(unit, next);
        }
        node = next;
      }
      node.found = [word];
    }
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
    let node = this.#root;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text[index] ?? '';
      let from: TrieNode | undefined = node;
      while (from && !from.next.has(unit)) from = from.fallback;
      node = from?.next.get(unit) ?? this.#root;
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

/** A phrase is looked for as its words, and, when it is long, as one word. */
function compileLoose(words: readonly string[]): WordFinder {
  const written = new Map<string, string>();
  for (const word of words) {
    const parts = looseWords(normalise(word).folded, /\s+/);
    const together = skeletonOf(parts.join(''));
    for (const key of [parts.join(' '), together.length >= 6 ? together : '']) {
      // A skeleton of one or two letters is in every second sentence.
      if (key.length >= 3 && !written.has(` ${key}`)) written.set(` ${key}`, word);
    }
  }
  const short = words.filter((word) => skeletonOf(normalise(word).folded).length < 3);
  const findShort = short.length > 0 ? compileWords(short, 'word') : undefined;
  const automaton = new Automaton(written.keys());
  return (text) => {
    const { folded } = text;
    for (const split of [/\s+/, /[^\p{L}\p{N}@$!|+]+/u]) {
      const line = ` ${looseWords(folded, split).join(' ')} `;
      let found: string | undefined;
      automaton.search(line, (key, end) => {
        if (!endings.test(line.slice(end, line.indexOf(' ', end)))) return false;
        found = written.get(key);
        return true;
      });
      if (found !== undefined) return found;
    }
    return findShort?.(text);
  };
}

/** The skeletons of a text's words. Letters that stand alone, one after the other, are one word: `h a t e`. */
function looseWords(folded: string, split: RegExp): readonly string[] {
  const words: string[] = [];
  let letters = '';
  const end = () => {
    if (letters !== '') words.push(letters.length > 2 ? skeletonOf(letters) : letters);
    letters = '';
  };
  for (const part of folded.split(split)) {
    const word = skeletonOf(part);
    if (word === '') continue;
    if (word.length === 1) letters += word;
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
