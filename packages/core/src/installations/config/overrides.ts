import { isDeepStrictEqual } from 'node:util';
import type { OverrideScope } from '@guildhall/sdk';
import { type JsonSchema, overrideScopes, type Plugin } from '@guildhall/sdk/host';
import type { GuildDirectory } from '../../discord/index.ts';
import type { ConfigOverride, ConfigProblem } from '../types.ts';
import { checkSchema } from './config-schema.ts';
import { type ConfigProblemCode, configText } from './config-texts.ts';
import { checkFields } from './field-checks.ts';
import { isSchema, pathOf, pointerOf, valueAt, withValueAt } from './fields-of.ts';

/** Of one installation. */
const maxOverrides = 200;

interface OverridableField {
  /** Stands alone: what it refers to is in it. */
  readonly schema: JsonSchema;
  readonly scopes: readonly OverrideScope[];
}

/** By the manifest's schema, so that each field's is compiled once. */
const known = new WeakMap<JsonSchema, ReadonlyMap<string, OverridableField>>();

/** The fields that may differ by place, by pointer. */
export function overridableFields(schema: JsonSchema): ReadonlyMap<string, OverridableField> {
  let fields = known.get(schema);
  if (!fields) {
    fields = findFields(schema);
    known.set(schema, fields);
  }
  return fields;
}

function findFields(schema: JsonSchema): ReadonlyMap<string, OverridableField> {
  const beside = schema.$defs === undefined ? {} : { $defs: schema.$defs };
  const found = new Map<string, OverridableField>();
  const look = (node: JsonSchema, path: readonly string[]): void => {
    if (!isSchema(node.properties)) return;
    for (const [key, property] of Object.entries(node.properties)) {
      if (!isSchema(property)) continue;
      const inner = [...path, key];
      const scopes = property['x-overridable'];
      if (Array.isArray(scopes)) {
        found.set(pointerOf(inner), {
          schema: { ...beside, ...property },
          scopes: overrideScopes.filter((scope) => scopes.includes(scope)),
        });
      }
      look(property, inner);
    }
  };
  look(schema, []);
  return found;
}

/** What is wrong with overrides by themselves: their fields, what they are for, and their values. */
export async function checkOverrides(
  schema: JsonSchema,
  overrides: readonly ConfigOverride[],
  place: { readonly directory: GuildDirectory; readonly guildId: string; readonly locale: string },
): Promise<readonly ConfigProblem[]> {
  const { locale } = place;
  if (overrides.length > maxOverrides) {
    const message = configText(locale, 'override_many', { limit: maxOverrides });
    return [{ pointer: '', code: 'override_many', message }];
  }
  const fields = overridableFields(schema);
  const seen = new Set<string>();
  const problems: ConfigProblem[] = [];
  for (const [index, override] of overrides.entries()) {
    const report = (code: ConfigProblemCode, allowed?: readonly string[]) =>
      problems.push({ pointer: '', override: index, code, message: configText(locale, code, { allowed }) });
    const field = fields.get(override.field);
    if (!field) {
      report('override_field');
      continue;
    }
    if (!field.scopes.includes(override.scope)) report('override_scope', field.scopes);
    const target = checkTarget(override, place);
    if (target) report(target);
    const key = JSON.stringify([override.field, override.scope, override.id]);
    if (seen.has(key)) report('override_twice');
    seen.add(key);
    const wrong = checkSchema(field.schema, override.value, locale);
    const found = wrong.length > 0 ? wrong : await checkFields(field.schema, override.value, place);
    problems.push(...found.map((problem) => ({ ...problem, override: index })));
  }
  return problems;
}

function checkTarget(
  { scope, id }: ConfigOverride,
  { directory, guildId }: { readonly directory: GuildDirectory; readonly guildId: string },
): ConfigProblemCode | undefined {
  if (scope === 'role') {
    // Discord gives @everyone the guild's own id.
    if (id === guildId) return 'override_everyone';
    return directory.roles(guildId).some((role) => role.id === id) ? undefined : 'unknown_role';
  }
  const channel = directory.channels(guildId).find((one) => one.id === id);
  const fits = channel && (channel.type === 'category') === (scope === 'category');
  return fits ? undefined : 'unknown_channel';
}

/** The whole configuration as it would be with one override. */
export function withOverride(values: unknown, { field, value }: ConfigOverride): unknown {
  return withValueAt(values, pathOf(field), value);
}

/**
 * Overrides brought to another config version. A migration step knows whole configurations only: each override is migrated as
 * the configuration that holds in its place, and what then differs from the rest of the guild is its override again.
 */
export async function migrateOverrides(
  plugin: Plugin,
  schema: JsonSchema,
  values: Readonly<Record<string, unknown>>,
  overrides: readonly ConfigOverride[],
  migrate: (values: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>,
): Promise<readonly ConfigOverride[]> {
  const parse = (migrated: unknown): unknown => {
    const parsed = plugin.declaration.config.schema.safeParse(migrated);
    return parsed.success ? parsed.data : migrated;
  };
  const rest = parse(await migrate(values));
  const fields = [...overridableFields(schema)];
  const migrated: ConfigOverride[] = [];
  for (const override of overrides) {
    const there = parse(await migrate(withOverride(values, override) as Record<string, unknown>));
    const made = fields.flatMap(([field, { scopes }]) => {
      const value = valueAt(there, pathOf(field));
      const differs = value !== undefined && !isDeepStrictEqual(value, valueAt(rest, pathOf(field)));
      const { scope, id } = override;
      return differs && scopes.includes(scope) ? [{ field, scope, id, value }] : [];
    });
    migrated.push(...made);
  }
  return migrated;
}
