import { z } from 'zod';
import type { AnyPluginDeclaration } from '../contract.ts';
import { checkVersions } from './check-versions.ts';
import type { Report } from './mistake.ts';
import { checkKinds, walkSchema } from './walk-schema.ts';

/** What a form can show and JSON can hold. */
const formTypes: readonly string[] = [
  'string',
  'number',
  'boolean',
  'enum',
  'literal',
  'object',
  'array',
  'record',
  'union',
  'optional',
  'default',
  'prefault',
  'readonly',
];

const remedies: Readonly<Record<string, string>> = {
  date: 'Use field.duration(), or an ISO text: z.iso.datetime().',
  bigint: 'Use z.int(), or a text of digits.',
  pipe: 'Keep what the admin entered, and compute from ctx.config where you need it.',
  transform: 'Keep what the admin entered, and compute from ctx.config where you need it.',
  nullable: 'Use .optional().',
  intersection: 'Use .extend().',
  tuple: 'Use z.object() with a name for each part.',
  map: 'Use z.record().',
  set: 'Use z.array().',
};

export function checkConfig({ config }: AnyPluginDeclaration, report: Report): void {
  checkVersions('config', config, report);
  if ((config.schema as z.core.$ZodTypes)._zod.def.type !== 'object') {
    report({
      code: 'CONFIG_SCHEMA',
      where: 'config.schema',
      what: 'it is not a z.object().',
      why: 'The dashboard makes a form of its properties.',
      remedy:
        'Write z.object({ … }) with `z` from @guildhall/sdk; z.object({}) when there is nothing to configure.',
    });
    return;
  }
  walkSchema(config.schema, ({ schema, path }) => {
    const where = ['config', ...path].join('.');
    const { def } = schema._zod;
    if (!formTypes.includes(def.type)) {
      report({
        code: 'CONFIG_TYPE',
        where,
        what: `it is a ${def.type}.`,
        why: 'A configuration is JSON that admins enter in a form: texts, numbers, switches, choices, lists, records, objects.',
        remedy: remedies[def.type] ?? 'Use one of those types.',
      });
    }
    if ('coerce' in def && def.coerce) {
      report({
        code: 'CONFIG_TYPE',
        where,
        what: 'it is coerced.',
        why: 'The host validates by JSON Schema, which does not convert.',
        remedy: 'Use the type without z.coerce.',
      });
    }
    if (def.type === 'union' && !('discriminator' in def)) {
      report({
        code: 'CONFIG_TYPE',
        where,
        what: 'it is a union without a discriminator.',
        why: 'The form must know which variant to show.',
        remedy: 'Use z.discriminatedUnion(), or z.enum() for a choice of values.',
      });
    }
    checkHiddenCode(where, checkKinds(schema), report);
    if (def.type === 'default') checkDefault(where, def, report);
  });
}

function checkHiddenCode(where: string, checks: readonly string[], report: Report): void {
  if (checks.includes('custom')) {
    report({
      code: 'CONFIG_REFINE',
      where,
      what: 'it has a .refine() or .check().',
      why: 'Code vanishes from JSON Schema, so that host and dashboard would accept what your plugin refuses.',
      remedy: 'Move the rule into config.check, which runs before a configuration is saved.',
    });
  }
  if (checks.includes('overwrite')) {
    report({
      code: 'CONFIG_TYPE',
      where,
      what: 'it changes its value, like .trim() does.',
      why: 'Code vanishes from JSON Schema, so that what is saved would not be what you get.',
      remedy: 'Change the value where you use it.',
    });
  }
}

function checkDefault(where: string, def: z.core.$ZodDefaultDef, report: Report): void {
  const result = z.safeParse(def.innerType, def.defaultValue);
  if (result.success) return;
  report({
    code: 'CONFIG_DEFAULT',
    where,
    what: `its default doesn't validate: ${z.prettifyError(result.error)}`,
    why: 'A fresh installation would start with a configuration that cannot be saved.',
    remedy: 'Change the default or the rule that it breaks.',
  });
}
