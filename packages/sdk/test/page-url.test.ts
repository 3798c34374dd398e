import { block, definePlugin, linkButton, z } from '@guildhall/sdk';
import { describePlugin, pageUrl } from '@guildhall/sdk/host';
import { expect, test } from 'vitest';

const draws = definePlugin({
  id: 'draws',
  name: 'Draws',
  description: 'Has pages.',
  category: 'fun',
  needs: {},
  config: { version: 1, schema: z.object({}) },
});
const look = { title: 'Page', blocks: [block.markdown('Text.')] };
const ofDraw = draws.page('/draws/{id}', { ...look, access: 'public' });
const top = draws.page('/top', { ...look, access: 'member' });
const board = draws.page('/board', { ...look, access: 'manager' });
const manifest = describePlugin(draws.build(ofDraw, top, board), { package: 'draws', version: '1.0.0' });
const origin = 'https://bot.example.org';

test('the address of a page is below the host’s, with its names filled in as an address carries them', () => {
  expect(pageUrl(origin, manifest, '1', top)).toBe('https://bot.example.org/g/1/draws/top');
  expect(pageUrl(origin, manifest, '1', ofDraw, { id: 'a/b c?é' })).toBe(
    'https://bot.example.org/g/1/draws/draws/a%2Fb%20c%3F%C3%A9',
  );
});

test('where the operator has not said what people open there is none, and mistakes are told all the same', () => {
  expect(pageUrl(undefined, manifest, '1', top)).toBeUndefined();
  expect(pageUrl(undefined, manifest, '1', ofDraw, { id: '1' })).toBeUndefined();
  for (const host of [origin, undefined]) {
    expect(() => pageUrl(host, manifest, '1', { name: '/else' })).toThrow('draws has no page "/else"');
    expect(() => pageUrl(host, manifest, '1', board)).toThrow('no address outside of the dashboard');
    expect(() => pageUrl(host, manifest, '1', ofDraw)).toThrow('takes a value for "id"');
    expect(() => pageUrl(host, manifest, '1', ofDraw, { id: '' })).toThrow('takes a value for "id"');
  }
});

test('a button that links shows something, whatever is left out', () => {
  const plain = { type: 2, style: 5, url: origin };
  expect(linkButton(origin)).toEqual({ ...plain, label: 'bot.example.org' });
  expect(linkButton(origin, { emoji: '🔍' })).toEqual({ ...plain, emoji: { name: '🔍' } });
  expect(linkButton(origin, { label: 'Open', disabled: true })).toEqual({
    ...plain,
    label: 'Open',
    disabled: true,
  });
});
