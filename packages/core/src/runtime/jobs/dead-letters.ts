import { randomUUID } from 'node:crypto';
import type { Clock } from '@guildhall/sdk';
import type { Database, DeadLetterDocument, JobDocument } from '../../database/index.ts';

/** Each installation keeps this many; the oldest go first. */
const mostKept = 100;
/** Events hold what members wrote and did. */
const eventsKeptMs = 7 * 24 * 60 * 60_000;
const longestText = 80;
const secretNames = /token|secret|password|passwd|authorization|cookie|api[-_]?key/i;

/** Work that has failed for good, as admins see it. */
export interface DeadLetter {
  readonly id: string;
  readonly pluginId: string;
  /** `event`: a handler of an event (`on`, `onRaw`, `hear`). */
  readonly kind: 'job' | 'event';
  /** Name of the job, or of the handler. */
  readonly job: string;
  /** Of `event`: what it handled, e.g. `messageCreate`, `MESSAGE_CREATE` or `starboard.starred`. */
  readonly event?: string;
  /** Whether it can be run again. */
  readonly replayable: boolean;
  /**
   * What the job was asked to do, or the event's payload as far as the plugin's capabilities let it see;
   * without secrets, and with long texts cut.
   */
  readonly input: unknown;
  /** How often it was tried. An event is handled once: nobody knows what of it has happened already. */
  readonly attempts: number;
  /** When the job was due, or the event came. */
  readonly dueAt: Date;
  readonly failedAt: Date;
  readonly reference: string;
}

/** An event whose handler failed. */
export interface EventLetter {
  readonly guildId: string;
  readonly pluginId: string;
  readonly kind: 'on' | 'onRaw' | 'hear';
  readonly name: string;
  readonly event: string;
  readonly cause: string;
  /** As far as the plugin may see it; absent when it is too large to be kept. */
  readonly payload?: unknown;
  readonly replayable: boolean;
  readonly at: Date;
  readonly reference: string;
}

/**
 * Jobs that have failed three times, and events whose handler has failed, kept so that nothing is lost: admins replay or
 * discard them.
 */
export class DeadLetters {
  readonly #database: Database;
  readonly #applicationId: string;
  readonly #clock: Clock;

  constructor(options: { database: Database; applicationId: string; clock: Clock }) {
    this.#database = options.database;
    this.#applicationId = options.applicationId;
    this.#clock = options.clock;
  }

  async keep(job: JobDocument, reference: string): Promise<void> {
    const { guildId, pluginId, key, input, attempts, dueAt } = job;
    await this.#model.create({
      _id: randomUUID(),
      applicationId: this.#applicationId,
      guildId,
      pluginId,
      job: job.job,
      key,
      input,
      attempts,
      dueAt,
      failedAt: new Date(this.#clock.now()),
      reference,
    });
    await this.#thin(guildId, pluginId);
  }

  async keepEvent(letter: EventLetter): Promise<void> {
    const { guildId, pluginId, kind, name, event, cause, payload, replayable, at, reference } = letter;
    await this.#model.create({
      _id: randomUUID(),
      applicationId: this.#applicationId,
      guildId,
      pluginId,
      handler: kind,
      event,
      cause,
      replayable,
      job: name,
      input: payload,
      attempts: 1,
      dueAt: at,
      failedAt: new Date(this.#clock.now()),
      // Of real time, which the database counts in.
      expiresAt: new Date(Date.now() + eventsKeptMs),
      reference,
    });
    await this.#thin(guildId, pluginId);
  }

  /** `undefined`: there is no such letter. */
  async kindOf(guildId: string, pluginId: string, id: string): Promise<DeadLetter['kind'] | undefined> {
    const found = await this.find(guildId, pluginId, id);
    return found && kindOf(found);
  }

  async findEvent(guildId: string, pluginId: string, id: string): Promise<EventLetter | undefined> {
    const found = await this.find(guildId, pluginId, id);
    if (!found?.handler) return undefined;
    const { handler, job, event = '', cause = '', input, replayable, replayedAt, dueAt, reference } = found;
    return {
      guildId,
      pluginId,
      kind: handler,
      name: job,
      event,
      cause,
      payload: input,
      replayable: replayable === true && !replayedAt,
      at: dueAt,
      reference,
    };
  }

  /** @returns whether it had not been replayed before */
  async claim(guildId: string, pluginId: string, id: string): Promise<boolean> {
    const { modifiedCount } = await this.#model.updateOne(
      { ...this.#of(guildId, pluginId), _id: id, replayedAt: null },
      { $set: { replayedAt: new Date(this.#clock.now()) } },
    );
    return modifiedCount > 0;
  }

  /** It was not run after all. */
  async unclaim(guildId: string, pluginId: string, id: string): Promise<void> {
    await this.#model.updateOne({ ...this.#of(guildId, pluginId), _id: id }, { $set: { replayedAt: null } });
  }

  async #thin(guildId: string, pluginId: string): Promise<void> {
    const tooMany = await this.#model
      .find(this.#of(guildId, pluginId), { _id: 1 })
      .sort({ failedAt: -1 })
      .skip(mostKept)
      .lean<Pick<DeadLetterDocument, '_id'>[]>();
    if (tooMany.length === 0) return;
    await this.#model.deleteMany({
      ...this.#of(guildId, pluginId),
      _id: { $in: tooMany.map(({ _id }) => _id) },
    });
  }

  /** Newest first. */
  async list(guildId: string, pluginId: string): Promise<readonly DeadLetter[]> {
    const found = await this.#model
      .find(this.#of(guildId, pluginId))
      .sort({ failedAt: -1 })
      .lean<DeadLetterDocument[]>();
    return found.map(viewLetter);
  }

  async find(guildId: string, pluginId: string, id: string): Promise<DeadLetterDocument | undefined> {
    const found = await this.#model
      .findOne({ ...this.#of(guildId, pluginId), _id: id })
      .lean<DeadLetterDocument>();
    return found ?? undefined;
  }

  /** @returns whether there was such a letter. */
  async discard(guildId: string, pluginId: string, id: string): Promise<boolean> {
    const { deletedCount } = await this.#model.deleteOne({ ...this.#of(guildId, pluginId), _id: id });
    return deletedCount > 0;
  }

  async forget(guildId: string, pluginId: string): Promise<void> {
    await this.#model.deleteMany(this.#of(guildId, pluginId));
  }

  #of(guildId: string, pluginId: string) {
    return { guildId, pluginId, applicationId: this.#applicationId };
  }

  get #model() {
    return this.#database.models.DeadLetter;
  }
}

function kindOf({ handler }: DeadLetterDocument): DeadLetter['kind'] {
  return handler === undefined ? 'job' : 'event';
}

function viewLetter(letter: DeadLetterDocument): DeadLetter {
  const { _id, pluginId, handler, event, job, attempts, dueAt, failedAt, reference } = letter;
  return {
    id: _id,
    pluginId,
    kind: kindOf(letter),
    job,
    ...(event === undefined ? {} : { event }),
    replayable: handler === undefined || (letter.replayable === true && !letter.replayedAt),
    input: redact(letter.input),
    attempts,
    dueAt,
    failedAt,
    reference,
  };
}

/** A value without what its names say is secret, and with long texts cut. Pure. */
export function redact(value: unknown, name = ''): unknown {
  if (secretNames.test(name)) return '…';
  if (typeof value === 'string') {
    return value.length > longestText ? `${value.slice(0, longestText)}…` : value;
  }
  if (Array.isArray(value)) return value.map((inner) => redact(inner, name));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redact(inner, key)]));
}
