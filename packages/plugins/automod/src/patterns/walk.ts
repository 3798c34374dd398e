import type { Step } from './program.ts';

/** What stands before a character, as far as assertions ask. */
export interface Before {
  readonly isStart: boolean;
  readonly isLineStart: boolean;
  readonly isWord: boolean;
}

const word = /^\w$/;
const contexts: readonly Before[] = [
  { isStart: true, isLineStart: true, isWord: false },
  { isStart: false, isLineStart: true, isWord: false },
  { isStart: false, isLineStart: false, isWord: false },
  { isStart: false, isLineStart: false, isWord: true },
];

/** Before the text's first character. */
export const atStart = 0;

/** What stands before whatever follows a character, by its number. */
export function contextAfter(character: string): number {
  if (character === '\n') return 1;
  return word.test(character) ? 3 : 2;
}

/**
 * A pattern's steps through a text, without a memory of what came of a character before. It makes nothing while it goes: what a
 * pattern makes by the thousand has to be collected, and that stops everybody for longer than the pattern itself.
 */
export class Walk {
  readonly #steps: readonly Step[];
  readonly #stack: Int32Array;
  /** When each step was last seen; in place of a set that would be emptied at each character. */
  readonly #seen: Int32Array;
  #turn = 0;
  /** Steps that wait for the next character. */
  #waiting: Int32Array;
  #count = 0;
  #next: Int32Array;
  #before = beforeOf(atStart);

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
    // A step is followed once a turn, and leads to two at most.
    this.#stack = new Int32Array(3 * steps.length + 1);
    this.#seen = new Int32Array(steps.length);
    this.#waiting = new Int32Array(steps.length);
    this.#next = new Int32Array(steps.length);
  }

  /** Goes on from a place in a text: the steps that wait there, and what stands before it. */
  begin({ waiting, context }: { readonly waiting: readonly number[]; readonly context: number }): this {
    this.#waiting.set(waiting);
    this.#count = waiting.length;
    this.#before = beforeOf(context);
    return this;
  }

  /**
   * Takes one character; the empty one is the text's end.
   *
   * @param work counts the steps that were looked at
   * @returns whether the pattern ended before it
   */
  take(character: string, work: { done: number }): boolean {
    const steps = this.#steps;
    const stack = this.#stack;
    const seen = this.#seen;
    const next = this.#next;
    this.#turn += 1;
    const turn = this.#turn;
    stack.set(this.#waiting.subarray(0, this.#count), 1);
    // A search may begin at each character.
    stack[0] = steps.length - 1;
    let height = this.#count + 1;
    let count = 0;
    while (height > 0) {
      height -= 1;
      const index = stack[height] ?? 0;
      if (seen[index] === turn) continue;
      seen[index] = turn;
      work.done += 1;
      const step = steps[index];
      if (step === undefined) continue;
      if (step.kind === 'found') return true;
      if (step.kind === 'character') {
        work.done += 1;
        if (character !== '' && step.matches(character)) next[count++] = step.next;
      } else if (step.kind === 'either') {
        stack[height++] = step.other;
        stack[height++] = step.next;
      } else if (holds(step.assertion, this.#before, character)) stack[height++] = step.next;
    }
    this.#next = this.#waiting;
    this.#waiting = next;
    this.#count = count;
    this.#before = beforeOf(contextAfter(character));
    return false;
  }

  /** Steps that wait for the next character, sorted, each once. */
  get waiting(): readonly number[] {
    return [...new Set(this.#waiting.subarray(0, this.#count))].sort((one, other) => one - other);
  }
}

function beforeOf(context: number): Before {
  const before = contexts[context];
  if (before === undefined) throw new RangeError(`There is no context ${context}.`);
  return before;
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
