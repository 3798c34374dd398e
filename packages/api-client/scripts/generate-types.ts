import { readFile, writeFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';

const documentUrl = new URL('../../core/openapi.json', import.meta.url);
export const schemaUrl = new URL('../src/schema.generated.ts', import.meta.url);

/** The text of `src/schema.generated.ts` for the document that the core has committed. */
export async function generateTypes(): Promise<string> {
  const document = JSON.parse(await readFile(documentUrl, 'utf8'));
  const types = astToString(await openapiTypescript(document, { alphabetize: true }));
  return `// Generated from packages/core/openapi.json by \`pnpm generate\`. Do not edit.\n\n${types}`;
}

if (import.meta.main) await writeFile(schemaUrl, await generateTypes());
