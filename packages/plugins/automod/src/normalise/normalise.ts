import { leetLetter, lookalike } from './lookalikes.ts';

/** One text, seen in the ways in which rules look for words in it. */
export interface NormalisedText {
  /** As it was written. */
  readonly raw: string;
  /** As it reads: percent-decoded, without markdown, invisible characters and accents, in lower case, compatibility forms folded. */
  readonly plain: string;
  /** `plain`, with letters of other alphabets that stand among Latin ones, or pose as a Latin word, written as the Latin ones they look like. */
  readonly folded: string;
  /** `folded` with nothing but letters: digits as the letters they stand for, l as i, repeated letters once. */
  readonly skeleton: string;
}

/** Longest text that is looked at. Discord's messages have at most 4,000 characters; embeds are added. */
const longestText = 6000;

/**
 * Nothing is seen of these: zero-width and direction marks, soft hyphens, fillers, variation selectors, tags. An emoji's joiner is
 * one of them, too.
 */
const invisible = new RegExp(
  `[${[
    '\\u00ad',
    '\\u034f',
    '\\u061c',
    '\\u115f',
    '\\u1160',
    '\\u17b4',
    '\\u17b5',
    '\\u180b-\\u180f',
    '\\u200b-\\u200f',
    '\\u202a-\\u202e',
    '\\u2060-\\u206f',
    '\\u3164',
    '\\ufe00-\\ufe0f',
    '\\ufeff',
    '\\uffa0',
    '\\ufff0-\\ufff8',
    '\\u{1bca0}-\\u{1bca3}',
    '\\u{1d173}-\\u{1d17a}',
    '\\u{e0000}-\\u{e0060}',
    '\\u{e007b}-\\u{e0fff}',
  ].join('')}]`,
  'gu',
);
const marks = /\p{M}/gu;
const onlyAscii = /^[\t\n\r\x20-\x7e]*$/;
/** Markdown's signs between two letters, or around words: `w**or**d`, `||spoiler||`, `` `code` ``. */
const emphasis = /\*{1,3}|_{2}|~~|\|\||`{1,3}/g;
const maskedLink = /\[([^\]\n]{1,200})\]\(\s*<?(https?:\/\/[^\s)>]{1,500})>?[^)\n]{0,100}\)/gi;
const escaped = /\\([\\*_~|`>#\-[\]()])/g;
/** Without any of these, a text has no markdown that matters here. */
const markdown = /[\\[*_~|`]/;
const percent = /%[0-9a-f]{2}/i;

/** Decodes twice, because it is written twice to hide; broken sequences stay. */
function percentDecoded(text: string): string {
  let decoded = text;
  for (let round = 0; round < 2 && percent.test(decoded); round += 1) {
    decoded = decoded.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
      try {
        return decodeURIComponent(bytes);
      } catch {
        return bytes;
      }
    });
  }
  return decoded;
}

/** From the mark on, what follows is shown from right to left, up to the end of its line. */
const turnedRound = /\u202e([^\u202c\n]*)\u202c?/gu;

/** As it is shown: \u202e, and what nothing is seen of, are gone. */
function asShown(text: string): string {
  const read = text.includes('\u202e')
    ? text.replace(turnedRound, (_, turned: string) => [...turned].reverse().join(''))
    : text;
  return read.replace(invisible, '');
}

/** Without what nothing is seen of. */
export function visibleIn(text: string): string {
  return onlyAscii.test(text) ? text : text.replace(invisible, '');
}

/** A masked link says both: what is shown, and where it leads. */
function withoutMarkdown(text: string): string {
  if (!markdown.test(text)) return text;
  return text.replace(maskedLink, '$1 $2').replace(escaped, '$1').replace(emphasis, '');
}

function plainOf(raw: string): string {
  const readable = withoutMarkdown(percentDecoded(raw));
  if (onlyAscii.test(readable)) return readable.toLowerCase();
  return asShown(readable).normalize('NFKD').replace(marks, '').replace(invisible, '').toLowerCase();
}

const token = /[\p{L}\p{N}\p{M}\p{Sc}@\u{1f150}-\u{1f1ff}\u{e0061}-\u{e007a}]+/gu;
/** Small capitals and phonetic letters, too. */
const latin = /\p{Script=Latin}/u;
/** Two regional indicators are one; more of them, or one alone, are letters. */
const flag = /^[\u{1f1e6}-\u{1f1ff}]{2}$/u;
const foreign = /\P{ASCII}/u;

/**
 * Only words that can't be of another language are rewritten: those that mix Latin letters with others, and those made of
 * look-alikes alone in a text that is otherwise Latin. "Москва" in a Russian sentence stays.
 */
function foldedOf(plain: string): string {
  if (!foreign.test(plain)) return plain;
  const tokens = plain.match(token) ?? [];
  const latinWords = tokens.filter((word) => latin.test(word)).length;
  const mostlyLatin = latinWords * 2 >= tokens.length;
  return plain.replace(token, (word) => {
    if (!foreign.test(word) || flag.test(word)) return word;
    let folded = '';
    let complete = true;
    for (const character of word) {
      const like = character < '\x80' ? character : lookalike(character);
      if (like === undefined) complete = false;
      folded += like ?? character;
    }
    return latin.test(word) || (mostlyLatin && complete) || isLettersInBoxes(word) ? folded : word;
  });
}

/** No language is written with them; two regional indicators are a flag. */
function isLettersInBoxes(word: string): boolean {
  return (
    /^[\u{1f150}-\u{1f1ff}\u{e0061}-\u{e007a}]+$/u.test(word) && !/^[\u{1f1e6}-\u{1f1ff}]{2}$/u.test(word)
  );
}

/** Nothing but letters: digits as the letters they stand for, l as i. */
export function lettersOf(folded: string): string {
  if (nothingElse.test(folded)) return folded.replaceAll('l', 'i');
  let letters = '';
  // At the end of a word a sign is a sign: "stop!"
  const read = endSign.test(folded) ? folded.replace(endSigns, '') : folded;
  for (const character of read) letters += letterOf(character);
  return letters;
}

const nothingElse = /^[a-z]*$/;
const endSign = /[!|]/;
const endSigns = /[!|]+(?![\p{L}\p{N}!|+])/gu;
const isLetter = /\p{L}/u;

/** No eye tells l and i apart in every typeface. */
function readLetter(character: string): string {
  const letter = leetLetter(character) ?? character;
  if (!isLetter.test(letter)) return '';
  return letter === 'l' ? 'i' : letter;
}

const asciiLetters = Array.from({ length: 128 }, (_, code) => readLetter(String.fromCharCode(code)));

function letterOf(character: string): string {
  return asciiLetters[character.charCodeAt(0)] ?? readLetter(character);
}

/** Repeated letters once. */
export function skeletonOf(letters: string): string {
  let isOnce = true;
  for (let index = 1; isOnce && index < letters.length; index += 1)
    isOnce = letters.charCodeAt(index) !== letters.charCodeAt(index - 1);
  if (isOnce) return letters;
  let skeleton = '';
  let last = '';
  for (const letter of letters) {
    if (letter !== last) skeleton += letter;
    last = letter;
  }
  return skeleton;
}

/**
 * Each view is made when it is first asked for: most messages are looked at by rules that need one or none.
 *
 * @example
 * normalise('fr\u200bee n\u0456tro').folded; // 'free nitro'
 */
export function normalise(text: string): NormalisedText {
  const raw = text.length > longestText ? text.slice(0, longestText) : text;
  let plain: string | undefined;
  let folded: string | undefined;
  let skeleton: string | undefined;
  return {
    raw,
    get plain() {
      plain ??= plainOf(raw);
      return plain;
    },
    get folded() {
      folded ??= foldedOf(this.plain);
      return folded;
    },
    get skeleton() {
      skeleton ??= skeletonOf(lettersOf(this.folded));
      return skeleton;
    },
  };
}
