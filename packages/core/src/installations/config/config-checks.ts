import type { Logger } from '@guildhall/sdk';
import type { Plugin } from '@guildhall/sdk/host';
import type { InstallationDocument } from '../../database/index.ts';
import { asPlugin, type Bot } from '../../discord/index.ts';
import type { PluginVersion } from '../../plugins/index.ts';
import type { PluginRuntime } from '../../runtime/index.ts';
import { InstallationError } from '../errors.ts';
import type { ConfigOverride, ConfigProblem, ConfigRevision, InstallRequest } from '../types.ts';
import { checkSchema } from './config-schema.ts';
import { migrateOverrides } from './overrides.ts';
import type { ConfigSecrets } from './secrets.ts';
import { validateConfig } from './validate-config.ts';

/** A configuration as somebody wants it. */
export interface ConfigInput {
  readonly values: unknown;
  /** Left out: none. */
  readonly overrides?: readonly ConfigOverride[] | undefined;
}

/** A configuration as a version's code takes it, and as it is kept: its secrets are sealed. */
export interface FittingConfig {
  readonly values: Record<string, unknown>;
  readonly effective: Record<string, unknown>;
  readonly overrides: readonly ConfigOverride[];
}

/** What came of a check. */
export type CheckedConfig =
  | { readonly ok: true; readonly config: FittingConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Loads a version's code. @throws `InstallationError` `PLUGIN_BROKEN` */
export async function loadCode(version: PluginVersion): Promise<Plugin> {
  try {
    return await version.load();
  } catch (cause) {
    throw new InstallationError(
      'PLUGIN_BROKEN',
      `${version.id} ${version.version} can't be loaded: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
}

export interface ConfigCheckParts {
  readonly bot: Bot;
  readonly runtime: PluginRuntime;
  readonly logger: Logger;
  readonly secrets: ConfigSecrets;
  readonly now: () => number;
}

/** Checks configurations with all that it takes, and finds the one that a new installation starts with. */
export class ConfigChecks {
  readonly #parts: ConfigCheckParts;

  constructor(parts: ConfigCheckParts) {
    this.#parts = parts;
  }

  /** @param kept - the values in effect, to which references to secrets lead */
  async check(
    guildId: string,
    version: PluginVersion,
    input: ConfigInput,
    locale: string,
    kept?: unknown,
  ): Promise<CheckedConfig> {
    const { bot, logger, runtime, secrets } = this.#parts;
    const plugin = await loadCode(version);
    const { schema } = version.manifest.config;
    const owner = { guildId, pluginId: version.id };
    const taken = secrets.take(schema, input.values, kept, owner, locale);
    if (taken.problems.length > 0) return { ok: false, problems: taken.problems };
    const [caller, context] = await runtime.checkContext(guildId, version, locale);
    const check = await validateConfig({
      version,
      plugin,
      values: taken.values,
      overrides: input.overrides ?? [],
      guildId,
      directory: bot.directory,
      locale,
      run: (own) => asPlugin(caller, () => own(context)),
      onCheckFailed: (error) =>
        logger.error("a plugin's check of its configuration failed", {
          guildId,
          pluginId: version.id,
          error: error instanceof Error ? error.stack : String(error),
        }),
    });
    if (!check.ok) return check;
    const sealed = new Map(taken.sealed);
    return {
      ok: true,
      config: {
        values: secrets.seal(schema, taken.values, owner, sealed) as Record<string, unknown>,
        effective: secrets.seal(schema, check.effective, owner, sealed) as Record<string, unknown>,
        overrides: check.overrides,
      },
    };
  }

  /**
   * What the admin asked for, else what was kept from an earlier time, else the defaults.
   * @throws `InstallationError` `CONFIG_INVALID`
   */
  async starting(
    request: InstallRequest,
    version: PluginVersion,
    former: InstallationDocument | undefined,
  ): Promise<InstallationDocument['config']> {
    const { guildId, pluginId, actor } = request;
    const plugin = await loadCode(version);
    const kept =
      former && request.values === undefined
        ? await migrateConfig(plugin, version, former.config)
        : undefined;
    let check = await this.check(guildId, version, kept ?? { values: request.values ?? {} }, 'en');
    // What was kept names a channel that is gone, say: the defaults are better than no installation.
    if (!check.ok && kept !== undefined) check = await this.check(guildId, version, { values: {} }, 'en');
    if (!check.ok) throw configInvalid(pluginId, check.problems);
    return {
      ...check.config,
      number: (former?.config.number ?? 0) + 1,
      configVersion: version.manifest.config.version,
      actor,
      at: new Date(this.#parts.now()),
    };
  }

  /**
   * The configuration of an installation for a newer version, by schema only: no plugin's code runs and Discord isn't asked.
   * `undefined`: an admin has to see to it.
   */
  async fitting(version: PluginVersion, document: InstallationDocument): Promise<FittingConfig | undefined> {
    const { secrets } = this.#parts;
    const plugin = await loadCode(version);
    const { schema } = version.manifest.config;
    const migrated = await migrateConfig(plugin, version, document.config);
    const taken = secrets.take(schema, migrated.values, undefined, document, 'en');
    if (taken.problems.length > 0 || checkSchema(schema, taken.values, 'en').length > 0) return undefined;
    const parsed = plugin.declaration.config.schema.safeParse(taken.values);
    if (!parsed.success) return undefined;
    const sealed = new Map(taken.sealed);
    return {
      values: migrated.values,
      effective: secrets.seal(schema, parsed.data as Record<string, unknown>, document, sealed),
      overrides: migrated.overrides,
    };
  }
}

/** A configuration of an older config version, brought to the version of this code, step by step. */
export async function migrateConfig(
  plugin: Plugin,
  version: PluginVersion,
  from: Pick<ConfigRevision, 'configVersion' | 'values'> & {
    readonly overrides?: readonly ConfigOverride[];
  },
): Promise<{
  readonly values: Record<string, unknown>;
  readonly overrides: readonly ConfigOverride[];
}> {
  const { version: to, migrate = {} } = plugin.declaration.config;
  // A sandboxed plugin's steps are done in its process.
  const steps = async (values: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> => {
    let migrated: Record<string, unknown> = { ...values };
    for (let step = from.configVersion + 1; step <= to; step++) {
      const up = migrate[step];
      const done: unknown = up?.(migrated) ?? migrated;
      migrated = (await done) as Record<string, unknown>;
    }
    return migrated;
  };
  const { values, overrides = [] } = from;
  const { schema } = version.manifest.config;
  return {
    values: await steps(values),
    overrides:
      from.configVersion >= to ? overrides : await migrateOverrides(plugin, schema, values, overrides, steps),
  };
}

export function configInvalid(pluginId: string, problems: readonly ConfigProblem[]): InstallationError {
  const list = problems.map(({ pointer, message }) => `${pointer || '/'}: ${message}`).join(' ');
  return new InstallationError('CONFIG_INVALID', `This configuration of ${pluginId} can't be used. ${list}`, {
    problems,
  });
}
