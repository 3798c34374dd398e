import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalise } from '../src/normalise/index.ts';
import { compileWords } from '../src/triggers/words.ts';

describe('disguises are seen through', () => {
  test.each([
    ['fr\u200bee n\u0456tro', 'free nitro'],
    ['ｆｒｅｅ　ｎｉｔｒｏ', 'free nitro'],
    ['𝓯𝓻𝓮𝓮 𝔫𝔦𝔱𝔯𝔬', 'free nitro'],
    ['🅵🆁🅴🅴 🅽🅸🆃🆁🅾', 'free nitro'],
    ['ⓕⓡⓔⓔ ⒩⒤⒯⒭⒪', 'free (n)(i)(t)(r)(o)'],
    ['ꜰʀᴇᴇ ɴɪᴛʀᴏ', 'free nitro'],
    ['f**r**ee ||nit||ro', 'free nitro'],
    ['%66%72ee%20nitro', 'free nitro'],
    ['%2566ree nitro', 'free nitro'],
    ['f̶r̷e̴e̵ n̸i̶t̷r̴o̵', 'free nitro'],
    ['fr\u00adee ni\u2060tro\ufe0f', 'free nitro'],
    ['[free](https://x.example) nitro', 'free https://x.example nitro'],
    ['frее nitrо', 'free nitro'],
    ['FŘÉÉ ÑÎTRÖ', 'free nitro'],
    ['\\*free\\* nitro', 'free nitro'],
  ])('%j reads %j', (written, read) => {
    expect(normalise(written).folded.replace(/\u3000/g, ' ')).toBe(read);
  });
});

describe('other languages stay what they are', () => {
  test.each([
    'Москва слезам не верит',
    'сосна и рама',
    'Καλημέρα κόσμε',
    'こんにちは世界',
    'שלום עולם',
    'السلام عليكم',
    '안녕하세요',
    'สวัสดี',
  ])('%s', (text) => {
    const { folded, plain } = normalise(text);
    expect(folded).toBe(plain);
  });

  test('a flag is no letters', () => {
    expect(normalise('vive la 🇫🇷').folded).toBe('vive la 🇫🇷');
    expect(normalise('🇫🇷🇪🇪').folded).toBe('free');
  });
});

test('it never fails, is never longer than it may be, and is the same when it is done again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
      const { plain, folded, skeleton } = normalise(text);
      expect(typeof folded).toBe('string');
      expect(normalise(text).skeleton).toBe(skeleton);
      expect(plain.length).toBeLessThanOrEqual(text.length * 20 + 20);
    }),
    { numRuns: 300 },
  );
});

test('zero-width characters, wherever they are, hide no word', () => {
  const invisible = fc.constantFrom(
    '\u200b',
    '\u200c',
    '\u200d',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u{e0020}',
    '\ufe0f',
  );
  const find = compileWords(['treasure'], 'word');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(7), invisible), { maxLength: 12 }), (places) => {
      const letters = [...'treasure'];
      for (const [at, sign] of places) letters[at] = `${letters[at]}${sign}`;
      expect(find(normalise(`some ${letters.join('')} here`))).toBe('treasure');
    }),
  );
});

describe('words', () => {
  const found = (words: string[], match: 'exact' | 'word' | 'substring' | 'loose', text: string) =>
    compileWords(words, match)(normalise(text));

  test.each([
    ['word', ['cat'], 'a cat!', 'cat'],
    ['word', ['cat'], 'concatenate', undefined],
    ['word', ['cat'], 'CAT-like', 'cat'],
    ['word', ['two words'], 'these two words here', 'two words'],
    ['word', ['c++'], 'I write c++ here', 'c++'],
    ['substring', ['cat'], 'concatenate', 'cat'],
    ['exact', ['hi there'], ' Hi   THERE ', 'hi there'],
    ['exact', ['hi'], 'hi you', undefined],
    ['loose', ['badword'], 'b4dw0rd', 'badword'],
    ['loose', ['badword'], 'b.a.d.w.o.r.d', 'badword'],
    ['loose', ['badword'], 'b a d w o r d', 'badword'],
    ['loose', ['badword'], 'baaaadwooord', 'badword'],
    ['loose', ['badword'], 'b@dw0rds!!', 'badword'],
    ['loose', ['badword'], 'bad word', undefined],
    ['loose', ['bad thing'], 'badthing', 'bad thing'],
    ['loose', ['bad thing'], 'b4d th1ng', 'bad thing'],
    ['loose', ['ass'], 'a classic assembly passes', undefined],
    ['loose', ['ass'], 'an @$$', 'ass'],
    ['loose', ['butt'], 'but why', undefined],
    ['loose', ['butt'], 'you buttt', 'butt'],
    ['loose', ['no'], 'now or never', undefined],
    ['loose', ['no'], 'oh no!', 'no'],
  ] as const)('%s %j in %j: %s', (match, words, text, expected) => {
    expect(found([...words], match, text)).toBe(expected);
  });

  test('a thousand words are found as one by one', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 30 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 30 }),
        (words, text) => {
          const all = found(words, 'substring', text);
          expect(all !== undefined).toBe(words.some((one) => text.includes(one)));
          const alone = found(words, 'word', text);
          expect(alone !== undefined).toBe(text.split(' ').some((one) => words.includes(one)));
        },
      ),
      { numRuns: 500 },
    );
  });
});
