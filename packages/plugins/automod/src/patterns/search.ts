import { compileSteps, type Step } from './program.ts';

/** What stands before a character, as far as assertions ask. */
interface Before {
  readonly isStart: boolean;
  readonly isLineStart: boolean;
  readonly isWord: boolean;
}

interface State {
  /** Steps that wait for the next character, sorted. */
  readonly waiting: readonly number[];
  readonly before: Before;
  /** What comes of each character that was met here, by its code. `found`: the pattern ended before it. */
  readonly on: Map<number, State | 'found'>;
  /** The same for ASCII, which is most of what is met. */
  readonly ascii: (State | 'found' | undefined)[];
}

const word = /^\w$/;
const contexts: readonly Before[] = [
  { isStart: true, isLineStart: true, isWord: false },
  { isStart: false, isLineStart: true, isWord: false },
  { isStart: false, isLineStart: false, isWord: false },
  { isStart: false, isLineStart: false, isWord: true },
];

/** Kept from one text to the next. A pattern that takes more begins anew each time. */
const keptStates = 256;
const keptSteps = 20_000;

/** A compiled pattern. Finding it takes time that grows with steps × characters at most, and can be interrupted anywhere. */
export class Pattern {
  readonly source: string;
  readonly #steps: readonly Step[];
  readonly #states = new Map<string, State>();
  #held = 0;

  /** @throws `PatternRefused` */
  constructor(source: string) {
    this.source = source;
    this.#steps = compileSteps(source);
  }

  /** A search that is done bit by bit: {@link Search.go}. */
  search(text: string): Search {
    if (this.#states.size > keptStates || this.#held > keptSteps) {
      this.#states.clear();
      this.#held = 0;
    }
    return new Search(this, text);
  }

  /** @internal */
  get start(): State {
    return this.#state([], 0);
  }

  /**
   * What comes after a character (`-1`: the end of the text).
   * @internal
   * @param work counts the steps that were looked at
   */
  after(state: State, code: number, work: { done: number }): State | 'found' {
    const known = code >= 0 && code < 128 ? state.ascii[code] : state.on.get(code);
    if (known !== undefined) return known;
    const character = code < 0 ? '' : String.fromCodePoint(code);
    const reached = this.#close(state, character, work);
    let result: State | 'found' = 'found';
    if (reached !== undefined) {
      const waiting: number[] = [];
      for (const index of reached) {
        const step = this.#steps[index];
        if (step?.kind === 'character' && character !== '' && step.matches(character))
          waiting.push(step.next);
      }
      work.done += reached.length;
      result = this.#state(
        [...new Set(waiting)].sort((a, b) => a - b),
        character === '\n' ? 1 : word.test(character) ? 3 : 2,
      );
    }
    if (code >= 0 && code < 128) state.ascii[code] = result;
    else state.on.set(code, result);
    return result;
  }

  /** Follows everything that takes no character; a search may begin at each. `undefined`: it is found. */
  #close(state: State, character: string, work: { done: number }): readonly number[] | undefined {
    const seen = new Set<number>();
    const stack = [this.#steps.length - 1, ...state.waiting];
    const reached: number[] = [];
    for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
      if (seen.has(index)) continue;
      seen.add(index);
      work.done += 1;
      const step = this.#steps[index];
      if (step === undefined) continue;
      if (step.kind === 'found') return undefined;
      if (step.kind === 'character') reached.push(index);
      else if (step.kind === 'either') stack.push(step.other, step.next);
      else if (holds(step.assertion, state.before, character)) stack.push(step.next);
    }
    return reached;
  }

  #state(waiting: readonly number[], context: number): State {
    const key = `${context} ${waiting.join(' ')}`;
    let state = this.#states.get(key);
    if (!state) {
      const before = contexts[context] ?? { isStart: false, isLineStart: false, isWord: false };
      state = { waiting, before, on: new Map(), ascii: new Array<State | 'found' | undefined>(128) };
      this.#states.set(key, state);
      this.#held += waiting.length + 1;
    }
    return state;
  }
}

function holds(
  assertion: Extract<Step, { kind: 'assertion' }>['assertion'],
  before: Before,
  character: string,
): boolean {
  switch (assertion) {
    case 'textStart':
      return before.isStart;
    case 'textEnd':
      return character === '';
    case 'lineStart':
      return before.isLineStart;
    case 'lineEnd':
      return character === '' || character === '\n';
    case 'wordEdge':
      return before.isWord !== word.test(character);
    case 'noWordEdge':
      return before.isWord === word.test(character);
  }
}

/** One pattern, being looked for in one text. */
class Search {
  readonly #pattern: Pattern;
  readonly #text: string;
  #state: State;
  #at = 0;

  constructor(pattern: Pattern, text: string) {
    this.#pattern = pattern;
    this.#text = text;
    this.#state = pattern.start;
  }

  /**
   * Looks on for so much work: characters, and steps of the machine.
   * @returns whether it is found; `undefined` when it must go on
   */
  go(most: number): boolean | undefined {
    const work = { done: 0 };
    const text = this.#text;
    while (work.done < most) {
      // What was met in this state before, in ASCII, is nearly everything.
      let known = this.#state.ascii[text.charCodeAt(this.#at)];
      while (known !== undefined && known !== 'found' && work.done < most) {
        this.#state = known;
        this.#at += 1;
        work.done += 1;
        known = known.ascii[text.charCodeAt(this.#at)];
      }
      if (work.done >= most) break;
      const code = text.codePointAt(this.#at) ?? -1;
      const next = this.#pattern.after(this.#state, code, work);
      if (next === 'found') return true;
      if (code < 0) return false;
      this.#state = next;
      this.#at += code > 0xffff ? 2 : 1;
      work.done += 1;
    }
    return undefined;
  }
}

export type { Search };
