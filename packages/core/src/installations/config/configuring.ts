import type { Actor } from '../../audit/types.ts';
import type { InstallationDocument } from '../../database/index.ts';
import type { ChangeParts, Changes } from '../changes.ts';
import { InstallationError } from '../errors.ts';
import type { ConfigProblem } from '../types.ts';
import { type ConfigChecks, configInvalid, loadCode, migrateConfig } from './config-checks.ts';

export interface ConfiguringParts extends Pick<ChangeParts, 'clock' | 'runtime' | 'store'> {
  readonly changes: Changes;
  readonly checks: ConfigChecks;
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
    values: unknown,
    locale: string,
  ): Promise<readonly ConfigProblem[]> {
    const { changes, checks, store } = this.#parts;
    const document = await store.find(guildId, pluginId);
    const installed = document && document.state !== 'retained' ? changes.versions.of(document) : undefined;
    const check = await checks.check(guildId, installed ?? changes.versions.newest(pluginId), values, locale);
    return check.ok ? [] : check.problems;
  }

  /** @throws `InstallationError` `CONFIG_INVALID` */
  async configure(
    current: InstallationDocument,
    values: unknown,
    actor: Actor,
    locale: string,
    restoredFrom?: number,
  ): Promise<InstallationDocument> {
    const { changes, checks, clock, runtime, store } = this.#parts;
    const { guildId, pluginId } = current;
    const version = changes.versions.of(current);
    const check = await checks.check(guildId, version, values, locale);
    if (!check.ok) throw configInvalid(pluginId, check.problems);
    const at = new Date(clock.now());
    await store.remember(current);
    const changed = await store.change(current, {
      updatedAt: at,
      config: {
        number: current.config.number + 1,
        configVersion: version.manifest.config.version,
        values: values as Record<string, unknown>,
        effective: check.effective as Record<string, unknown>,
        actor,
        at,
        ...(restoredFrom === undefined ? {} : { restoredFrom }),
      },
    });
    runtime.configure(guildId, pluginId, check.effective);
    await store.remember(changed);
    await changes.record(
      guildId,
      actor,
      restoredFrom === undefined ? 'config.updated' : 'config.restored',
      pluginId,
      current.config.values,
      values,
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
    const values = migrateConfig(await loadCode(changes.versions.of(current)), older);
    return this.configure(current, values, actor, 'en', revisionNumber);
  }
}
