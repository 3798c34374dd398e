import { SdkError } from '@guildhall/sdk';

/** What of a pattern is not known, and where. `code`: `PATTERN_INVALID`, or `PATTERN_TOO_LARGE`. */
export class PatternRefused extends SdkError {}

/** The tree of a pattern. */
export type Node =
  | { readonly kind: 'empty' }
  | { readonly kind: 'character'; readonly matches: (character: string) => boolean }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'either'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly least: number; readonly most: number };

export type Assertion = 'textStart' | 'textEnd' | 'lineStart' | 'lineEnd' | 'wordEdge' | 'noWordEdge';

const mostRepeats = 1000;
const mostNested = 100;

const classes: Readonly<Record<string, RegExp>> = {
  d: /\d/,
  D: /\D/,
  w: /\w/,
  W: /\W/,
  s: /\s/,
  S: /\S/,
};
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', a: '\x07' };

/**
 * Reads a pattern in RE2's syntax. Capital and small letters are the same. Groups capture nothing: whether it is found is all
 * that rules ask, and so lazy and greedy repetitions are the same, too.
 *
 * @throws `PatternRefused` `PATTERN_INVALID`
 */
export function readPattern(source: string): Node {
  return new Reader(source).read();
}

class Reader {
  readonly #source: string;
  readonly #characters: readonly string[];
  #at = 0;
  #depth = 0;
  #multiline = false;
  #dotAll = false;

  constructor(source: string) {
    this.#source = source;
    this.#characters = [...source];
  }

  read(): Node {
    const node = this.#either();
    if (this.#at < this.#characters.length) throw this.#refused('a ")" closes nothing');
    return node;
  }

  #either(): Node {
    this.#depth += 1;
    if (this.#depth > mostNested) throw this.#refused(`groups are nested more than ${mostNested} deep`);
    const { multiline, dotAll } = { multiline: this.#multiline, dotAll: this.#dotAll };
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    this.#depth -= 1;
    this.#multiline = multiline;
    this.#dotAll = dotAll;
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'either', parts };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    for (;;) {
      const next = this.#characters[this.#at];
      if (next === undefined || next === '|' || next === ')') break;
      parts.push(this.#repeated(this.#one()));
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'sequence', parts };
  }

  #repeated(part: Node): Node {
    let node = part;
    for (let times = 0; ; times += 1) {
      const range = this.#range();
      if (!range) return node;
      if (times > 0) throw this.#refused('a repetition is repeated: put a group around it');
      node = { kind: 'repeat', part: node, least: range[0], most: range[1] };
      this.#take('?');
    }
  }

  #range(): readonly [number, number] | undefined {
    if (this.#take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#take('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.#take('?')) return [0, 1];
    const [written, from, comma, to] =
      /^\{(\d{1,5})(,?)(\d{0,5})\}/.exec(this.#characters.slice(this.#at, this.#at + 14).join('')) ?? [];
    if (written === undefined) return undefined;
    this.#at += written.length;
    const least = Number(from);
    const most = comma === '' ? least : to === '' ? Number.POSITIVE_INFINITY : Number(to);
    if (least > mostRepeats || (Number.isFinite(most) && most > mostRepeats))
      throw this.#refused(`something is repeated more than ${mostRepeats} times`);
    if (most < least) throw this.#refused(`${written} asks for at most fewer than at least`);
    return [least, most];
  }

  #one(): Node {
    const character = this.#next();
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return this.#set();
      case '.': {
        const dotAll = this.#dotAll;
        return { kind: 'character', matches: (given) => dotAll || given !== '\n' };
      }
      case '^':
        return { kind: 'assertion', assertion: this.#multiline ? 'lineStart' : 'textStart' };
      case '$':
        return { kind: 'assertion', assertion: this.#multiline ? 'lineEnd' : 'textEnd' };
      case '*':
      case '+':
      case '?':
        throw this.#refused(`"${character}" repeats nothing`);
      case '\\':
        return this.#escape();
      default:
        return literal(character);
    }
  }

  #group(): Node {
    const before = { multiline: this.#multiline, dotAll: this.#dotAll };
    if (this.#take('?')) {
      const rest = this.#characters.slice(this.#at, this.#at + 60).join('');
      const [head, flags, off, end] = /^([ims]*)(-[ims]+)?([:)])/.exec(rest) ?? [];
      const [name] = /^P?<[A-Za-z_]\w{0,31}>/.exec(rest) ?? [];
      if (name !== undefined) this.#at += name.length;
      else if (head !== undefined) {
        this.#at += head.length;
        if (flags?.includes('m')) this.#multiline = true;
        if (flags?.includes('s')) this.#dotAll = true;
        if (off?.includes('m')) this.#multiline = false;
        if (off?.includes('s')) this.#dotAll = false;
        if (off?.includes('i')) throw this.#refused('capital and small letters are always the same');
        // `(?s)` holds for what follows it.
        if (end === ')') return { kind: 'empty' };
      } else throw this.#refused('look-around, such as (?=…), is not known');
    }
    const node = this.#either();
    if (!this.#take(')')) throw this.#refused('a "(" is not closed');
    this.#multiline = before.multiline;
    this.#dotAll = before.dotAll;
    return node;
  }

  #escape(): Node {
    const character = this.#next('a "\\" stands at the end');
    switch (character) {
      case 'b':
        return { kind: 'assertion', assertion: 'wordEdge' };
      case 'B':
        return { kind: 'assertion', assertion: 'noWordEdge' };
      case 'A':
        return { kind: 'assertion', assertion: 'textStart' };
      case 'z':
        return { kind: 'assertion', assertion: 'textEnd' };
      case 'p':
      case 'P':
        return matcher(this.#property(character), this);
      case 'x':
      case 'u':
        return literal(this.#code(character));
      case 'Q': {
        const rest = this.#characters.slice(this.#at).join('');
        const end = rest.indexOf('\\E');
        const quoted = [...(end < 0 ? rest : rest.slice(0, end))];
        this.#at += quoted.length + (end < 0 ? 0 : 2);
        return { kind: 'sequence', parts: quoted.map(literal) };
      }
      default:
    }
    const known = classes[character];
    if (known) return { kind: 'character', matches: (given) => known.test(given) };
    const control = controls[character];
    if (control !== undefined) return literal(control);
    if (/[0-9]/.test(character)) throw this.#refused('back-references, such as \\1, are not known');
    if (/[A-Za-z]/.test(character)) throw this.#refused(`"\\${character}" is not known`);
    return literal(character);
  }

  /** `\pL`, `\p{Greek}`, as JavaScript writes it. */
  #property(sign: string): string {
    if (!this.#take('{')) return `\\${sign}{${this.#next('a property is missing')}}`;
    const from = this.#at;
    while (this.#characters[this.#at] !== '}') this.#next('a "{" is not closed');
    const name = this.#characters.slice(from, this.#at).join('');
    this.#at += 1;
    if (!/^\^?[\w=]{1,40}$/.test(name)) throw this.#refused(`"${name}" is no property`);
    const negated = name.startsWith('^');
    const property = negated ? name.slice(1) : name;
    const direction = negated === (sign === 'p') ? 'P' : 'p';
    return property.length <= 2 || property.includes('=')
      ? `\\${direction}{${property}}`
      : `\\${direction}{Script=${property}}`;
  }

  #code(sign: string): string {
    const rest = this.#characters.slice(this.#at, this.#at + 10).join('');
    const [written, braced, plain] =
      (sign === 'x'
        ? /^(?:\{([0-9a-f]{1,6})\}|([0-9a-f]{2}))/i
        : /^(?:\{([0-9a-f]{1,6})\}|([0-9a-f]{4}))/i
      ).exec(rest) ?? [];
    const code = Number.parseInt(braced ?? plain ?? '', 16);
    if (written === undefined || code > 0x10ffff) throw this.#refused(`"\\${sign}" names no character`);
    this.#at += written.length;
    return String.fromCodePoint(code);
  }

  /** A set is written anew for JavaScript, which tests one character at a time with it: nothing can be repeated in a set. */
  #set(): Node {
    let written = this.#take('^') ? '[^' : '[';
    for (let first = true; ; first = false) {
      const character = this.#next('a "[" is not closed');
      if (character === ']' && !first) break;
      if (character === '[' && this.#characters[this.#at] === ':') written += this.#posix();
      else if (character === '\\') written += this.#escapeInSet();
      else if (character === '-') written += '-';
      else written += quoted(character);
    }
    return matcher(`${written.replace(/^(\[\^?)-/, '$1\\-').replace(/-$/, '\\-')}]`, this);
  }

  #posix(): string {
    const [written, name] = /^:(\w+):\]/.exec(this.#characters.slice(this.#at, this.#at + 12).join('')) ?? [];
    const known: Readonly<Record<string, string>> = {
      alpha: 'a-zA-Z',
      digit: '0-9',
      alnum: '0-9A-Za-z',
      upper: 'A-Z',
      lower: 'a-z',
      space: '\\s',
      punct: '!-\\/:-@\\[-`\\{-~',
      word: '\\w',
      xdigit: '0-9A-Fa-f',
    };
    const set = name === undefined ? undefined : known[name];
    if (set === undefined || written === undefined) throw this.#refused('"[:…:]" names no set');
    this.#at += written.length;
    return set;
  }

  #escapeInSet(): string {
    const character = this.#next('a "\\" stands at the end');
    if (/[dDwWsS]/.test(character)) return `\\${character}`;
    if (character === 'p' || character === 'P') return this.#property(character);
    if (character === 'x' || character === 'u') return quoted(this.#code(character));
    const control = controls[character];
    if (control !== undefined) return quoted(control);
    if (/[A-Za-z0-9]/.test(character)) throw this.#refused(`"\\${character}" is not known in a set`);
    return quoted(character);
  }

  #take(character: string): boolean {
    if (this.#characters[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #next(missing = 'it ends too early'): string {
    const character = this.#characters[this.#at];
    if (character === undefined) throw this.#refused(missing);
    this.#at += 1;
    return character;
  }

  #refused(why: string): PatternRefused {
    return refused(this.#source, why);
  }

  get source(): string {
    return this.#source;
  }
}

function refused(source: string, why: string, cause?: unknown): PatternRefused {
  return new PatternRefused(
    'PATTERN_INVALID',
    `"${source}" is no pattern: ${why}.`,
    'Look-around and back-references are not known; everything else is as in RE2.',
    { cause },
  );
}

function literal(character: string): Node {
  const small = character.toLowerCase();
  return { kind: 'character', matches: (given) => given === character || given.toLowerCase() === small };
}

function matcher(set: string, { source }: { readonly source: string }): Node {
  let one: RegExp;
  try {
    one = new RegExp(set, 'iu');
  } catch (cause) {
    throw refused(source, `"${set}" is no set of characters`, cause);
  }
  return { kind: 'character', matches: (given) => one.test(given) };
}

/** As a set of JavaScript's takes any character. */
function quoted(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
