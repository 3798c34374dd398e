import { z } from '@guildhall/sdk';
import type { JsonSchema } from '@guildhall/sdk/host';
import { expect, test } from 'vitest';
import { checkSchema } from '../../src/installations/config/config-schema.ts';
import { checkPart } from '../../src/runtime/routes/check-request.ts';

const schema = z.toJSONSchema(
  z.object({
    triggers: z.array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('words'), words: z.array(z.string()).min(1) }),
        z.strictObject({ type: z.literal('domains'), domains: z.array(z.string()).min(1) }),
        z.strictObject({ type: z.literal('rate'), count: z.int().min(2) }),
      ]),
    ),
    place: z.union([z.string().min(3), z.int()]).optional(),
  }),
  { io: 'output' },
) as JsonSchema;

const refused = (value: unknown) => checkPart('body', schema, value).issues.map(({ pointer }) => pointer);
const wrong = (value: unknown) =>
  checkSchema(schema, value, 'en').map(({ pointer, code }) => [pointer, code]);

test('what is wrong with a variant is said of the one that was meant, and of it alone', () => {
  const value = {
    triggers: [
      { type: 'words', words: [] },
      { type: 'rate', count: 1 },
      { type: 'domains', domains: ['a.example'] },
    ],
  };
  expect(refused(value)).toEqual(['/body/triggers/0/words', '/body/triggers/1/count']);
  expect(wrong(value)).toEqual([
    ['/triggers/0/words', 'minItems'],
    ['/triggers/1/count', 'minimum'],
  ]);
});

test('what a route refuses is said where it is missing, in the language of who asked', () => {
  const said = (language?: string) =>
    checkPart('body', schema, { triggers: [{ type: 'words' }], extra: 1 }, language).issues;
  expect(said()).toEqual([
    { pointer: '/body/extra', message: 'Is not known here.' },
    { pointer: '/body/triggers/0/words', message: 'Is required.' },
  ]);
  expect(said('fr').map(({ message }) => message)).toEqual(['N’est pas connu ici.', 'Est obligatoire.']);
});

test('a variant that there is none of is one mistake, of the union', () => {
  expect(refused({ triggers: [{ type: 'smell', words: [] }] })).toEqual(['/body/triggers/0']);
  expect(wrong({ triggers: [{ type: 'smell', words: [] }] })).toEqual([['/triggers/0', 'invalid']]);
});

test('where nothing tells variants apart, each says what it misses', () => {
  expect(refused({ triggers: [], place: 'a' })).toEqual(['/body/place', '/body/place']);
  expect(wrong({ triggers: [], place: 'a' }).map(([pointer]) => pointer)).toEqual(['/place', '/place']);
});
