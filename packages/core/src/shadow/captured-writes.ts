import type { Clock, Logger } from '@guildhall/sdk';
import type { CapturedWriteDocument, Database } from '../database/index.ts';
import { asCore, type CapturedWrite } from '../discord/index.ts';

/** Reports stay readable for as long as a trial may last and a week more. */
const keptMs = 10 * 24 * 60 * 60_000;
/** What one trial may keep: a report is read by a person. Beyond it writes are only counted. */
const mostKept = 2_000;
const sampled = 100;

/** One thing that the plugin would have done. */
export interface CapturedWriteView {
  readonly id: string;
  readonly at: Date;
  readonly action: CapturedWrite['action'];
  readonly channelId?: string;
  readonly messageId?: string;
  readonly userId?: string;
  readonly roleId?: string;
  readonly text?: string;
  readonly reason?: string;
  /** Why it would not have worked: the broker's reason, e.g. `PERMISSION_MISSING`. */
  readonly refused?: string;
  /** The same in words, naming what is missing where. */
  readonly refusedWhy?: string;
  readonly piece?: string;
  readonly event?: string;
}

/** What a plugin would have done in a guild while it was installed in shadow. */
export interface ShadowReport {
  readonly total: number;
  /** Most frequent first. */
  readonly actions: readonly { readonly action: string; readonly count: number; readonly refused: number }[];
  /** Where it would have written, most frequent first. */
  readonly channels: readonly { readonly channelId: string; readonly count: number }[];
  /** What would have failed, by the same action for the same reason, most frequent first. */
  readonly refusals: readonly {
    readonly action: string;
    readonly reason: string;
    /** In words, of the last one. */
    readonly why?: string;
    readonly count: number;
  }[];
  /** The last ones, newest first. */
  readonly latest: readonly CapturedWriteView[];
  /** Writes that were counted and not kept. */
  readonly notKept: number;
}

/** What shadow-installed plugins would have written to Discord. */
export class CapturedWrites {
  readonly #database: Database;
  readonly #applicationId: string;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #writing = new Set<Promise<void>>();
  readonly #kept = new Map<string, number>();
  readonly #onKept: (guildId: string, pluginId: string) => void;

  /** @param options.onKept told after each one, kept or only counted */
  constructor(options: {
    database: Database;
    applicationId: string;
    clock: Clock;
    logger: Logger;
    onKept: (guildId: string, pluginId: string) => void;
  }) {
    this.#onKept = options.onKept;
    this.#database = options.database;
    this.#applicationId = options.applicationId;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  /** Keeps one. The plugin does not wait for it; a failure is logged. */
  add(write: CapturedWrite): void {
    const writing = asCore(() => this.#write(write))
      .then(() => this.#onKept(write.guildId, write.pluginId))
      .catch((error: unknown) => {
        const { guildId, pluginId } = write;
        this.#logger.error('a captured write could not be kept', { guildId, pluginId, error: String(error) });
      })
      .finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
  }

  async report(guildId: string, pluginId: string): Promise<ShadowReport> {
    await this.idle();
    const key = this.#key(guildId, pluginId);
    const found = await this.#database.models.CapturedWrite.find(key)
      .sort({ at: -1, _id: -1 })
      .limit(mostKept)
      .lean<CapturedWriteDocument[]>();
    const notKept = Math.max(0, (this.#kept.get(`${guildId}:${pluginId}`) ?? 0) - mostKept);
    return {
      total: found.length + notKept,
      actions: countBy(found, ({ action }) => action).map(([action, all]) => ({
        action,
        count: all.length,
        refused: all.filter(({ refused }) => refused !== null).length,
      })),
      channels: countBy(
        found.filter(({ refused }) => refused === null),
        ({ channelId }) => channelId ?? undefined,
      ).map(([channelId, all]) => ({ channelId, count: all.length })),
      refusals: countBy(found, ({ action, refused }) =>
        refused === null ? undefined : `${action} ${refused}`,
      ).flatMap(([, all]) => {
        const [last] = all;
        if (!last || last.refused === null) return [];
        const { action, refused: reason, refusedWhy: why } = last;
        return { action, reason, count: all.length, ...(why ? { why } : {}) };
      }),
      latest: found.slice(0, sampled).map(view),
      notKept,
    };
  }

  async forget(guildId: string, pluginId: string): Promise<void> {
    await this.idle();
    this.#kept.delete(`${guildId}:${pluginId}`);
    await this.#database.models.CapturedWrite.deleteMany(this.#key(guildId, pluginId));
  }

  /** Resolves when every one so far is kept. */
  async idle(): Promise<void> {
    while (this.#writing.size > 0) await Promise.all(this.#writing);
  }

  async #write(write: CapturedWrite): Promise<void> {
    const { guildId, pluginId, method: _method, path: _path, ...fields } = write;
    const key = `${guildId}:${pluginId}`;
    const known =
      this.#kept.get(key) ??
      (await this.#database.models.CapturedWrite.countDocuments(this.#key(guildId, pluginId)));
    const count = Math.max(known, this.#kept.get(key) ?? 0) + 1;
    this.#kept.set(key, count);
    if (count > mostKept) return;
    const now = this.#clock.now();
    await this.#database.models.CapturedWrite.create({
      ...this.#key(guildId, pluginId),
      ...fields,
      at: new Date(now),
      expiresAt: new Date(now + keptMs),
    });
  }

  #key(guildId: string, pluginId: string) {
    return { guildId, pluginId, applicationId: this.#applicationId };
  }
}

function countBy<T>(all: readonly T[], by: (one: T) => string | undefined): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = by(one);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
}

function view(document: CapturedWriteDocument): CapturedWriteView {
  const {
    _id,
    at,
    action,
    channelId,
    messageId,
    userId,
    roleId,
    text,
    reason,
    refused,
    refusedWhy,
    piece,
    event,
  } = document;
  const optional = { channelId, messageId, userId, roleId, text, reason, refused, refusedWhy, piece, event };
  return {
    id: String(_id),
    at,
    action: action as CapturedWriteView['action'],
    ...Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== null && value !== undefined),
    ),
  };
}
