import { type Assertion, type Node, PatternRefused, readPattern } from './syntax.ts';

/** One step of a pattern's machine. `next` and `other` are indexes of steps. */
export type Step =
  | { readonly kind: 'character'; readonly matches: (character: string) => boolean; next: number }
  | { readonly kind: 'either'; next: number; other: number }
  | { readonly kind: 'assertion'; readonly assertion: Assertion; next: number }
  | { readonly kind: 'found' };

/** Steps of one pattern's machine, when its counted repetitions are written out. */
export const mostSteps = 2000;

/**
 * Compiles a pattern for a machine that looks at each character once (Thompson's construction).
 *
 * @throws `PatternRefused` `PATTERN_INVALID`, or `PATTERN_TOO_LARGE` above `mostSteps`
 */
export function compileSteps(source: string): readonly Step[] {
  const steps: Step[] = [];
  const add = (step: Step): number => {
    if (steps.length >= mostSteps) {
      throw new PatternRefused(
        'PATTERN_TOO_LARGE',
        `"${source}" has more than ${mostSteps} steps when its repetitions are written out.`,
        'Repeat less, or make several patterns of it.',
      );
    }
    steps.push(step);
    return steps.length - 1;
  };
  /** @returns where `node` begins, when `next` follows it */
  const put = (node: Node, next: number): number => {
    switch (node.kind) {
      case 'empty':
        return next;
      case 'character':
        return add({ kind: 'character', matches: node.matches, next });
      case 'assertion':
        return add({ kind: 'assertion', assertion: node.assertion, next });
      case 'sequence':
        return node.parts.reduceRight((after, part) => put(part, after), next);
      case 'either':
        return node.parts
          .map((part) => put(part, next))
          .reduceRight((other, begin) => add({ kind: 'either', next: begin, other }));
      case 'repeat': {
        let begin = next;
        if (node.most === Number.POSITIVE_INFINITY) {
          const again: Step = { kind: 'either', next: 0, other: next };
          const loop = add(again);
          again.next = put(node.part, loop);
          begin = loop;
        } else {
          for (let index = node.least; index < node.most; index += 1)
            begin = add({ kind: 'either', next: put(node.part, begin), other: next });
        }
        for (let index = 0; index < node.least; index += 1) begin = put(node.part, begin);
        return begin;
      }
    }
  };
  const found = add({ kind: 'found' });
  const begin = put(readPattern(source), found);
  // The last step is the first: whoever runs it need not be told where to begin.
  add({ kind: 'either', next: begin, other: begin });
  return steps;
}
