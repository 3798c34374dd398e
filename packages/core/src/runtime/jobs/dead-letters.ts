import { randomUUID } from 'node:crypto';
import type { Clock } from '@guildhall/sdk';
import type { Database, DeadLetterDocument, JobDocument } from '../../database/index.ts';

/** Each installation keeps this many; the oldest go first. */
const mostKept = 100;
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

/** Jobs that have failed three times, kept so that nothing is lost: admins replay or discard them. */
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
    return found.map(({ _id, job, input, attempts, dueAt, failedAt, reference }) => ({
      id: _id,
      pluginId,
      kind: 'job',
      job,
      replayable: true,
      input: redact(input),
      attempts,
      dueAt,
      failedAt,
      reference,
    }));
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
