import { hostname } from 'node:os';
import type { WebSocketOptions } from 'discord.js';
import type { ClientSession } from 'mongodb';
import type { Database } from '../database/index.ts';
import { BotStartError } from './errors.ts';
import { SequenceLedger } from './frame.ts';

const leaseMs = 10_000;
const renewMs = 3_000;
const storeMs = 1_000;

interface SessionInfo {
  readonly sessionId: string;
  readonly sequence: number;
  readonly resumeURL: string;
  readonly shardCount: number;
}
interface SessionOptions {
  options: { updateSessionInfo(shardId: number, info: SessionInfo | null): Promise<void> | void };
}
interface Held {
  fence: number;
  session: { id: string; resumeUrl: string; ledger: SequenceLedger } | null;
  /** What was stored last: of which session, and how far. */
  stored: { readonly id: string; readonly seq: number } | null;
}

/** How far the events of this process' shards have had their effects, as it was at one moment. */
export interface SessionProgress {
  /**
   * Writes it in a transaction of the effects themselves.
   * @param whole `false`: only makes sure that this process still drives its shards
   * @throws when it does not
   */
  write(transaction: ClientSession, whole: boolean): Promise<void>;
  /** The transaction is on disk. */
  written(): void;
}

/**
 * Shards that this process drives: a lease with a fence in the database, and the session of each.
 *
 * 1. A stored sequence number is never ahead of its events' effects.
 * 2. A process that lost its lease writes nothing more.
 *
 * Leases follow real time: they are about processes, not about what members see.
 */
export class GatewaySessions {
  readonly owner: string = `${hostname()}:${process.pid}:${crypto.randomUUID().slice(0, 8)}`;
  readonly #database: Database;
  readonly #applicationId: string;
  readonly #onLost: (shardId: number) => void;
  readonly #held = new Map<number, Held>();
  #timers: NodeJS.Timeout[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(database: Database, applicationId: string, onLost: (shardId: number) => void) {
    this.#database = database;
    this.#applicationId = applicationId;
    this.#onLost = onLost;
  }

  /** Wraps discord.js' own bookkeeping, so that we learn of each session. */
  wrap(
    build: NonNullable<WebSocketOptions['buildStrategy']>,
  ): NonNullable<WebSocketOptions['buildStrategy']> {
    return (manager) => {
      const { options } = manager as unknown as SessionOptions;
      const update = options.updateSessionInfo;
      options.updateSessionInfo = (shardId, info) => {
        this.#update(shardId, info);
        return update(shardId, info);
      };
      return build(manager);
    };
  }

  /** @throws `BotStartError` `SHARD_TAKEN` when another live process holds it and does not let go within `waitMs`. */
  async claim(shardId: number, shardCount: number, waitMs: number = leaseMs + renewMs): Promise<void> {
    const deadline = Date.now() + waitMs;
    for (;;) {
      const fence = await this.#tryClaim(shardId, shardCount);
      if (fence !== undefined) {
        this.#held.set(shardId, { fence, session: null, stored: null });
        break;
      }
      if (Date.now() >= deadline) {
        throw new BotStartError(
          'SHARD_TAKEN',
          `Another Guildhall is running this bot (shard ${shardId}) on the same database.`,
          'Stop it first; two would answer everything twice.',
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    if (this.#timers.length === 0) {
      this.#timers = [
        setInterval(() => this.#queue(() => this.#renew()), renewMs).unref(),
        setInterval(() => this.#queue(() => this.#store()), storeMs).unref(),
      ];
    }
  }

  /** Notes that a frame has arrived. @returns what to call once its effects have settled. */
  begin(shardId: number, sequence: number): () => void {
    const ledger = this.#held.get(shardId)?.session?.ledger;
    if (!ledger) return () => undefined;
    ledger.begin(sequence);
    return () => ledger.settle(sequence);
  }

  /** The sequence number that may be stored for a shard now. */
  committed(shardId: number): number | undefined {
    return this.#held.get(shardId)?.session?.ledger.committed;
  }

  /** The id of the session that a shard's frames belong to now. */
  sessionOf(shardId: number): string | undefined {
    return this.#held.get(shardId)?.session?.id;
  }

  /** Brings effects to disk that keep no frame open; called, and waited for, before how far they have come is stored. */
  beforeStore: () => Promise<void> = async () => undefined;

  progress(): SessionProgress {
    const shards = [...this.#held].map(([shardId, held]) => ({ shardId, held, now: stateOf(held) }));
    return {
      write: async (transaction, whole) => {
        for (const { shardId, held, now } of shards) {
          const { matchedCount } = await this.#database.models.Shard.updateOne(
            { _id: this.#id(shardId), fence: held.fence },
            { $set: { updatedAt: new Date(), ...(whole && isNews(held, now) ? { session: now } : {}) } },
            { session: transaction },
          );
          if (matchedCount === 0) throw new Error(`shard ${shardId} is driven by another process`);
        }
      },
      written: () => {
        for (const { held, now } of shards) if (isNews(held, now)) held.stored = now;
      },
    };
  }

  /** Stores what has settled and lets go of the leases. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    await this.#writing;
    await this.#store();
    for (const [shardId, held] of this.#held) {
      await this.#database.models.Shard.updateOne(
        { _id: this.#id(shardId), fence: held.fence },
        { $set: { owner: null, leaseUntil: null, updatedAt: new Date() } },
      );
    }
    this.#held.clear();
  }

  #id(shardId: number): string {
    return `${this.#applicationId}:${shardId}`;
  }

  async #tryClaim(shardId: number, shardCount: number): Promise<number | undefined> {
    const { Shard } = this.#database.models;
    const _id = this.#id(shardId);
    const now = new Date();
    await Shard.updateOne(
      { _id },
      {
        $setOnInsert: {
          applicationId: this.#applicationId,
          shardId,
          shardCount,
          owner: null,
          fence: 0,
          leaseUntil: null,
          session: null,
          updatedAt: now,
        },
      },
      { upsert: true },
    );
    const current = await Shard.findOne({ _id }).lean();
    if (!current) return undefined;
    const free =
      current.owner === null || (current.leaseUntil ?? now) <= now || isDeadProcessHere(current.owner);
    if (!free) return undefined;
    const claimed = await Shard.findOneAndUpdate(
      { _id, fence: current.fence },
      {
        $set: {
          owner: this.owner,
          shardCount,
          leaseUntil: new Date(now.getTime() + leaseMs),
          session: null,
          updatedAt: now,
        },
        $inc: { fence: 1 },
      },
      { returnDocument: 'after' },
    ).lean();
    return claimed?.fence;
  }

  #update(shardId: number, info: SessionInfo | null): void {
    const held = this.#held.get(shardId);
    if (!held) return;
    if (!info) held.session = null;
    else if (held.session?.id !== info.sessionId) {
      held.session = {
        id: info.sessionId,
        resumeUrl: info.resumeURL,
        ledger: new SequenceLedger(info.sequence),
      };
    }
  }

  #queue(work: () => Promise<void>): void {
    this.#writing = this.#writing.then(work).catch(() => {
      // The database is away: the lease decides what happens next, and the next tick tries again.
    });
  }

  async #renew(): Promise<void> {
    for (const [shardId, held] of this.#held) {
      const result = await this.#database.models.Shard.updateOne(
        { _id: this.#id(shardId), fence: held.fence },
        { $set: { leaseUntil: new Date(Date.now() + leaseMs) } },
      );
      if (result.matchedCount === 0) {
        this.#held.delete(shardId);
        this.#onLost(shardId);
      }
    }
  }

  async #store(): Promise<void> {
    const shards = [...this.#held].map(([shardId, held]) => ({ shardId, held, now: stateOf(held) }));
    await this.beforeStore();
    for (const { shardId, held, now } of shards) {
      if (!isNews(held, now)) continue;
      await this.#database.models.Shard.updateOne(
        { _id: this.#id(shardId), fence: held.fence },
        { $set: { session: now, updatedAt: new Date() } },
      );
      held.stored = now;
    }
  }
}

function stateOf({ session }: Held) {
  return session && { id: session.id, seq: session.ledger.committed, resumeUrl: session.resumeUrl };
}

/** Whether it is further than what is stored, which another write may have done meanwhile. */
function isNews({ stored }: Held, now: ReturnType<typeof stateOf>): boolean {
  if (!now || !stored) return now !== stored;
  return now.id !== stored.id || now.seq > stored.seq;
}

/** A process of this machine that was killed has no use for its lease. */
export function isDeadProcessHere(owner: string): boolean {
  const [host, pid] = owner.split(':');
  if (host !== hostname()) return false;
  const id = Number(pid);
  // A container gives each run the same small ids: our own id with another suffix is a former run.
  if (id === process.pid) return true;
  try {
    process.kill(id, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
