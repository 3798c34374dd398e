import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { variableNames } from '../../src/settings/variables.ts';

const repository = new URL('../../../../', import.meta.url);

test.each(['docs/operators/settings.md', '.env.example'])(
  'every setting is explained in %s, and nothing else',
  async (file) => {
    const text = await readFile(new URL(file, repository), 'utf8');
    const explained = file.endsWith('.md') ? /^\| `([A-Z_]+)` \|/gm : /^([A-Z_]+)=/gm;
    expect([...text.matchAll(explained)].map(([, name]) => name).sort()).toEqual([...variableNames].sort());
  },
);
