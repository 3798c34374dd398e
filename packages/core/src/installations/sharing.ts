import type { Actor } from '../audit/types.ts';
import type { InstallationDocument } from '../database/index.ts';
import type { ChangeParts, Changes } from './changes.ts';
import { InstallationError } from './errors.ts';

export interface SharingParts extends Pick<ChangeParts, 'clock' | 'store'> {
  readonly changes: Changes;
  readonly apply: (document: InstallationDocument) => Promise<void>;
}

/** Whether what members write reaches a plugin that could send it away (requirement PL3): the guild's admin says so, or not. */
export class Sharing {
  readonly #parts: SharingParts;

  constructor(parts: SharingParts) {
    this.#parts = parts;
  }

  /** In effect from the next event on, when it resolves. */
  async share(current: InstallationDocument, shares: boolean, actor: Actor): Promise<InstallationDocument> {
    const { apply, changes, clock, store } = this.#parts;
    const { guildId, pluginId, consent } = current;
    const version = changes.versions.of(current);
    if (shares && !version.manifest.dataLeaving.includes('content')) {
      throw new InstallationError(
        'STATE_CONFLICT',
        `${pluginId} could not send away what members write: there is nothing to allow.`,
      );
    }
    const before = consent.sharesContent ?? false;
    const changed = await store.change(
      current,
      { consent: { ...consent, sharesContent: shares }, updatedAt: new Date(clock.now()) },
      { actor },
    );
    await apply(changed);
    await changes.record(guildId, actor, 'installation.sharing', pluginId, before, shares);
    return changed;
  }
}
