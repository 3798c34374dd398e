import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { measureBundle, overBudget } from '../build/bundle-budget.ts';

const source = (seed: number) =>
  Array.from({ length: 4000 }, (_, index) => ((index * seed) % 9973).toString(36)).join();
const size = (text: string) => gzipSync(text).length;
const files = [
  { fileName: 'main.js', source: source(7), module: '/x/index.html', imports: ['vue.js'] },
  { fileName: 'vue.js', source: source(11) },
  { fileName: 'home.js', source: source(13), module: '/x/HomePage.vue', imports: ['vue.js'] },
  {
    fileName: 'form.js',
    source: source(17),
    module: '/x/FormPage.vue',
    imports: ['vue.js', 'pickers.js', 'home.js'],
  },
  { fileName: 'pickers.js', source: source(19) },
  { fileName: 'main.css', source: 'a{}' },
];

test('the first route counts all that it needs once, a lazy one only what it adds', () => {
  const measured = measureBundle(files, ['index.html', 'HomePage.vue']);
  expect(measured.firstRoute).toBe(size(source(7)) + size(source(11)) + size(source(13)));
  expect([...measured.lazyRoutes]).toEqual([['/x/FormPage.vue', size(source(17)) + size(source(19))]]);
  expect(measured.styles).toBe(size('a{}'));
});

test('what is over budget is named with both figures', () => {
  const measured = measureBundle(files, ['index.html', 'HomePage.vue']);
  expect(
    overBudget(measured, { firstRoute: [], firstRouteBytes: 1e6, lazyRouteBytes: 1e6, styleBytes: 1e6 }),
  ).toEqual([]);
  const over = overBudget(measured, {
    firstRoute: [],
    firstRouteBytes: 100,
    lazyRouteBytes: 100,
    styleBytes: 1,
  });
  expect(over).toHaveLength(3);
  expect(over[1]).toContain('FormPage.vue');
});

test('a first route that no longer exists is an error, not a small bundle', () => {
  expect(() => measureBundle(files, ['GonePage.vue'])).toThrow('GonePage.vue');
});
