import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { generateTypes, schemaUrl } from '../scripts/generate-types.ts';

it('has the types of the committed document: run `pnpm generate` when it has not', async () => {
  expect(await readFile(schemaUrl, 'utf8')).toBe(await generateTypes());
});
