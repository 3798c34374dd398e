import { compileSteps, type Step } from './program.ts';
import { atStart, contextAfter, Walk } from './walk.ts';

interface State {
  /** Steps that wait for the next character, sorted. */
  readonly waiting: readonly number[];
  /** What stands before it. */
  readonly context: number;
  /** What comes of each character that was met here, by its code. `found`: the pattern ended before it. */
  readonly on: Map<number, State | 'found'>;
  /** The same for ASCII, which is most of what is met. */
  readonly ascii: (State | 'found' | undefined)[];
}

/** So much is remembered of a pattern, from one text to the next. A search that meets more goes on without. */
const mostStates = 256;
const mostHeld = 20_000;

/** A compiled pattern. Finding it takes time that grows with steps × characters at most, and can be interrupted anywhere. */
export class Pattern {
  readonly source: string;
  readonly #steps: readonly Step[];
  readonly #states = new Map<string, State>();
  #learner: Walk | undefined;
  #held = 0;

  /** @throws `PatternRefused` */
  constructor(source: string) {
    this.source = source;
    this.#steps = compileSteps(source);
  }

  /** A search that is done bit by bit: {@link Search.go}. */
  search(text: string): Search {
    if (this.isFull) {
      this.#states.clear();
      this.#held = 0;
    }
    return new Search(this, text);
  }

  /** @internal */
  get start(): State {
    return this.#state([], atStart);
  }

  /** Whether nothing more is remembered. @internal */
  get isFull(): boolean {
    return this.#states.size >= mostStates || this.#held >= mostHeld;
  }

  /** Goes on from here without remembering. @internal */
  walkFrom(state: State): Walk {
    return new Walk(this.#steps).begin(state);
  }

  /**
   * What comes after a character (`-1`: the end of the text), as far as it was met before.
   * @internal
   */
  known(state: State, code: number): State | 'found' | undefined {
    return code >= 0 && code < 128 ? state.ascii[code] : state.on.get(code);
  }

  /**
   * Finds out, and remembers, what comes after a character.
   * @internal
   * @param work counts the steps that were looked at
   */
  learn(state: State, code: number, work: { done: number }): State | 'found' {
    const character = code < 0 ? '' : String.fromCodePoint(code);
    this.#learner ??= new Walk(this.#steps);
    const walk = this.#learner.begin(state);
    const result = walk.take(character, work) ? 'found' : this.#state(walk.waiting, contextAfter(character));
    if (code >= 0 && code < 128) state.ascii[code] = result;
    else state.on.set(code, result);
    return result;
  }

  #state(waiting: readonly number[], context: number): State {
    const key = `${context} ${waiting.join(' ')}`;
    let state = this.#states.get(key);
    if (!state) {
      state = { waiting, context, on: new Map(), ascii: new Array<State | 'found' | undefined>(128) };
      this.#states.set(key, state);
      this.#held += waiting.length + 1;
    }
    return state;
  }
}

/** One pattern, being looked for in one text. */
class Search {
  readonly #pattern: Pattern;
  readonly #text: string;
  #state: State;
  /** Set when the pattern's memory is full. */
  #walk: Walk | undefined;
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
      if (!this.#walk) this.#runAlong(work, most);
      if (work.done >= most) break;
      const code = text.codePointAt(this.#at) ?? -1;
      if (this.#step(code, work)) return true;
      if (code < 0) return false;
      this.#at += code > 0xffff ? 2 : 1;
      work.done += 1;
    }
    return undefined;
  }

  /** What was met in these states before, in ASCII, is nearly everything. */
  #runAlong(work: { done: number }, most: number): void {
    const text = this.#text;
    let known = this.#state.ascii[text.charCodeAt(this.#at)];
    while (known !== undefined && known !== 'found' && work.done < most) {
      this.#state = known;
      this.#at += 1;
      work.done += 1;
      known = known.ascii[text.charCodeAt(this.#at)];
    }
  }

  /** @returns whether the pattern ended before this character */
  #step(code: number, work: { done: number }): boolean {
    if (!this.#walk) {
      const known = this.#pattern.known(this.#state, code);
      const next = known ?? (this.#pattern.isFull ? undefined : this.#pattern.learn(this.#state, code, work));
      if (next === 'found') return true;
      if (next !== undefined) {
        this.#state = next;
        return false;
      }
      this.#walk = this.#pattern.walkFrom(this.#state);
    }
    return this.#walk.take(code < 0 ? '' : String.fromCodePoint(code), work);
  }
}

export type { Search };
