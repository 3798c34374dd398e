import type { Context } from '@guildhall/sdk';
import { localize, type Plugin } from '@guildhall/sdk/host';
import type { GuildDirectory } from '../../discord/index.ts';
import type { PluginVersion } from '../../plugins/types.ts';
import type { ConfigOverride, ConfigProblem } from '../types.ts';
import { checkSchema } from './config-schema.ts';
import { configText } from './config-texts.ts';
import { checkFields } from './field-checks.ts';
import { pathOf, pointerOf, valueAt } from './fields-of.ts';
import { checkOverrides, withOverride } from './overrides.ts';

const checkLimitMs = 2_000;

export type ConfigCheck =
  | {
      readonly ok: true;
      readonly effective: Readonly<Record<string, unknown>>;
      /** With defaults filled in, inside of their values. */
      readonly overrides: readonly ConfigOverride[];
    }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

export interface ConfigToValidate {
  readonly version: PluginVersion;
  readonly plugin: Plugin;
  readonly values: unknown;
  readonly overrides: readonly ConfigOverride[];
  readonly guildId: string;
  readonly directory: GuildDirectory;
  readonly locale: string;
  readonly onCheckFailed: (error: unknown) => void;
  /** For the plugin's own check, which runs in its name. */
  readonly run: <T>(check: (ctx: Pick<Context, 'guild' | 'discord' | 't'>) => T) => T;
}

/**
 * All that must hold before a configuration takes effect, from the cheapest to the dearest: the manifest's schema, what its kinds
 * of fields ask for, the plugin's own schema and its own `check` (2 seconds). The same for the overrides, of which each must fit
 * into the rest.
 */
export async function validateConfig(config: ConfigToValidate): Promise<ConfigCheck> {
  const { version, values, overrides, locale } = config;
  const { schema } = version.manifest.config;
  const wrong = checkSchema(schema, values, locale);
  if (wrong.length > 0) return { ok: false, problems: wrong };
  const misplaced = await checkFields(schema, values, config);
  const misfits = await checkOverrides(schema, overrides, config);
  if (misplaced.length + misfits.length > 0) return { ok: false, problems: [...misplaced, ...misfits] };
  const rest = await checkByPlugin(config, values);
  if (!rest.ok) return rest;
  const there = await Promise.all(
    overrides.map((override) => checkByPlugin(config, withOverride(rest.effective, override))),
  );
  const problems = there.flatMap((check, index) =>
    check.ok ? [] : check.problems.map((problem) => inOverride(problem, overrides[index], index)),
  );
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    effective: rest.effective,
    overrides: overrides.map((override, index) => {
      const check = there[index];
      return check?.ok ? { ...override, value: valueAt(check.effective, pathOf(override.field)) } : override;
    }),
  };
}

/** What the whole has against it because of one override is shown at that override. */
function inOverride(
  problem: ConfigProblem,
  override: ConfigOverride | undefined,
  index: number,
): ConfigProblem {
  const field = override?.field ?? '';
  const isInside = problem.pointer === field || problem.pointer.startsWith(`${field}/`);
  return { ...problem, pointer: isInside ? problem.pointer.slice(field.length) : '', override: index };
}

async function checkByPlugin(
  config: ConfigToValidate,
  values: unknown,
): Promise<
  | { readonly ok: true; readonly effective: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }
> {
  const parsed = config.plugin.declaration.config.schema.safeParse(values);
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => ({
        pointer: pointerOf(issue.path as (string | number)[]),
        code: 'invalid',
        message: configText(config.locale, 'invalid', { why: issue.message }),
      })),
    };
  }
  const effective = parsed.data as Readonly<Record<string, unknown>>;
  const problems = await ownCheck(config, effective);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, effective };
}

async function ownCheck(
  { plugin, locale, run, onCheckFailed }: ConfigToValidate,
  effective: Readonly<Record<string, unknown>>,
): Promise<readonly ConfigProblem[]> {
  const { check } = plugin.declaration.config;
  if (!check) return [];
  const late = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => late.resolve('late'), checkLimitMs);
  try {
    const issues = await Promise.race([
      run(async (ctx) => await check(effective as never, ctx)),
      late.promise,
    ]);
    if (issues === 'late') throw new Error('the check took longer than 2 seconds');
    return issues.map((issue) => ({
      pointer: pointerOf(issue.path),
      code: 'check',
      message: localize(issue.message, locale),
    }));
  } catch (error) {
    onCheckFailed(error);
    // A check that fails proves nothing: the change is refused, and the admin may try again.
    return [{ pointer: '', code: 'check_failed', message: configText(locale, 'check_failed') }];
  } finally {
    clearTimeout(timer);
  }
}
