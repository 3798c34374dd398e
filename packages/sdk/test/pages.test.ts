import { definePlugin, field, z } from '@guildhall/sdk';
import { expect, test } from 'vitest';

const book = definePlugin({
  id: 'book',
  name: 'Book',
  description: 'Has pages.',
  category: 'fun',
  needs: {},
  config: { version: 1, schema: z.object({}) },
});

const user = '123456789012345678';

/** A list of so many pages, that remembers which were asked for. */
function listOf(pages: number) {
  const asked: number[] = [];
  const list = book.pages('list', {
    parameters: { of: field.user() },
    show(_ctx, page, { of }) {
      asked.push(page);
      return { message: { content: `${page} of ${of}` }, pages };
    },
  });
  const ctx = { locale: 'en' } as Parameters<typeof list.message>[0];
  return { asked, list, page: (number?: number) => list.message(ctx, { of: user }, number) };
}

const buttons = (shown: { readonly components?: readonly object[] }) =>
  (shown.components ?? []).map((button) => [Reflect.get(button, 'label'), Reflect.get(button, 'disabled')]);

test('one page has no buttons, the first and the last lead nowhere further', async () => {
  expect(buttons(await listOf(0).page())).toEqual([]);
  expect(buttons(await listOf(1).page())).toEqual([]);
  const { page } = listOf(3);
  expect(buttons(await page())).toEqual([
    ['◀', true],
    ['▶', false],
  ]);
  expect(buttons(await page(3))).toEqual([
    ['◀', false],
    ['▶', true],
  ]);
});

test('the buttons of any page have ids of their own, as Discord demands', async () => {
  const { page } = listOf(9_999);
  for (const number of [1, 2, 9_998, 9_999]) {
    const ids = ((await page(number)).components ?? []).map((button) => Reflect.get(button, 'custom_id'));
    expect(new Set(ids).size).toBe(2);
  }
});

test('a page that is no longer there gives the last one', async () => {
  const { asked, page } = listOf(2);
  expect((await page(7)).content).toBe(`2 of ${user}`);
  expect(asked).toEqual([7, 2]);
});

test('to the host it is a button, checked like one', () => {
  const { list } = listOf(2);
  expect(book.build(list).pieces).toMatchObject([{ kind: 'button', name: 'list' }]);
  const long = book.pages('long', {
    parameters: { text: z.string().max(99) },
    show: () => ({ message: {}, pages: 1 }),
  });
  expect(() => book.build(long)).toThrow(/custom id can reach/);
});
