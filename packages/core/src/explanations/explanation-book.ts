import type { Clock, Logger } from '@guildhall/sdk';
import { Types } from 'mongoose';
import type {
  ConfigRevisionDocument,
  Database,
  ExplanationDocument,
  InstallationDocument,
} from '../database/index.ts';
import type { Explanation, ExplanationQuery, ExplanationReader, NewExplanation } from './explanation.ts';

const keptMs = 24 * 60 * 60_000;
const flushMs = 250;
/** Of one plugin in one guild within a second: more than anybody reads. */
const perSecond = 100;
const mostWaiting = 5_000;

/**
 * Why plugins did what they did, or did not: kept for 24 hours, for `/why`, the menu on a message, and the dashboard.
 *
 * 1. Keeping one costs the handler an entry in a list; writing happens a moment later, many at once.
 * 2. It is bounded: 100 a second of a plugin in a guild, 5,000 waiting in all. What is too much is left out and counted in the log.
 * 3. Nothing in it outlives 24 hours, its plugin's data, or a member who is erased.
 */
export class ExplanationBook implements ExplanationReader {
  readonly #database: Database;
  readonly #applicationId: string;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #windows = new Map<string, { readonly second: number; count: number }>();
  #waiting: ExplanationDocument[] = [];
  #leftOut = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: { database: Database; applicationId: string; clock: Clock; logger: Logger }) {
    this.#database = options.database;
    this.#applicationId = options.applicationId;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  keep(explanation: NewExplanation): void {
    if (this.#waiting.length >= mostWaiting || !this.#mayKeep(explanation)) {
      this.#leftOut++;
      return;
    }
    const now = this.#clock.now();
    this.#waiting.push({
      ...explanation,
      _id: new Types.ObjectId(),
      applicationId: this.#applicationId,
      at: new Date(now),
      expiresAt: new Date(now + keptMs),
    });
    this.#timer ??= setTimeout(() => void this.flush(), flushMs).unref();
  }

  /** Writes what waits. Never rejects: a lost reason is no reason to fail. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async list(
    guildId: string,
    { memberId, messages, pluginId, piece, limit, after }: ExplanationQuery,
  ): ReturnType<ExplanationReader['list']> {
    await this.flush();
    const position = after === undefined ? undefined : readPosition(after);
    const found = await this.#database.models.Explanation.find({
      guildId,
      applicationId: this.#applicationId,
      expiresAt: { $gt: new Date(this.#clock.now()) },
      ...(memberId === undefined ? {} : { members: memberId }),
      ...(messages === undefined ? {} : { messages: { $in: [...messages] } }),
      ...(pluginId === undefined ? {} : { pluginId }),
      ...(piece === undefined ? {} : { piece }),
      ...(position
        ? { $or: [{ at: { $lt: position.at } }, { at: position.at, _id: { $lt: position.id } }] }
        : {}),
    })
      .sort({ at: -1, _id: -1 })
      .limit(limit + 1)
      .lean<ExplanationDocument[]>();
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const revisions = await this.#revisions(guildId, page);
    return {
      items: page.map((document) => view(document, revisions)),
      next: found.length > limit && last ? `${last.at.getTime()}:${last._id.toHexString()}` : undefined,
    };
  }

  /** Deletes what is about a member, with the rest of what is stored of them. */
  async forgetMember(guildId: string, userId: string): Promise<void> {
    await this.flush();
    await this.#database.models.Explanation.deleteMany({
      guildId,
      applicationId: this.#applicationId,
      members: userId,
    });
  }

  /** Deletes a plugin's, with the rest of its data. */
  async forget(guildId: string, pluginId: string): Promise<void> {
    await this.flush();
    await this.#database.models.Explanation.deleteMany({
      guildId,
      applicationId: this.#applicationId,
      pluginId,
    });
  }

  #mayKeep({ guildId, pluginId }: NewExplanation): boolean {
    const key = `${guildId} ${pluginId}`;
    // Real time: what is bounded is our own work.
    const second = Math.trunc(Date.now() / 1000);
    const window = this.#windows.get(key);
    if (window?.second === second) return ++window.count <= perSecond;
    if (this.#windows.size > 1_000) {
      for (const [other, { second: begun }] of this.#windows) if (begun < second) this.#windows.delete(other);
    }
    this.#windows.set(key, { second, count: 1 });
    return true;
  }

  async #write(): Promise<void> {
    const documents = this.#waiting;
    this.#waiting = [];
    if (this.#leftOut > 0) {
      this.#logger.warn('reasons were left out: plugins gave too many', { count: this.#leftOut });
      this.#leftOut = 0;
    }
    if (documents.length === 0) return;
    try {
      await this.#database.models.Explanation.collection.insertMany(documents as never[], { ordered: false });
    } catch (error) {
      this.#logger.error('reasons could not be kept', { count: documents.length, error: String(error) });
    }
  }

  /** Which revisions of the configuration the plugins of these had, newest first. */
  async #revisions(
    guildId: string,
    page: readonly ExplanationDocument[],
  ): Promise<ReadonlyMap<string, readonly Revision[]>> {
    const plugins = [...new Set(page.map(({ pluginId }) => pluginId))];
    if (plugins.length === 0) return new Map();
    const { Installation, ConfigRevision } = this.#database.models;
    const which = { guildId, applicationId: this.#applicationId, pluginId: { $in: plugins } };
    const [former, present] = await Promise.all([
      ConfigRevision.find(which, { pluginId: 1, number: 1, at: 1 }).lean<
        Pick<ConfigRevisionDocument, 'pluginId' | 'number' | 'at'>[]
      >(),
      Installation.find(which, { pluginId: 1, config: 1 }).lean<
        Pick<InstallationDocument, 'pluginId' | 'config'>[]
      >(),
    ]);
    const all = [
      ...former,
      ...present.map(({ pluginId, config }) => ({ pluginId, number: config.number, at: config.at })),
    ].sort((a, b) => b.number - a.number);
    return Map.groupBy(all, ({ pluginId }) => pluginId);
  }
}

interface Revision {
  readonly number: number;
  readonly at: Date;
}

function view(
  { _id, applicationId: _, expiresAt: __, ...kept }: ExplanationDocument,
  revisions: ReadonlyMap<string, readonly Revision[]>,
): Explanation {
  const revision = revisions.get(kept.pluginId)?.find(({ at }) => at <= kept.at);
  return { ...kept, id: _id.toHexString(), configRevision: revision?.number ?? null };
}

/** Positions come back signed, so only those that `list` wrote get here. */
function readPosition(text: string): { at: Date; id: Types.ObjectId } {
  const [at = '', id = ''] = text.split(':');
  return { at: new Date(Number(at)), id: Types.ObjectId.createFromHexString(id) };
}
