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
    if (def.type === 'default' || def.type === 'prefault') checkNoSecret(where, schema, 'a default', report);
  });
  checkOverridable(config.schema, report);
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

function checkNoSecret(where: string, schema: z.core.$ZodType, thing: string, report: Report): void {
  if (widgetOf(schema) !== 'secret') return;
  report({
    code: 'CONFIG_SECRET',
    where,
    what: `it is a secret with ${thing}.`,
    why: 'A secret is known to the admin who enters it, and to nobody who reads your plugin.',
    remedy: 'Make it .optional(), and go on without it.',
  });
}

/** A field that may differ by place is a property of the configuration, or of an object in it. */
function checkOverridable(schema: z.ZodObject, report: Report): void {
  const reachable = new Set<z.core.$ZodType>();
  const reach = (node: z.core.$ZodType): void => {
    reachable.add(node);
    const { def } = (node as z.core.$ZodTypes)._zod;
    if (def.type === 'object') for (const property of Object.values(def.shape)) reach(property);
    else if ('innerType' in def) reach(def.innerType as z.core.$ZodType);
  };
  reach(schema);
  walkSchema(schema, ({ schema: node, path }) => {
    const scopes = metaOf(node)['x-overridable'];
    if (scopes === undefined) return;
    const where = ['config', ...path].join('.');
    checkNoSecret(where, node, 'overrides', report);
    if (reachable.has(node) && path.length > 0 && Array.isArray(scopes) && scopes.length > 0) return;
    report({
      code: 'CONFIG_OVERRIDABLE',
      where,
      what: "it can't be overridable.",
      why: 'An override replaces one property of the configuration for a category, a channel or a role; what is inside of a list, a record or a union has no lasting place.',
      remedy:
        'Make the list itself overridable, or give it the role or channel as a field. `by` names at least one of category, channel and role.',
    });
  });
}

function metaOf(schema: z.core.$ZodType): Readonly<Record<string, unknown>> {
  return z.globalRegistry.get(schema) ?? {};
}

/** The kind of field, also of what wraps one. */
function widgetOf(schema: z.core.$ZodType): string | undefined {
  const ui = metaOf(schema)['x-ui'] as { widget?: string } | undefined;
  if (ui?.widget !== undefined) return ui.widget;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return 'innerType' in def ? widgetOf(def.innerType as z.core.$ZodType) : undefined;
}
