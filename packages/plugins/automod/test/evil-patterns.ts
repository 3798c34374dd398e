/** Patterns that keep engines with backtracking busy for years, or make automata large. */
export const evilPatterns: readonly string[] = [
  '(a+)+$',
  '(a*)*b',
  '(?:a|a)*c',
  '(?:a|aa)+$',
  '(a|a?)+$',
  '(.*a){12}$',
  '(a?){50}a{50}',
  '(?:(?:a{0,30}){0,15})b',
  '(.*)(.*)(.*)(.*)(.*)(.*)(.*)x',
  '(?:[a-z]{1,40}\\s?){5}zz$',
  '[ab]{200}c',
  '(?:.?){200}c',
  '.*a.{60}$',
  '.*a[ab]{14}c',
  '(?:a|ab|abc|abcd|b|bc|bcd|c|cd|d)*x',
  '\\b(?:\\w+\\W+){0,80}end',
  '(x+x+)+y',
  '(?:\\p{L}+ ?)+!{3}',
  '(?:a.{0,100}b.{0,100}c.{0,100})d',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$',
  '(?:(?:(?:a+)+)+)+$',
  '(?:\\s*\\w+\\s*,?)*;',
  '(?:[^"]|"")*"(?:[^"]|"")*"x',
  '(?:a{1,5}b{1,5}){30}c',
  '(?:\\d+\\.?\\d*)+e',
  '(?:(?:ab)*(?:ba)*)*c$',
  '(?:.|\\n)*(?:.|\\n)*(?:.|\\n)*q{3}',
  '[a-z]+[a-z]+[a-z]+[a-z]+[a-z]+1',
  '(?:a?b?c?d?e?){100}f',
];

/** The same each time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

/** As long as messages can be, with as many near-misses as possible. */
export function evilTexts(): readonly string[] {
  const next = random(7);
  const of = (letters: string) =>
    Array.from({ length: 4000 }, () => letters[Math.floor(next() * letters.length)] ?? '').join('');
  return [
    'a'.repeat(4000),
    'hello world '.repeat(333),
    'abcd'.repeat(1000),
    '1.5,'.repeat(1000),
    of('ab '),
    of('ab'),
  ];
}
