import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type Clock, type Jobs, type Logger, parseDuration } from '@guildhall/sdk';
import type { JobPiece } from '@guildhall/sdk/host';
import type { Database, JobDocument } from '../../database/index.ts';
import { isDeadProcessHere } from '../../discord/index.ts';
import type { Outcome } from '../handler-runner.ts';
import type { LiveInstallation } from '../live-installation.ts';
import { DeadLetters } from './dead-letters.ts';
import { nextRun } from './next-run.ts';

const leaseMs = 30_000;
const renewMs = 10_000;
/** Jobs that other processes add are found at the latest after this. */
const pollMs = 5_000;
const maxAttempts = 3;
const atOnce = 8;
const recurringKey = '';

/** A clock that may be moved tells so; the real one doesn't. */
export interface MovableClock extends Clock {
  onAdvance?(listener: () => void | Promise<void>): () => void;
}

export interface SchedulerOptions {
  readonly database: Database;
  readonly applicationId: string;
  readonly clock: MovableClock;
  readonly logger: Logger;
  readonly find: (guildId: string, pluginId: string) => LiveInstallation | undefined;
  /** @param run names this run: the same when it is tried again */
  readonly run: (live: LiveInstallation, piece: JobPiece, input: unknown, run: string) => Promise<Outcome>;
  /** IANA name of a guild's time zone, for `cron`. */
  readonly timezone: (guildId: string) => string;
}

/**
 * Plugins' jobs, kept in the database.
 *
 * 1. A job is claimed by one process at a time, under a lease with a fence; who lost it completes nothing.
 * 2. It is taken off only after its handler is done: a process that dies in the middle leaves it to be run again.
 *    A handler therefore runs at least once, and once where no process dies.
 * 3. A handler that fails is tried three times, then kept as a dead letter (recurring jobs go on with their next run).
 *
 * When a job is due follows the clock; leases follow real time, because they are about processes.
 */
export class JobScheduler {
  readonly deadLetters: DeadLetters;
  readonly #options: SchedulerOptions;
  readonly #owner = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  readonly #running = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #stopClock: (() => void) | undefined;
  #ticking: Promise<void> | undefined;
  #again = false;
  #closed = true;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.deadLetters = new DeadLetters(options);
  }

  async start(): Promise<void> {
    this.#closed = false;
    await this.#freeDeadLeases();
    this.#stopClock = this.#options.clock.onAdvance?.(async () => {
      await this.tick();
      await this.settled();
    });
    await this.tick();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopClock?.();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#ticking;
    await this.settled();
  }

  /** Resolves when no job is running, and nobody is looking for one that is due. */
  async settled(): Promise<void> {
    while (this.#ticking || this.#running.size > 0) {
      await this.#ticking;
      await Promise.all(this.#running.values());
    }
  }

  get activeTimers(): number {
    return this.#timer ? 1 : 0;
  }

  /** `ctx.jobs` of one installation. */
  jobs(live: LiveInstallation): Jobs {
    return {
      at: async (when, job, input, { key = randomUUID() } = {}) => {
        const piece = live.pieces.jobs.get(job.name);
        if (!piece || !('input' in piece.schedule)) {
          throw new TypeError(`"${job.name}" is not a job of ${live.pluginId} that can be asked to run`);
        }
        const checked = await piece.schedule.input.parseAsync(input);
        const dueAt =
          when instanceof Date ? when : new Date(this.#options.clock.now() + parseDuration(when.in));
        if (live.signal.aborted) throw live.signal.reason;
        await this.#put(live, job.name, key || randomUUID(), dueAt, checked, false);
        void this.tick();
      },
      cancel: async (job, key) => {
        const result = await this.#options.database.models.Job.deleteOne({
          _id: this.#id(live, job.name, key),
          guildId: live.guildId,
        });
        return result.deletedCount > 0;
      },
    };
  }

  /** Makes the recurring jobs of an installation that has become live, and lets its others go on. */
  async resume(live: LiveInstallation): Promise<void> {
    const { database, clock } = this.#options;
    const { Job } = database.models;
    const { guildId, pluginId } = live;
    const timezone = this.#options.timezone(guildId);
    await Job.updateMany({ guildId, pluginId, paused: true }, { $set: { paused: false } });
    const recurring: string[] = [];
    for (const piece of live.pieces.jobs.values()) {
      const due = nextRun(piece.schedule, clock.now(), clock.now(), timezone);
      if (due === undefined) continue;
      recurring.push(piece.name);
      await Job.updateOne(
        { _id: this.#id(live, piece.name, recurringKey), guildId },
        { $setOnInsert: { ...this.#fresh(live, piece.name, recurringKey, true), dueAt: new Date(due) } },
        { upsert: true },
      );
    }
    // Recurring jobs that this version no longer has.
    await Job.deleteMany({ guildId, pluginId, recurring: true, job: { $nin: recurring } });
    void this.tick();
  }

  async pause(guildId: string, pluginId: string): Promise<void> {
    await this.#options.database.models.Job.updateMany({ guildId, pluginId }, { $set: { paused: true } });
  }

  /**
   * Runs a dead letter again, now, with three attempts.
   * @returns whether there was such a letter, of a job that the enabled version still has
   */
  async replay(guildId: string, pluginId: string, id: string): Promise<boolean> {
    const letter = await this.deadLetters.find(guildId, pluginId, id);
    const live = this.#options.find(guildId, pluginId);
    if (!letter || letter.handler || !live?.pieces.jobs.has(letter.job)) return false;
    // Put first, discarded after: a process that dies between them runs it twice, and loses nothing.
    // The letter's own id as the key: a job that was asked for meanwhile under the old key stays.
    await this.#put(
      live,
      letter.job,
      `replay:${id}`,
      new Date(this.#options.clock.now()),
      letter.input,
      false,
    );
    await this.deadLetters.discard(guildId, pluginId, id);
    void this.tick();
    return true;
  }

  async forget(guildId: string, pluginId: string): Promise<void> {
    await this.deadLetters.forget(guildId, pluginId);
    await this.#options.database.models.Job.deleteMany({ guildId, pluginId });
  }

  /** Claims what is due. Runs at most one round at a time; a call meanwhile makes one more. */
  tick(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    if (this.#ticking) {
      this.#again = true;
      return this.#ticking;
    }
    this.#ticking = (async () => {
      do {
        this.#again = false;
        await this.#round();
      } while (this.#again && !this.#closed);
    })()
      .catch((error: unknown) => {
        this.#options.logger.error('jobs could not be looked up', { error: String(error) });
        this.#sleep(pollMs);
      })
      .finally(() => {
        this.#ticking = undefined;
      });
    return this.#ticking;
  }

  async #round(): Promise<void> {
    const { clock, applicationId, database } = this.#options;
    while (!this.#closed && this.#running.size < atOnce) {
      const claimed = await this.#claim();
      if (!claimed) break;
      const work = this.#work(claimed).finally(() => {
        this.#running.delete(claimed._id);
        void this.tick();
      });
      this.#running.set(claimed._id, work);
    }
    const next = await database.models.Job.findOne(
      { applicationId, paused: false, dueAt: { $gt: new Date(clock.now()) } },
      { dueAt: 1 },
      { acrossGuilds: 'one timer serves every guild' },
    )
      .sort({ dueAt: 1 })
      .lean<Pick<JobDocument, 'dueAt'>>();
    this.#sleep(next ? Math.max(1, next.dueAt.getTime() - clock.now()) : pollMs);
  }

  #sleep(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.tick(), Math.min(ms, pollMs)).unref();
  }

  async #claim(): Promise<JobDocument | undefined> {
    const { applicationId, clock, database } = this.#options;
    const now = new Date();
    const found = await database.models.Job.findOneAndUpdate(
      {
        applicationId,
        paused: false,
        dueAt: { $lte: new Date(clock.now()) },
        leaseUntil: { $lte: now },
        _id: { $nin: [...this.#running.keys()] },
      },
      {
        $set: { owner: this.#owner, leaseUntil: new Date(now.getTime() + leaseMs) },
        $inc: { fence: 1, attempts: 1 },
      },
      {
        sort: { dueAt: 1 },
        returnDocument: 'after',
        acrossGuilds: 'the scheduler serves every guild',
      },
    ).lean<JobDocument>();
    return found ?? undefined;
  }

  async #work(job: JobDocument): Promise<void> {
    const { logger, database, find, run } = this.#options;
    const { guildId, pluginId } = job;
    const mine = { _id: job._id, guildId, fence: job.fence };
    const renewal = setInterval(() => {
      database.models.Job.updateOne(mine, { $set: { leaseUntil: new Date(Date.now() + leaseMs) } }).catch(
        (error: unknown) => logger.warn("a job's lease could not be renewed", { error: String(error) }),
      );
    }, renewMs).unref();
    try {
      const live = find(guildId, pluginId);
      const piece = live?.pieces.jobs.get(job.job);
      if (!live || !piece) {
        // Not enabled in this process (any more): whoever enables it lets the job go on.
        await database.models.Job.updateOne(mine, { $set: { paused: true, leaseUntil: new Date(0) } });
        return;
      }
      if (job.attempts > maxAttempts) {
        // Begun three times and never ended, not even badly: the process died of it, or with it, each time.
        const reference = randomUUID().slice(0, 8);
        logger.error('a job that no process has survived is given up', {
          guildId,
          pluginId,
          job: job.job,
          reference,
        });
        await this.#complete(job, mine, live, piece, { kind: 'failed', reference });
        return;
      }
      const outcome = await run(live, piece, job.input, job.run || `${job._id}:${job.dueAt.getTime()}`);
      await this.#complete(job, mine, live, piece, outcome);
    } catch (error) {
      logger.error('a job could not be completed; its lease runs out and it is tried again', {
        guildId,
        pluginId,
        job: job.job,
        error: String(error),
      });
    } finally {
      clearInterval(renewal);
    }
  }

  async #complete(
    job: JobDocument,
    mine: { _id: string; guildId: string; fence: number },
    live: LiveInstallation,
    piece: JobPiece,
    outcome: Outcome,
  ): Promise<void> {
    const { Job } = this.#options.database.models;
    const now = this.#options.clock.now();
    const free = { owner: null, leaseUntil: new Date(0) };
    if (outcome.kind === 'off') {
      await Job.updateOne(mine, { $set: { ...free, paused: true }, $inc: { attempts: -1 } });
    } else if (outcome.kind === 'resting' || (outcome.kind === 'failed' && job.attempts < maxAttempts)) {
      const attempts = outcome.kind === 'resting' ? job.attempts - 1 : job.attempts;
      const wait = outcome.kind === 'resting' ? 60_000 : 5_000 * 2 ** (job.attempts - 1);
      await Job.updateOne(mine, { $set: { ...free, attempts, dueAt: new Date(now + wait) } });
    } else {
      if (outcome.kind === 'failed') await this.deadLetters.keep(job, outcome.reference);
      const timezone = this.#options.timezone(live.guildId);
      const next = job.recurring ? nextRun(piece.schedule, job.dueAt.getTime(), now, timezone) : undefined;
      if (next === undefined) await Job.deleteOne(mine);
      else
        await Job.updateOne(mine, {
          $set: { ...free, attempts: 0, dueAt: new Date(next), run: randomUUID() },
        });
    }
  }

  async #put(
    live: LiveInstallation,
    job: string,
    key: string,
    dueAt: Date,
    input: unknown,
    recurring: boolean,
  ): Promise<void> {
    // Replaced as a whole, with a new fence: a run of the former that is under way completes nothing any more.
    const { fence: _, ...fields } = this.#fresh(live, job, key, recurring);
    await this.#options.database.models.Job.findOneAndUpdate(
      { _id: this.#id(live, job, key), guildId: live.guildId },
      { $set: { ...fields, dueAt, input }, $inc: { fence: 1 } },
      { upsert: true },
    );
  }

  #fresh(live: LiveInstallation, job: string, key: string, recurring: boolean) {
    return {
      applicationId: this.#options.applicationId,
      pluginId: live.pluginId,
      job,
      key,
      recurring,
      paused: false,
      owner: null,
      fence: 0,
      leaseUntil: new Date(0),
      attempts: 0,
      run: randomUUID(),
    };
  }

  #id(live: { guildId: string; pluginId: string }, job: string, key: string): string {
    return `${this.#options.applicationId}:${live.guildId}:${live.pluginId}:${job}:${key}`;
  }

  /** A former run of this process that was killed must not keep its jobs waiting for the lease. */
  async #freeDeadLeases(): Promise<void> {
    const { applicationId, database } = this.#options;
    const across = { acrossGuilds: 'leases are about processes' };
    const owners: unknown[] = await database.models.Job.distinct('owner', {
      applicationId,
      owner: { $ne: null },
    }).setOptions(across);
    for (const owner of owners) {
      if (typeof owner !== 'string' || !isDeadProcessHere(owner)) continue;
      await database.models.Job.updateMany(
        { applicationId, owner },
        { $set: { owner: null, leaseUntil: new Date(0) } },
        across as never,
      );
    }
  }
}
