import { jsonSchemaOf, z } from '@guildhall/sdk/host';
import { expect, test } from 'vitest';
import { objectOf, schemaOf } from '../../src/sandbox/json-schemas.ts';

const original = z.object({
  name: z.string().min(1).max(5),
  count: z.int().min(0).default(3),
  at: z.date(),
  tags: z
    .array(z.enum(['a', 'b']))
    .max(2)
    .optional(),
  nested: z.object({ low: z.number().default(1), high: z.number().default(2) }).prefault({}),
  either: z.union([z.string(), z.null()]).optional(),
});

test.for([
  [{ name: 'x', at: new Date(0) }, true],
  [{ name: 'x', at: new Date(0), tags: ['a'], nested: { low: 0 }, either: null }, true],
  [{ name: '', at: new Date(0) }, false],
  [{ name: 'x', at: 'yesterday' }, false],
  [{ name: 'x', at: new Date(0), count: -1 }, false],
  [{ name: 'x', at: new Date(0), tags: ['a', 'b', 'a'] }, false],
  [{ name: 'x', at: new Date(0), more: 1 }, false],
] as const)(
  'GIVEN %j WHEN the manifest’s schema reads it THEN it says what the plugin’s own says',
  ([value, fits]) => {
    const own = original.strict().safeParse(value);
    const read = objectOf(jsonSchemaOf(original)).safeParse(value);
    expect(own.success).toBe(fits);
    expect(read.success).toBe(fits);
    if (own.success) expect(read.data).toEqual(own.data);
  },
);

test('GIVEN a schema with a reference to itself THEN it is read whole', () => {
  type Tree = { children: Tree[] };
  const tree: z.ZodType<Tree> = z.lazy(() => z.object({ children: z.array(tree) }));
  const read = schemaOf(jsonSchemaOf(tree));
  expect(read.safeParse({ children: [{ children: [] }] }).success).toBe(true);
  expect(read.safeParse({ children: [{}] }).success).toBe(false);
});
