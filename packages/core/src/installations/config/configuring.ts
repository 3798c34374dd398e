import type { Actor } from '../../audit/types.ts';
import type { InstallationDocument } from '../../database/index.ts';
import type { ChangeParts, Changes } from '../changes.ts';
import { InstallationError } from '../errors.ts';
import type { ConfigProblem } from '../types.ts';
import {
  type ConfigChecks,
  type ConfigInput,
  configInvalid,
  loadCode,
  migrateConfig,
} from './config-checks.ts';
import { type ConfigSecrets, withoutSecrets } from './secrets.ts';

export interface ConfiguringParts extends Pick<ChangeParts, 'clock' | 'runtime' | 'store'> {
  readonly changes: Changes;
  readonly checks: ConfigChecks;
  readonly secrets: ConfigSecrets;
}

/** Changes of an installation's configuration: each is checked, kept in the history, and in effect with the next event. */
export class Configuring {
  readonly #parts: ConfiguringParts;

  constructor(parts: ConfiguringParts) {
    this.#parts = parts;
  }

  /** What is wrong with values, without changing anything. */
  async validate(
    guildId: string,
    pluginId: string,
    input: ConfigInput,
    locale: string,
  ): Promise<readonly ConfigProblem[]> {
    const { changes, checks, store } = this.#parts;
    const document = await store.find(guildId, pluginId);
    const installed = document && document.state !== 'retained' ? changes.versions.of(document) : undefined;
    const version = installed ?? changes.versions.newest(pluginId);
    const check = await checks.check(
      guildId,
      version,
      { values: input.values, overrides: input.overrides ?? document?.config.overrides },
      locale,
      document?.config.values,
    );
    return check.ok ? [] : check.problems;
  }

  /**
   * @param input - without `overrides`: those that are there stay
   * @throws `InstallationError` `CONFIG_INVALID`
   */
  async configure(
    current: InstallationDocument,
    input: ConfigInput,
    actor: Actor,
    locale: string,
    restoredFrom?: number,
  ): Promise<InstallationDocument> {
    const { changes, checks, clock, runtime, secrets, store } = this.#parts;
    const { guildId, pluginId } = current;
    const version = changes.versions.of(current);
    const { overrides = current.config.overrides ?? [] } = input;
    const wanted = { values: input.values, overrides };
    const check = await checks.check(guildId, version, wanted, locale, current.config.values);
    if (!check.ok) throw configInvalid(pluginId, check.problems);
    const at = new Date(clock.now());
    await store.remember(current);
    const changed = await store.change(current, {
      updatedAt: at,
      config: {
        ...check.config,
        number: current.config.number + 1,
        configVersion: version.manifest.config.version,
        actor,
        at,
        ...(restoredFrom === undefined ? {} : { restoredFrom }),
      },
    });
    const { effective } = check.config;
    runtime.configure(guildId, pluginId, secrets.openAll(effective, current).values, check.config.overrides);
    await store.remember(changed);
    await changes.record(
      guildId,
      actor,
      restoredFrom === undefined ? 'config.updated' : 'config.restored',
      pluginId,
      audited(current.config),
      audited(check.config),
    );
    return changed;
  }

  /** An older configuration again, migrated to the form of the version that runs. */
  async restore(
    current: InstallationDocument,
    revisionNumber: number,
    actor: Actor,
  ): Promise<InstallationDocument> {
    const { changes, store } = this.#parts;
    const [older] = await store.history(current, 1, revisionNumber + 1);
    if (older?.number !== revisionNumber) {
      throw new InstallationError('STATE_CONFLICT', `There is no configuration number ${revisionNumber}.`);
    }
    const version = changes.versions.of(current);
    const input = await migrateConfig(await loadCode(version), version, older);
    return this.configure(current, input, actor, 'en', revisionNumber);
  }
}

/** For the audit log: the values, with the overrides where there are any, and no secret in them. */
function audited({
  values,
  overrides = [],
}: Pick<InstallationDocument['config'], 'values' | 'overrides'>): unknown {
  const shown = overrides.length > 0 ? { values, overrides } : values;
  return withoutSecrets(shown);
}
