import { parseDuration } from '@guildhall/sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test.each([
  ['90 s', 90_000],
  ['5 min', 300_000],
  ['24 h', 86_400_000],
  ['1 day', 86_400_000],
  ['7d', 604_800_000],
  ['2 weeks', 1_209_600_000],
  ['1 h 30 min', 5_400_000],
  ['1.5 h', 5_400_000],
  ['250 ms', 250],
  [1500, 1500],
])('%s is %d ms', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test.each(['', 'soon', '5', '5 parsecs', '-5 s', '5 s!', 's 5', Number.NaN, -1, Number.POSITIVE_INFINITY])(
  '%s is refused with what to write instead',
  (text) => {
    expect(() => parseDuration(text)).toThrow(/is not a duration.*"90 s"/);
  },
);

test('parts add up', () => {
  const amounts = fc.integer({ min: 0, max: 10_000 });
  fc.assert(
    fc.property(amounts, amounts, (hours, seconds) => {
      expect(parseDuration(`${hours} h ${seconds} s`)).toBe(hours * 3_600_000 + seconds * 1000);
    }),
  );
});
