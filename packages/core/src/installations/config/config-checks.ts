import type { Logger } from '@guildhall/sdk';
import type { Plugin } from '@guildhall/sdk/host';
import type { InstallationDocument } from '../../database/index.ts';
import { asPlugin, type Bot } from '../../discord/index.ts';
import type { PluginVersion } from '../../plugins/index.ts';
import type { PluginRuntime } from '../../runtime/index.ts';
import { InstallationError } from '../errors.ts';
import type { ConfigProblem, ConfigRevision, InstallRequest } from '../types.ts';
import { type ConfigCheck, validateConfig } from './validate-config.ts';

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

/** Checks configurations with all that it takes, and finds the one that a new installation starts with. */
export class ConfigChecks {
  readonly #bot: Bot;
  readonly #runtime: PluginRuntime;
  readonly #logger: Logger;
  readonly #now: () => number;

  constructor(options: { bot: Bot; runtime: PluginRuntime; logger: Logger; now: () => number }) {
    this.#bot = options.bot;
    this.#runtime = options.runtime;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  async check(
    guildId: string,
    version: PluginVersion,
    values: unknown,
    locale: string,
  ): Promise<ConfigCheck> {
    const plugin = await loadCode(version);
    const [owner, context] = await this.#runtime.checkContext(guildId, version, locale);
    return validateConfig({
      version,
      plugin,
      values,
      guildId,
      directory: this.#bot.directory,
      locale,
      run: (check) => asPlugin(owner, () => check(context)),
      onCheckFailed: (error) =>
        this.#logger.error("a plugin's check of its configuration failed", {
          guildId,
          pluginId: version.id,
          error: error instanceof Error ? error.stack : String(error),
        }),
    });
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
    const kept = former && request.values === undefined ? migrateConfig(plugin, former.config) : undefined;
    let values: unknown = request.values ?? kept ?? {};
    let check = await this.check(guildId, version, values, 'en');
    if (!check.ok && kept !== undefined) {
      // What was kept names a channel that is gone, say: the defaults are better than no installation.
      values = {};
      check = await this.check(guildId, version, values, 'en');
    }
    if (!check.ok) throw configInvalid(pluginId, check.problems);
    return {
      number: (former?.config.number ?? 0) + 1,
      configVersion: version.manifest.config.version,
      values: values as Record<string, unknown>,
      effective: check.effective as Record<string, unknown>,
      actor,
      at: new Date(this.#now()),
    };
  }
}

/** Values of an older config version, brought to the version of this code, step by step. */
export function migrateConfig(
  plugin: Plugin,
  from: Pick<ConfigRevision, 'configVersion' | 'values'>,
): Record<string, unknown> {
  const { version, migrate = {} } = plugin.declaration.config;
  let values: Record<string, unknown> = { ...from.values };
  for (let step = from.configVersion + 1; step <= version; step++) {
    const up = migrate[step];
    if (up) values = up(values);
  }
  return values;
}

export function configInvalid(pluginId: string, problems: readonly ConfigProblem[]): InstallationError {
  const list = problems.map(({ pointer, message }) => `${pointer || '/'}: ${message}`).join(' ');
  return new InstallationError('CONFIG_INVALID', `This configuration of ${pluginId} can't be used. ${list}`, {
    problems,
  });
}
