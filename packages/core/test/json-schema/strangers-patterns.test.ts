import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { definePlugin, z } from '@guildhall/sdk';
import { describePlugin, patternsOf } from '@guildhall/sdk/host';
import { describe, expect, it } from 'vitest';
import { checkSchema } from '../../src/installations/config/config-schema.ts';
import { readPackage } from '../../src/plugins/read-package.ts';
import { checkPart } from '../../src/runtime/routes/check-request.ts';
import { schemaOf } from '../../src/sandbox/json-schemas.ts';

/** Takes JavaScript's own matcher longer than anybody waits. */
const evil = '^(a+)+$';
const text = `${'a'.repeat(60)}!`;
const schema = {
  type: 'object',
  properties: { name: { type: 'string', pattern: evil } },
  required: ['name'],
};

describe('patterns of strangers', () => {
  it('stall neither configurations, nor routes, nor the border of the sandbox', () => {
    expect(checkSchema(schema, { name: text }, 'en')).toMatchObject([{ pointer: '/name', code: 'pattern' }]);
    expect(checkSchema(schema, { name: 'aaa' }, 'en')).toEqual([]);
    expect(checkPart('body', schema, { name: text }).issues).toHaveLength(1);
    expect(checkPart('query', schema, { name: 'aaa' }).issues).toEqual([]);
    expect(schemaOf(schema).safeParse({ name: text }).success).toBe(false);
    expect(schemaOf(schema).safeParse({ name: 'aaa' }).success).toBe(true);
  }, 5_000);

  it('formats are checked by rules of the host’s own, whatever pattern a library writes beside them', () => {
    const mail = z.toJSONSchema(z.object({ mail: z.email(), at: z.iso.datetime() })) as Record<
      string,
      unknown
    >;
    expect(patternsOf(mail)).toEqual([]);
    const good = { mail: 'ana@example.com', at: '2026-11-21T10:00:00Z' };
    expect(checkSchema(mail, good, 'en')).toEqual([]);
    expect(schemaOf(mail).parse(good)).toEqual(good);
    expect(checkSchema(mail, { ...good, mail: 'ana' }, 'en')).toHaveLength(1);
    expect(schemaOf(mail).safeParse({ ...good, mail: 'ana' }).success).toBe(false);
  });

  it('a package with one that no linear matcher knows is refused', async () => {
    const plugin = definePlugin({
      id: 'evil',
      name: 'Evil',
      description: 'Evil.',
      category: 'fun',
      needs: {},
      config: {
        version: 1,
        schema: z.object({
          name: z
            .string()
            .regex(/^(?=.)b/)
            .default('b'),
        }),
      },
    });
    const folder = await mkdtemp(path.join(tmpdir(), 'guildhall-pattern-'));
    const manifest = describePlugin(plugin.build(), { package: 'evil', version: '1.0.0' });
    await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
    await writeFile(path.join(folder, 'index.js'), '');
    await expect(readPackage(folder)).rejects.toMatchObject({ code: 'MANIFEST_INVALID' });
    await rm(folder, { recursive: true });
  });
});
