import { readFileSync } from 'node:fs';

// Read, not imported: it is outside of the folder that is compiled.
const packageJson: { readonly version: string } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
);

/** Of this Guildhall. */
export const { version } = packageJson;
