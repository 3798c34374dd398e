import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chartShape, size } from '../src/plugin-pages/chart-shape.ts';
import { sortedRows } from '../src/plugin-pages/sorted-rows.ts';

const value = fc.double({ min: -1e100, max: 1e100, noNaN: true });

test('every point of a chart is inside of its picture, and higher values are never lower', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(value, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom('line' as const, 'bar' as const),
      (series, shape) => {
        const { points, ticks, baseline } = chartShape(series, shape);
        const all = points.flat();
        for (const point of all) {
          expect(point.x).toBeGreaterThanOrEqual(size.left);
          expect(point.x).toBeLessThanOrEqual(size.width - size.right + 0.01);
          expect(point.y).toBeGreaterThanOrEqual(size.top - 0.01);
          expect(point.y).toBeLessThanOrEqual(size.height - size.bottom + 0.01);
        }
        const [first] = all;
        for (const point of all) {
          if (first && point.value > first.value) expect(point.y).toBeLessThanOrEqual(first.y + 0.01);
        }
        expect(baseline).toBeGreaterThanOrEqual(size.top - 0.01);
        expect(ticks.length).toBeLessThan(12);
      },
    ),
    {
      examples: [
        [[[5e-324]], 'line'],
        [[[-5e-324, 1e100]], 'bar'],
      ],
    },
  );
});

test('a table is sorted by numbers as numbers, with what is missing last, and comes back as it was', () => {
  const rows = [{ xp: 9 }, { xp: null }, { xp: 100 }, { xp: 20 }];
  const xp = (descending: boolean) =>
    sortedRows(rows, { field: 'xp', descending }, 'en').map((row) => row.xp);
  expect(xp(false)).toEqual([9, 20, 100, null]);
  expect(xp(true)).toEqual([100, 20, 9, null]);
  expect(sortedRows(rows, undefined, 'en')).toBe(rows);
});
