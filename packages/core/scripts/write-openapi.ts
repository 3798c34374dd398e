/** Writes the OpenAPI document of this version to `packages/core/openapi.json`: `pnpm openapi`. */
import { writeFile } from 'node:fs/promises';
import packageJson from '../package.json' with { type: 'json' };
import { contracts } from '../src/api/contracts/index.ts';
import { openApiDocument } from '../src/api/openapi/document.ts';

const document = openApiDocument(contracts, packageJson.version);
await writeFile(new URL('../openapi.json', import.meta.url), `${JSON.stringify(document, null, 2)}\n`);
