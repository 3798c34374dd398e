import type { Database, InstallationDocument } from '../database/index.ts';
import { InstallationError } from './errors.ts';
import type { ConfigRevision, InstallationState } from './types.ts';

const live: readonly InstallationState[] = [
  'installing',
  'enabled',
  'disabled',
  'quarantined',
  'uninstalling',
];

/** Installations in the database. Every change is one compare-and-set on `revision`. */
export class InstallationStore {
  readonly #database: Database;
  readonly #applicationId: string;

  constructor(database: Database, applicationId: string) {
    this.#database = database;
    this.#applicationId = applicationId;
  }

  async find(guildId: string, pluginId: string): Promise<InstallationDocument | undefined> {
    const found = await this.#model
      .findOne({ guildId, pluginId, applicationId: this.#applicationId })
      .lean<InstallationDocument>();
    return found ?? undefined;
  }

  /** Those of a guild that are not uninstalled. */
  async list(guildId: string): Promise<readonly InstallationDocument[]> {
    return this.#model
      .find({ guildId, applicationId: this.#applicationId, state: { $in: live } })
      .sort({ installedAt: 1 })
      .lean<InstallationDocument[]>();
  }

  /** Those of every guild in these states, e.g. to be continued at start. */
  async inStates(states: readonly InstallationState[]): Promise<readonly InstallationDocument[]> {
    return this.#model
      .find({ applicationId: this.#applicationId, state: { $in: [...states] } }, null, {
        acrossGuilds: 'the host brings every guild to life at start',
      })
      .sort({ installedAt: 1 })
      .lean<InstallationDocument[]>();
  }

  async toPurge(now: Date): Promise<readonly InstallationDocument[]> {
    return this.#model
      .find({ applicationId: this.#applicationId, state: 'retained', purgeAt: { $lte: now } }, null, {
        acrossGuilds: 'retention ends in every guild',
      })
      .lean<InstallationDocument[]>();
  }

  /** @throws `InstallationError` `ALREADY_INSTALLED` when somebody was faster */
  async insert(document: Omit<InstallationDocument, 'applicationId'>): Promise<InstallationDocument> {
    const whole = { ...document, applicationId: this.#applicationId };
    try {
      await this.#model.create(whole);
    } catch (error) {
      if ((error as { code?: unknown }).code === 11000) {
        throw new InstallationError('ALREADY_INSTALLED', `${document.pluginId} is already installed here.`);
      }
      throw error;
    }
    return whole;
  }

  /**
   * @throws `InstallationError` `REVISION_MISMATCH` when it is not (any more) as `from` says
   */
  async change(
    from: Pick<InstallationDocument, 'guildId' | 'pluginId' | 'revision' | 'state'>,
    fields: Partial<InstallationDocument>,
  ): Promise<InstallationDocument> {
    const { guildId, pluginId, revision, state } = from;
    const changed = await this.#model
      .findOneAndUpdate(
        { guildId, pluginId, applicationId: this.#applicationId, revision, state },
        { $set: fields, $inc: { revision: 1 } },
        { returnDocument: 'after' },
      )
      .lean<InstallationDocument>();
    if (changed) return changed;
    throw new InstallationError(
      'REVISION_MISMATCH',
      `${pluginId} has been changed meanwhile. Load it again and repeat.`,
    );
  }

  async remove(guildId: string, pluginId: string): Promise<void> {
    const key = { guildId, pluginId, applicationId: this.#applicationId };
    await this.#database.models.ConfigRevision.deleteMany(key);
    await this.#model.deleteOne(key);
  }

  /** Writes the current configuration into the history. The installation itself is the truth: this can be repeated. */
  async remember(document: InstallationDocument): Promise<void> {
    const { guildId, pluginId, config } = document;
    const { number, ...fields } = config;
    await this.#database.models.ConfigRevision.updateOne(
      { guildId, pluginId, applicationId: this.#applicationId, number },
      { $setOnInsert: fields },
      { upsert: true },
    );
  }

  /** Newest first. */
  async history(
    document: InstallationDocument,
    limit: number,
    before?: number,
  ): Promise<readonly ConfigRevision[]> {
    await this.remember(document);
    const { guildId, pluginId } = document;
    const found = await this.#database.models.ConfigRevision.find({
      guildId,
      pluginId,
      applicationId: this.#applicationId,
      ...(before === undefined ? {} : { number: { $lt: before } }),
    })
      .sort({ number: -1 })
      .limit(limit)
      .lean<(ConfigRevision & Record<string, unknown>)[]>();
    return found.map(viewRevision);
  }

  get #model() {
    return this.#database.models.Installation;
  }
}

export function viewRevision(revision: ConfigRevision): ConfigRevision {
  const { number, configVersion, values, effective, actor, at, restoredFrom } = revision;
  return {
    number,
    configVersion,
    values: values ?? {},
    effective: effective ?? {},
    actor,
    at,
    ...(restoredFrom === undefined || restoredFrom === null ? {} : { restoredFrom }),
  };
}
