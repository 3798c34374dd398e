import { setImmediate } from 'node:timers/promises';
import { compilePattern } from '@guildhall/sdk/pattern';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPatterns, Pattern, PatternRefused, patternBudget } from '../src/patterns/index.ts';
import { evilPatterns, evilTexts } from './evil-patterns.ts';

function finds(source: string, text: string): boolean {
  const search = new Pattern(source).search(text);
  for (;;) {
    const result = search.go(1000);
    if (result !== undefined) return result;
  }
}

describe('what is found', () => {
  test.each([
    ['free\\s*nitro', 'get FREE   Nitro now', true],
    ['^hello$', 'hello', true],
    ['^hello$', 'hello there', false],
    ['(?m)^b$', 'a\nb\nc', true],
    ['a.c', 'a\nc', false],
    ['(?s)a.c', 'a\nc', true],
    ['\\bcat\\b', 'a cat.', true],
    ['\\bcat\\b', 'concat', false],
    ['\\Bcat', 'concat', true],
    ['[^a-z]{3}', 'abc123', true],
    ['[\\w.]+@[\\w.]+', 'mail me: a.b@c.de', true],
    ['[[:digit:]]+', 'x9', true],
    ['\\p{Cyrillic}', 'привет', true],
    ['\\p{Cyrillic}', 'hello', false],
    ['\\x{1F600}', 'smile 😀', true],
    ['colou?r{2,3}', 'colorr', true],
    ['(?:ab|cd){2}$', 'xxabcd', true],
    ['a|b|', '', true],
    ['\\Qa.b\\E', 'a.b', true],
    ['\\Qa.b\\E', 'axb', false],
    ['[]a]', ']', true],
    ['(?P<name>x)y', 'xy', true],
  ])('%s in %j: %s', (source, text, expected) => {
    expect(finds(source, text)).toBe(expected);
  });

  /** Pieces of which patterns are made that both engines know. */
  const piece = fc.oneof(
    fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', '\\w', '\\s', '\\b', '^', '$', ' ', '1'),
  );
  const pattern = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      piece,
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(?:${a}|${b})`),
      fc
        .tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}', '{0,3}', '{1,}', '*?'))
        .map(([a, times]) => `(?:${a})${times}`),
    ),
  })).node;

  test('it is what RE2 finds', () => {
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', '1', ' ', '\n'), maxLength: 14 }),
        (source, text) => {
          expect(finds(source, text)).toBe(compilePattern(source, { ignoreCase: true }).test(text));
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('where a search is interrupted changes nothing', () => {
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', '1', ' '), maxLength: 20 }),
        (source, text) => {
          const compiled = new Pattern(source);
          const search = compiled.search(text);
          let result: boolean | undefined;
          for (let steps = 0; result === undefined && steps < 10_000; steps += 1) result = search.go(1);
          expect(result).toBe(finds(source, text));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('what is refused', () => {
  test.each([
    '(?=a)',
    '(?<!a)b',
    '\\1(a)',
    '(a',
    'a)',
    '*a',
    'a**',
    '[a',
    '[b-a]',
    '\\',
    '\\p{Nowhere}',
    'a{5,2}',
    'a{2000}',
  ])('%s', (source) => {
    expect(() => new Pattern(source)).toThrow(PatternRefused);
  });

  test('what is too large when it is written out', () => {
    expect(() => new Pattern('(?:a{0,100}){0,100}')).toThrow(
      expect.objectContaining({ code: 'PATTERN_TOO_LARGE' }),
    );
  });

  test('any text at all is a pattern or refused, and nothing else happens', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60, unit: 'grapheme' }), (source) => {
        try {
          new Pattern(source);
        } catch (error) {
          expect(error).toBeInstanceOf(PatternRefused);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('how long it takes', () => {
  /** A clock that counts the work, so that a busy machine changes nothing. */
  test('no stretch without a breath is longer than a slice and a stride, and no message takes more than the total', async () => {
    const stretches: number[] = [];
    for (const source of evilPatterns) {
      const pattern = new Pattern(source);
      for (const text of evilTexts()) {
        const search = pattern.search(text);
        for (let result: boolean | undefined; result === undefined; ) {
          const from = process.threadCpuUsage();
          result = search.go(1000);
          const { user, system } = process.threadCpuUsage(from);
          stretches.push((user + system) / 1000);
        }
      }
    }
    stretches.sort((a, b) => a - b);
    const at = (share: number) =>
      stretches[Math.min(stretches.length - 1, Math.floor(stretches.length * share))] ?? 0;
    process.stdout.write(
      `patterns: ${evilPatterns.length} evil ones × ${evilTexts().length} texts, ${stretches.length} strides; CPU ms p50 ${at(0.5).toFixed(2)}, p99 ${at(0.99).toFixed(2)}, longest ${at(1).toFixed(1)}\n`,
    );
    // The collector of this process's other garbage may fall into any one of them.
    expect(at(0.99)).toBeLessThan(4);
  });

  test('others have their turn while patterns are looked for, and at the total it ends', async () => {
    let time = 0;
    let turns = 0;
    let isOver = false;
    const others = (async () => {
      while (!isOver) {
        turns += 1;
        await setImmediate();
      }
    })();
    const slow = new Pattern('(?:a.{0,100}b.{0,100}c.{0,100})d');
    const quick = new Pattern('needle');
    const text = evilTexts().at(-1) ?? '';
    // Each look at the clock is half a millisecond later: the search takes as long as it takes steps.
    const now = () => {
      time += 0.5;
      return time;
    };
    const { found, slow: blamed } = await findPatterns([quick, slow], [`needle ${text}`], patternBudget, now);
    isOver = true;
    await others;
    expect([...found]).toEqual([quick]);
    expect([...blamed]).toEqual([slow]);
    expect(time).toBeLessThan(patternBudget.total * 4);
    expect(turns).toBeGreaterThan(10);
  });
});
