import type { Context } from '@guildhall/sdk';
import { localize, type Plugin } from '@guildhall/sdk/host';
import type { GuildDirectory } from '../../discord/index.ts';
import type { PluginVersion } from '../../plugins/types.ts';
import type { ConfigProblem } from '../types.ts';
import { checkEntities } from './config-entities.ts';
import { checkSchema, escapePointer } from './config-schema.ts';
import { configText } from './config-texts.ts';

const checkLimitMs = 2_000;

export type ConfigCheck =
  | { readonly ok: true; readonly effective: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * All that must hold before a configuration takes effect, from the cheapest to the dearest: the manifest's schema, what it names
 * in Discord, the plugin's own schema and its own `check` (2 seconds).
 */
export async function validateConfig(options: {
  readonly version: PluginVersion;
  readonly plugin: Plugin;
  readonly values: unknown;
  readonly guildId: string;
  readonly directory: GuildDirectory;
  readonly locale: string;
  readonly onCheckFailed: (error: unknown) => void;
  /** For the plugin's own check, which runs in its name. */
  readonly run: <T>(check: (ctx: Pick<Context, 'guild' | 'discord' | 't'>) => T) => T;
}): Promise<ConfigCheck> {
  const { version, plugin, values, guildId, directory, locale } = options;
  const { schema } = version.manifest.config;
  const wrong = checkSchema(schema, values, locale);
  if (wrong.length > 0) return { ok: false, problems: wrong };
  const misplaced = await checkEntities(schema, values, directory, guildId, locale);
  if (misplaced.length > 0) return { ok: false, problems: misplaced };
  const parsed = plugin.declaration.config.schema.safeParse(values);
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => ({
        pointer: toPointer(issue.path as (string | number)[]),
        code: 'invalid',
        message: configText(locale, 'invalid', { why: issue.message }),
      })),
    };
  }
  const effective = parsed.data as Readonly<Record<string, unknown>>;
  const problems = await ownCheck(options, effective);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, effective };
}

async function ownCheck(
  { plugin, locale, run, onCheckFailed }: Parameters<typeof validateConfig>[0],
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
      pointer: toPointer(issue.path),
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

function toPointer(path: readonly (string | number)[]): string {
  return path.map((segment) => `/${escapePointer(String(segment))}`).join('');
}
