import type { Actor } from '../../audit/types.ts';
import type { InstallationDocument } from '../../database/index.ts';
import { asCore } from '../../discord/index.ts';
import type { PluginStoreError } from '../../plugins/index.ts';
import type { ChangeParts, Changes } from '../changes.ts';
import type { Dependencies } from '../dependencies/index.ts';
import { isRunning } from '../installation-store.ts';
import type { VersionMoves } from './version-moves.ts';

export interface SteppingInParts
  extends Pick<ChangeParts, 'clock' | 'logger' | 'problems' | 'store' | 'syncCommands'> {
  readonly changes: Changes;
  readonly dependencies: Dependencies;
  readonly moves: VersionMoves;
  readonly apply: (document: InstallationDocument) => Promise<void>;
}

const actor: Actor = { kind: 'system', reason: 'crashes' };

/** What the host does by itself about a plugin that fails too often. */
export class SteppingIn {
  readonly #parts: SteppingInParts;

  constructor(parts: SteppingInParts) {
    this.#parts = parts;
  }

  /** A version that crashes soon after its update gives way to the one before. */
  async crashed(guildId: string, pluginId: string): Promise<void> {
    const why = 'failed again and again after its update';
    await this.#inOrder(guildId, pluginId, async () => void (await this.#giveWay(guildId, pluginId, why)));
  }

  /** What fails again and again, rest after rest, is taken out of service. */
  exhausted(guildId: string, pluginId: string): Promise<void> {
    return this.#inOrder(guildId, pluginId, () =>
      this.#quarantine(
        guildId,
        pluginId,
        `${pluginId} failed, rested and failed again; it is switched off until somebody enables it.`,
        'Look at its other problems, update it or roll it back, then enable it.',
      ),
    );
  }

  /** What ends the process at each start gives way to the version before its update, or is taken out of service. */
  endedTheProcess(guildId: string, pluginId: string, error: PluginStoreError): Promise<void> {
    return this.#inOrder(guildId, pluginId, async () => {
      if (await this.#giveWay(guildId, pluginId, 'ended the process again and again after its update'))
        return;
      await this.#quarantine(guildId, pluginId, error.message, error.remedy);
    });
  }

  /** @returns whether there was a version to give way to */
  async #giveWay(guildId: string, pluginId: string, why: string): Promise<boolean> {
    const { changes, clock, dependencies, moves, store, syncCommands } = this.#parts;
    const current = await store.find(guildId, pluginId);
    if (!current?.previous || !isRunning(current.state)) return false;
    if (current.previous.until.getTime() <= clock.now()) return false;
    const to = current.previous.version;
    const back = await moves.rollBack(
      current,
      { actor, reason: 'UPDATE_CRASHED' },
      {
        code: 'UPDATE_CRASHED',
        message: `${current.version} ${why}; ${to} runs again, with its data as they were.`,
        remedy: `Tell the plugin’s author; ${current.version} can be tried again by hand.`,
      },
    );
    await dependencies.review(guildId);
    await syncCommands(guildId);
    await changes.record(guildId, actor, 'installation.rolled_back', pluginId, current.version, to);
    changes.announcements.emit(back, 'rolled_back');
    return true;
  }

  async #quarantine(guildId: string, pluginId: string, message: string, remedy: string): Promise<void> {
    const { apply, changes, dependencies, problems, store, syncCommands } = this.#parts;
    const current = await store.find(guildId, pluginId);
    if (!current || !isRunning(current.state) || current.state === 'updating') return;
    const quarantined = await store.change(
      current,
      { state: 'quarantined' },
      { actor, reason: 'QUARANTINED' },
    );
    await problems.record(guildId, pluginId, { code: 'QUARANTINED', message, remedy });
    await apply(quarantined);
    await dependencies.forget(quarantined);
    await dependencies.review(guildId);
    await syncCommands(guildId);
    await changes.record(guildId, actor, 'installation.quarantined', pluginId, current.state, 'quarantined');
    changes.announcements.emit(quarantined, 'disabled');
  }

  async #inOrder(guildId: string, pluginId: string, work: () => Promise<void>): Promise<void> {
    const { changes, logger } = this.#parts;
    // Not in the name of the plugin whose handler has just failed.
    await asCore(() => changes.queue.inOrder(guildId, pluginId, work)).catch((error: unknown) => {
      logger.error('the host could not step in', { guildId, pluginId, error: String(error) });
    });
  }
}
