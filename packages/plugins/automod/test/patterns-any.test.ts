import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPatterns, Pattern, PatternRefused, patternBudget } from '../src/patterns/index.ts';
import { evilPatterns, evilTexts } from './evil-patterns.ts';

/** Computing of this thread, in milliseconds: what else the machine does is not counted. */
function computed(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Looks for a pattern as the plugin does, while somebody else wants a turn, and tells how long they had to wait. */
async function waitsFor(pattern: Pattern, text: string): Promise<{ waits: number[]; total: number }> {
  const waits: number[] = [];
  let isOver = false;
  const from = computed();
  const other = (async () => {
    for (let last = from; !isOver; last = computed()) {
      await setImmediate();
      waits.push(computed() - last);
    }
  })();
  await findPatterns([pattern], [text], patternBudget, computed);
  const total = computed() - from;
  isOver = true;
  await other;
  return { waits, total };
}

/** A pattern of whatever an admin may write; with so many repetitions in each other that most are evil. */
const anyPattern = fc
  .letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 6, depthSize: 'large' },
      fc.constantFrom('a', 'b', '.', '\\w', '[^b]', '[a-z0-9]', '\\p{L}', '\\s', '\\b', '(?:ab|a)', 'é'),
      fc.tuple(tie('node'), tie('node'), tie('node')).map((parts) => parts.join('')),
      fc.tuple(tie('node'), tie('node')).map(([one, other]) => `(${one}|${other})`),
      fc
        .tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2,9}', '{0,30}', '{3,}', '{40}'))
        .map(([node, times]) => `(?:${node})${times}`),
    ),
  }))
  .node.map((node) => `${node}$`);

const anyText = fc.oneof(
  fc.constantFrom(...evilTexts()),
  fc
    .array(fc.constantFrom('a', 'b', 'ab', ' ', 'é', '😀', 'abab', '\n', '0'), {
      minLength: 500,
      maxLength: 3000,
    })
    .map((parts) => parts.join('')),
);

test('whatever pattern on whatever text: nobody waits longer than 10 ms, and at 100 ms it is cut', async () => {
  const waits: number[] = [];
  const totals: number[] = [];
  const look = async (source: string, text: string) => {
    let pattern: Pattern;
    try {
      pattern = new Pattern(source);
    } catch (error) {
      // Some grow too large when they are written out. An admin is told so.
      expect(error).toBeInstanceOf(PatternRefused);
      return;
    }
    const { waits: more, total } = await waitsFor(pattern, text);
    waits.push(...more);
    totals.push(total);
  };
  for (const source of evilPatterns) for (const text of evilTexts().slice(-2)) await look(source, text);
  await fc.assert(fc.asyncProperty(anyPattern, anyText, look), { numRuns: 150 });
  waits.sort((a, b) => a - b);
  const at = (share: number) => waits[Math.floor((waits.length - 1) * share)] ?? 0;
  process.stdout.write(
    `patterns: ${totals.length} searches, ${waits.length} turns of others; they waited p50 ${at(0.5).toFixed(2)}, p99 ${at(0.99).toFixed(2)}, longest ${at(1).toFixed(2)} ms of computing; the longest search ${Math.max(...totals).toFixed(0)} ms\n`,
  );
  expect(totals.length).toBeGreaterThan(100);
  // The collector of garbage, which stops for everybody's, may fall into one of them.
  expect(at(0.995)).toBeLessThan(10);
  expect(Math.max(...totals)).toBeLessThan(patternBudget.total + 50);
});

/** Characters of several alphabets, and none that JavaScript folds to others in ways of its own (ſ, İ, the Kelvin sign). */
const letters = ['a', 'B', 'z', 'é', 'Ж', 'ж', 'λ', 'Σ', '漢', '😀', '1', '_', '-', ' ', '\n'];

const agreed = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(
      'a',
      'b',
      'é',
      'Ж',
      'λ',
      '漢',
      '😀',
      '1',
      '-',
      ' ',
      '.',
      '\\d',
      '\\D',
      '\\w',
      '\\W',
      '\\s',
      '\\S',
    ),
    fc.constantFrom(
      '[a-c]',
      '[^a-c]',
      '[éж]',
      '[^\\d\\s]',
      '[α-ω]',
      '[\\w-]',
      '\\p{L}',
      '\\P{L}',
      '\\p{Lu}',
      '\\b',
      '\\B',
      '^',
      '$',
    ),
    fc.tuple(tie('node'), tie('node')).map(([one, other]) => one + other),
    fc.tuple(tie('node'), tie('node')).map(([one, other]) => `(?:${one}|${other})`),
    fc
      .tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{0,2}?', '+?'))
      .map(([node, times]) => `(?:${node})${times}`),
  ),
})).node;

test('it finds what JavaScript finds, in texts so short that even JavaScript comes to an end', () => {
  let found = 0;
  fc.assert(
    fc.property(
      agreed,
      fc.string({ unit: fc.constantFrom(...letters), maxLength: 10 }),
      fc.boolean(),
      (source, text, multiline) => {
        const search = new Pattern(multiline ? `(?m)${source}` : source).search(text);
        let own: boolean | undefined;
        while (own === undefined) own = search.go(1000);
        expect(own).toBe(new RegExp(source, multiline ? 'ium' : 'iu').test(text));
        if (own) found += 1;
      },
    ),
    { numRuns: 3000 },
  );
  // Neither answer is rare: a machine that always says the same would not pass.
  expect(found).toBeGreaterThan(300);
  expect(found).toBeLessThan(2900);
});
