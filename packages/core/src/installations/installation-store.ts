import type { Actor } from '../audit/types.ts';
import type {
  Database,
  InstallationDocument,
  InstallationEventDocument,
  TransitionFields,
} from '../database/index.ts';
import { InstallationError } from './errors.ts';
import type { ConfigRevision, InstallationState, InstallationTransition } from './types.ts';

/** In these states the installation's version runs. */
export const runningStates: readonly InstallationState[] = [
  'enabled',
  'updating',
  'rolled_back',
  'consent_required',
];

export function isRunning(state: InstallationState): boolean {
  return runningStates.includes(state);
}

/** Who changes an installation's state, and why when nobody asked for it. */
export interface Because {
  readonly actor: Actor;
  readonly reason?: string;
}

const continued: Because = { actor: { kind: 'system', reason: 'host' } };

/** Installations in the database. Every change is one compare-and-set on `revision`. */
export class InstallationStore {
  readonly #database: Database;
  readonly #applicationId: string;
  readonly #now: () => number;

  constructor(database: Database, applicationId: string, now: () => number) {
    this.#database = database;
    this.#applicationId = applicationId;
    this.#now = now;
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
      .find({ guildId, applicationId: this.#applicationId, state: { $ne: 'retained' } })
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

  /** Those of one plugin in every guild, uninstalled ones left out. */
  async ofPlugin(pluginId: string): Promise<readonly InstallationDocument[]> {
    return this.#model
      .find({ applicationId: this.#applicationId, pluginId, state: { $ne: 'retained' } }, null, {
        acrossGuilds: 'an operator switches a plugin off, or on again, in every guild',
      })
      .lean<InstallationDocument[]>();
  }

  async toPurge(now: Date): Promise<readonly InstallationDocument[]> {
    return this.#model
      .find({ applicationId: this.#applicationId, state: 'retained', purgeAt: { $lte: now } }, null, {
        acrossGuilds: 'retention ends in every guild',
      })
      .lean<InstallationDocument[]>();
  }

  /** Those whose time in shadow is over. */
  async toEndShadow(now: Date): Promise<readonly InstallationDocument[]> {
    return this.#model
      .find(
        {
          applicationId: this.#applicationId,
          state: { $in: [...runningStates] },
          'shadow.until': { $lte: now },
        },
        null,
        { acrossGuilds: 'shadow installs end in every guild' },
      )
      .lean<InstallationDocument[]>();
  }

  /** Those whose update counts as confirmed by now. */
  async toConfirm(now: Date): Promise<readonly InstallationDocument[]> {
    return this.#model
      .find({ applicationId: this.#applicationId, 'previous.until': { $lte: now } }, null, {
        acrossGuilds: 'updates are confirmed in every guild',
      })
      .lean<InstallationDocument[]>();
  }

  /** @throws `InstallationError` `ALREADY_INSTALLED` when somebody was faster */
  async insert(
    document: Omit<InstallationDocument, 'applicationId'>,
    because: Because,
  ): Promise<InstallationDocument> {
    const { state: to, version } = document;
    const transition = this.#transition(document.revision, 'none', to, version, because);
    const whole = { ...document, transition, applicationId: this.#applicationId };
    try {
      await this.#model.create(whole);
      await this.logTransition(whole);
    } catch (error) {
      if ((error as { code?: unknown }).code === 11000) {
        throw new InstallationError('ALREADY_INSTALLED', `${document.pluginId} is already installed here.`);
      }
      throw error;
    }
    return whole;
  }

  /**
   * A change of state is appended to the installation's events.
   * @throws `InstallationError` `REVISION_MISMATCH` when it is not (any more) as `from` says
   */
  async change(
    from: Pick<InstallationDocument, 'guildId' | 'pluginId' | 'revision' | 'state' | 'version'>,
    fields: Partial<InstallationDocument>,
    because: Because = continued,
  ): Promise<InstallationDocument> {
    const { guildId, pluginId, revision, state } = from;
    const to = fields.state ?? state;
    const isTransition = to !== state || (fields.version ?? from.version) !== from.version;
    const transition = isTransition
      ? { transition: this.#transition(revision + 1, state, to, fields.version ?? from.version, because) }
      : {};
    const changed = await this.#model
      .findOneAndUpdate(
        { guildId, pluginId, applicationId: this.#applicationId, revision, state },
        { $set: { ...fields, ...transition }, $inc: { revision: 1 } },
        { returnDocument: 'after' },
      )
      .lean<InstallationDocument>();
    if (changed && isTransition) await this.logTransition(changed);
    if (changed) return changed;
    throw new InstallationError(
      'REVISION_MISMATCH',
      `${pluginId} has been changed meanwhile. Load it again and repeat.`,
    );
  }

  /** Appends an installation's last transition to its events. To be repeated at start: a process may have died before. */
  async logTransition(document: InstallationDocument): Promise<void> {
    const { guildId, pluginId, transition } = document;
    if (!transition) return;
    const { revision, at, ...fields } = transition;
    await this.#database.models.InstallationEvent.updateOne(
      { guildId, pluginId, applicationId: this.#applicationId, revision, at },
      { $setOnInsert: fields },
      { upsert: true },
    );
  }

  /** Newest first. */
  async transitions(
    guildId: string,
    pluginId: string,
    limit: number,
    before?: number,
  ): Promise<readonly InstallationTransition[]> {
    const found = await this.#database.models.InstallationEvent.find({
      guildId,
      pluginId,
      applicationId: this.#applicationId,
      ...(before === undefined ? {} : { revision: { $lt: before } }),
    })
      .sort({ at: -1, revision: -1 })
      .limit(limit)
      .lean<InstallationEventDocument[]>();
    return found.map(({ revision, from, to, version, at, actor, reason }) => ({
      revision,
      from,
      to,
      version,
      at,
      actor,
      ...(reason === undefined ? {} : { reason }),
    }));
  }

  #transition(
    revision: number,
    from: TransitionFields['from'],
    to: InstallationState,
    version: string,
    { actor, reason }: Because,
  ): TransitionFields {
    return {
      revision,
      from,
      to,
      version,
      at: new Date(this.#now()),
      actor,
      ...(reason === undefined ? {} : { reason }),
    };
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

/** Of documents from before there were overrides, too. */
export function viewRevision(
  revision: Omit<ConfigRevision, 'overrides'> & { readonly overrides?: ConfigRevision['overrides'] },
): ConfigRevision {
  const { number, configVersion, values, effective, overrides, actor, at, restoredFrom } = revision;
  return {
    number,
    configVersion,
    values: values ?? {},
    effective: effective ?? {},
    overrides: overrides ?? [],
    actor,
    at,
    ...(restoredFrom === undefined || restoredFrom === null ? {} : { restoredFrom }),
  };
}
