import type { Logger } from '@guildhall/sdk';
import type { InstallationDocument } from '../database/index.ts';
import type { InstallationEvent } from './types.ts';

/** Tells listeners in this process what has changed. */
export class Announcements {
  readonly #logger: Logger;
  readonly #listeners = new Set<(event: InstallationEvent) => void>();
  /** The last revision of each installation that this process has announced. */
  readonly #revisions = new Map<string, number>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** @returns the undo */
  onEvent(listener: (event: InstallationEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  emit(
    document: Pick<InstallationDocument, 'guildId' | 'pluginId' | 'revision'>,
    type: InstallationEvent['type'],
  ): void {
    const { guildId, pluginId, revision } = document;
    this.#revisions.set(`${guildId}:${pluginId}`, revision);
    for (const listener of this.#listeners) {
      try {
        listener({ guildId, pluginId, type, revision });
      } catch (error) {
        this.#logger.error('a listener of installations failed', { error: String(error) });
      }
    }
  }

  /** Whether listeners know this revision, or a later one, already. */
  hasTold({
    guildId,
    pluginId,
    revision,
  }: Pick<InstallationDocument, 'guildId' | 'pluginId' | 'revision'>): boolean {
    return revision <= (this.#revisions.get(`${guildId}:${pluginId}`) ?? 0);
  }
}
