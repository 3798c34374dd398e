import type { Clock } from '@guildhall/sdk';
import type { Database, GuildSettings } from '../database/index.ts';
import type { GuildDirectory } from '../discord/index.ts';

/** What an admin may change. */
export type GuildSettingsPatch = Partial<
  Pick<GuildSettings, 'language' | 'timezone' | 'managerRoles' | 'logChannel'>
>;

/** Somebody changed the settings meanwhile: read them again, then repeat. */
export class SettingsRevisionError extends Error {
  override readonly name = 'SettingsRevisionError';
  readonly code = 'REVISION_MISMATCH';
  readonly current: number;

  constructor(current: number) {
    super(`The settings have been changed meanwhile (revision ${current}). Load them again and repeat.`);
    this.current = current;
  }
}

/** Settings of each guild, made with defaults on first use. */
export interface GuildSettingsStore {
  get(guildId: string): Promise<GuildSettings>;
  /** @throws `SettingsRevisionError` when `expectedRevision` is given and no longer the current one. */
  update(guildId: string, patch: GuildSettingsPatch, expectedRevision?: number): Promise<GuildSettings>;
  /** Notes that the guild has been set up. Doing it again changes nothing. @returns whether this call did it. */
  initialize(guildId: string): Promise<boolean>;
  /** @returns the undo. */
  onChange(listener: (settings: GuildSettings) => void): () => void;
}

export function createGuildSettings(options: {
  readonly database: Database;
  readonly directory: GuildDirectory;
  readonly clock: Clock;
}): GuildSettingsStore {
  const { database, directory, clock } = options;
  const { GuildSettings: model } = database.models;
  const { applicationId } = directory;
  const listeners = new Set<(settings: GuildSettings) => void>();

  const get = async (guildId: string): Promise<GuildSettings> => {
    const found = await model.findOne({ guildId, applicationId }).lean<GuildSettings>();
    if (found) return found;
    const at = new Date(clock.now());
    const made = await model
      .findOneAndUpdate(
        { guildId, applicationId },
        {
          $setOnInsert: {
            language: directory.guild(guildId)?.preferredLocale.startsWith('fr') ? 'fr' : 'en',
            timezone: 'UTC',
            managerRoles: [],
            logChannel: null,
            initializedAt: null,
            revision: 1,
            createdAt: at,
            updatedAt: at,
          },
        },
        { upsert: true, returnDocument: 'after' },
      )
      .lean<GuildSettings>();
    if (!made) throw new Error(`the settings of guild ${guildId} could not be made`);
    return made;
  };

  const change = async (
    guildId: string,
    fields: Partial<GuildSettings>,
    expectedRevision?: number,
  ): Promise<GuildSettings> => {
    const current = await get(guildId);
    const revision = expectedRevision ?? current.revision;
    const changed = await model
      .findOneAndUpdate(
        { guildId, applicationId, revision },
        { $set: { ...fields, updatedAt: new Date(clock.now()) }, $inc: { revision: 1 } },
        { returnDocument: 'after' },
      )
      .lean<GuildSettings>();
    if (!changed) {
      if (expectedRevision === undefined) return change(guildId, fields);
      throw new SettingsRevisionError((await get(guildId)).revision);
    }
    for (const listener of listeners) listener(changed);
    return changed;
  };

  return {
    get,
    update: change,
    async initialize(guildId) {
      const current = await get(guildId);
      if (current.initializedAt) return false;
      await change(guildId, { initializedAt: new Date(clock.now()) });
      return true;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
