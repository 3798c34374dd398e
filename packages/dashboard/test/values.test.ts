import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { colorOf, hexOf } from '../src/forms/values/color.ts';
import { diffValues, sameValue } from '../src/forms/values/diff.ts';
import { durationText, joinDuration, splitDuration } from '../src/forms/values/duration.ts';
import { mergeValues, resolveConflicts } from '../src/forms/values/merge.ts';
import { pathOf, pointerOf, valueAt, withValueAt } from '../src/forms/values/pointer.ts';
import { withoutUntouchedDefaults } from '../src/forms/values/without-untouched-defaults.ts';

const leaf = fc.oneof(
  fc.integer(),
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.integer(), { maxLength: 3 }),
);
const key = fc.constantFrom('a', 'b', 'c', 'd/e', 'f~g');
const values = fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, leaf, { maxKeys: 3 })), {
  maxKeys: 4,
}) as fc.Arbitrary<Record<string, unknown>>;

describe('pointers', () => {
  test('are written and read back', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (path) => {
        expect(pathOf(pointerOf(path))).toEqual(path);
      }),
    );
  });

  test('a value that was put at a place is found there, and nothing else moves', () => {
    fc.assert(
      fc.property(values, key, fc.integer(), (root, name, value) => {
        fc.pre(!Array.isArray(root[name]));
        const next = withValueAt(root, [name, 'deep'], value);
        expect(valueAt(next, [name, 'deep'])).toBe(value);
        for (const other of Object.keys(root)) {
          if (other !== name) expect(valueAt(next, [other])).toBe(root[other]);
        }
      }),
    );
  });

  test('a value in a list is replaced in its place; `undefined` takes a key away', () => {
    expect(withValueAt({ list: [1, 2, 3] }, ['list', 1], 9)).toEqual({ list: [1, 9, 3] });
    expect(withValueAt({ a: 1, b: 2 }, ['a'], undefined)).toEqual({ b: 2 });
  });

  test('keys stay in their order', () => {
    expect(Object.keys(withValueAt({ a: 1, b: 2, c: 3 }, ['a'], 9) as object)).toEqual(['a', 'b', 'c']);
  });
});

describe('differences', () => {
  test('a value differs from itself nowhere', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(diffValues(value, structuredClone(value))).toEqual([]);
      }),
    );
  });

  test('applying each difference to the one gives the other', () => {
    fc.assert(
      fc.property(values, values, (before, after) => {
        const applied = diffValues(before, after).reduce<unknown>(
          (value, change) => withValueAt(value, change.path, change.after),
          before,
        );
        expect(sameValue(applied, after)).toBe(true);
      }),
    );
  });

  test('objects are compared key by key, a list is one value', () => {
    expect(
      diffValues({ xp: { min: 1, max: 2 }, words: ['a'] }, { xp: { min: 1, max: 3 }, words: ['b'] }),
    ).toEqual([
      { path: ['xp', 'max'], before: 2, after: 3 },
      { path: ['words'], before: ['a'], after: ['b'] },
    ]);
  });

  test('the order of keys and keys without a value make no difference', () => {
    expect(sameValue({ a: 1, b: undefined, c: 2 }, { c: 2, a: 1 })).toBe(true);
  });
});

describe('merging two people’s changes', () => {
  test('what only one of them changed is taken from that one', () => {
    const merge = mergeValues({ a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1, b: 3 });
    expect(merge.conflicts).toEqual([]);
    expect(merge.merged).toEqual({ a: 2, b: 3 });
    expect(merge.kept).toEqual([{ path: ['a'], before: 1, after: 2 }]);
  });

  test('both changing the same to the same is no conflict', () => {
    expect(mergeValues({ a: 1 }, { a: 2 }, { a: 2 })).toEqual({ merged: { a: 2 }, kept: [], conflicts: [] });
  });

  test('both changing the same differently is one, and theirs stands until it is decided', () => {
    const merge = mergeValues({ a: 1, b: 1 }, { a: 2, b: 5 }, { a: 3, b: 1 });
    expect(merge.conflicts).toEqual([{ path: ['a'], base: 1, mine: 2, theirs: 3 }]);
    expect(merge.merged).toEqual({ a: 3, b: 5 });
    expect(resolveConflicts(merge, () => 'mine')).toEqual({ a: 2, b: 5 });
    expect(resolveConflicts(merge, () => 'theirs')).toEqual({ a: 3, b: 5 });
  });

  test('one taking a whole object away while the other changes inside of it is a conflict', () => {
    const merge = mergeValues({ xp: { min: 1, max: 2 } }, { xp: { min: 1, max: 9 } }, {});
    expect(merge.conflicts).toHaveLength(1);
  });

  test('nothing of mine is lost without being shown as a conflict', () => {
    fc.assert(
      fc.property(values, values, values, (base, mine, theirs) => {
        const merge = mergeValues(base, mine, theirs);
        const shown = new Set(merge.conflicts.map((conflict) => pointerOf(conflict.path)));
        for (const change of diffValues(base, mine)) {
          if (!shown.has(pointerOf(change.path))) {
            expect(sameValue(valueAt(merge.merged, change.path), change.after)).toBe(true);
          }
        }
      }),
    );
  });

  test('without changes of mine, theirs is what there is', () => {
    fc.assert(
      fc.property(values, values, (base, theirs) => {
        expect(mergeValues(base, base, theirs)).toEqual({ merged: theirs, kept: [], conflicts: [] });
      }),
    );
  });
});

describe('what is saved', () => {
  test('a default that nobody chose is left out, one that was given before stays', () => {
    expect(
      withoutUntouchedDefaults(
        { cooldown: 60, curve: 'sqrt', extra: 1, gone: undefined },
        { cooldown: 60, curve: 'sqrt' },
        { curve: 'sqrt' },
      ),
    ).toEqual({ curve: 'sqrt', extra: 1 });
  });
});

describe('durations and colours', () => {
  test('splitting a duration and joining it gives it back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 366 * 86_400_000 }), (ms) => {
        const { amount, unit } = splitDuration(ms);
        expect(joinDuration(amount, unit)).toBe(ms);
      }),
    );
  });

  test('the largest unit that fits in whole numbers is chosen', () => {
    expect(splitDuration(120_000)).toEqual({ amount: 2, unit: 'minutes' });
    expect(splitDuration(90_000)).toEqual({ amount: 90, unit: 'seconds' });
    expect(durationText(90_000, 'en')).toBe('1 minute 30 seconds');
    expect(durationText(0, 'fr')).toMatch(/^0\sseconde$/);
  });

  test('every colour is written and read back; anything else is none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (color) => {
        expect(colorOf(hexOf(color))).toBe(color);
      }),
    );
    expect(colorOf('#12')).toBeUndefined();
    expect(colorOf('tomato')).toBeUndefined();
  });
});
