import type { Actor } from '../audit/types.ts';
import type { InstallationDocument } from '../database/index.ts';
import type { ChangeParts, Changes } from './changes.ts';
import { loadCode } from './config/index.ts';
import type { Dependencies } from './dependencies/index.ts';
import { InstallationError } from './errors.ts';
import type { CrashWatch } from './versions/index.ts';

export interface SwitchingParts extends Pick<ChangeParts, 'clock' | 'problems' | 'store' | 'syncCommands'> {
  readonly changes: Changes;
  readonly crashes: CrashWatch;
  readonly dependencies: Dependencies;
  readonly apply: (document: InstallationDocument) => Promise<void>;
}

/** Switches a plugin on or off; those who call it are told. */
export class Switching {
  readonly #parts: SwitchingParts;

  constructor(parts: SwitchingParts) {
    this.#parts = parts;
  }

  async setEnabled(
    current: InstallationDocument,
    wanted: 'enabled' | 'disabled',
    actor: Actor,
  ): Promise<InstallationDocument> {
    const { apply, changes, clock, crashes, dependencies, problems, store, syncCommands } = this.#parts;
    const { guildId, pluginId } = current;
    const formerState = wanted === 'enabled' ? 'disabled' : 'enabled';
    changes.refuseState(current, [formerState, 'quarantined', 'rolled_back', 'consent_required']);
    if (wanted === 'enabled') {
      if (current.shadow && current.shadow.until.getTime() <= clock.now()) {
        throw new InstallationError(
          'STATE_CONFLICT',
          `The time in which ${pluginId} was tried in shadow is over. Make it live, or uninstall it.`,
        );
      }
      const version = changes.versions.of(current);
      await dependencies.check(guildId, version);
      version.forgive?.();
      await loadCode(version);
      crashes.forget(guildId, pluginId);
      await problems.resolve(guildId, pluginId, 'QUARANTINED');
    }
    const changed = await store.change(
      current,
      { state: wanted, updatedAt: new Date(clock.now()) },
      { actor },
    );
    await apply(changed);
    if (wanted === 'disabled') await dependencies.forget(changed);
    await dependencies.review(guildId);
    await syncCommands(guildId);
    await changes.record(guildId, actor, `installation.${wanted}`, pluginId, current.state, wanted);
    return changed;
  }
}
