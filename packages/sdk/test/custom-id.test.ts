import { field, z } from '@guildhall/sdk';
import { decodePayload, encodeCustomId, parseCustomId } from '@guildhall/sdk/host';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const parameters = {
  id: field.snowflake(),
  count: z.int(),
  kind: z.enum(['plain', 'with,comma', 'with:colon', '~']),
  on: z.boolean(),
  note: z.string().max(12).optional(),
};

const snowflakes = fc.bigInt({ min: 10n ** 16n, max: 10n ** 20n - 1n }).map(String);
const values = fc.record(
  {
    id: snowflakes,
    count: fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
    kind: fc.constantFrom('plain', 'with,comma', 'with:colon', '~'),
    on: fc.boolean(),
    note: fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => text.length <= 12),
  },
  { requiredKeys: ['id', 'count', 'kind', 'on'] },
);

test('GIVEN any values WHEN they travel in a custom id THEN they come back as they were', () => {
  fc.assert(
    fc.property(values, (sent) => {
      const id = encodeCustomId('leveling', 'page', parameters, sent);
      expect(id.length).toBeLessThanOrEqual(100);
      const parsed = parseCustomId(id);
      expect(parsed).toMatchObject({ plugin: 'leveling', piece: 'page' });
      expect(decodePayload('page', parameters, parsed?.payload ?? '')).toEqual(sent);
    }),
  );
});

test('GIVEN any text as a payload WHEN it is unpacked THEN it fits the parameters or is refused by name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (payload) => {
      try {
        const decoded = decodePayload('page', parameters, payload);
        expect(z.object(parameters).safeParse(decoded).success).toBe(true);
      } catch (error) {
        expect(error).toMatchObject({ code: 'CUSTOM_ID_INVALID' });
      }
    }),
  );
});

test('GIVEN a custom id that is not ours WHEN it is parsed THEN it is nobody’s', () => {
  for (const id of ['', 'g1', 'g1:leveling', 'g1:leveling:page', 'g2:leveling:page:', 'other:thing:x:y']) {
    expect(parseCustomId(id), id).toBeUndefined();
  }
  expect(parseCustomId('g1:leveling:page:')).toEqual({ plugin: 'leveling', piece: 'page', payload: '' });
});

test('GIVEN values of another shape WHEN a custom id is made THEN the error names the piece', () => {
  const one = { page: z.int().min(0) };
  expect(() => encodeCustomId('leveling', 'page', one, { page: -1 })).toThrow(/"page"/);
  expect(() => encodeCustomId('leveling', 'page', one, { page: 1, other: 2 })).toThrow(/other/);
  expect(() => encodeCustomId('leveling', 'page', { text: z.string() }, { text: 'a' })).toThrow(
    /maximum length/,
  );
});

test('GIVEN a text that outgrows Discord’s limit WHEN a custom id is made THEN it is refused, not cut', () => {
  const long = { text: z.string().max(200) };
  expect(() => encodeCustomId('p', 'b', long, { text: 'x'.repeat(120) })).toThrow(/100/);
});
