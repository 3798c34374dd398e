import type { Connection } from './connection.ts';

/** Told whether what was written is on disk now, or has been undone because it could not be. */
type Waiter = (failure: Error | undefined) => void;

/** At most so many replies wait for one commit. */
const largestGroup = 1000;

/**
 * Puts many requests into one durable commit. The first write opens a SQLite transaction; it is committed when no
 * more requests are at hand, and only then are the waiting replies sent. So an acknowledged write is on disk,
 * and a read never shows what a crash could take back.
 */
export class GroupCommit {
  private readonly connection: Connection;
  private readonly undone: () => void;
  private readonly committed: () => void;
  private open = false;
  private scheduled: NodeJS.Immediate | undefined;
  private waiting: Waiter[] = [];

  constructor(connection: Connection, on: { committed: () => void; undone: () => void }) {
    this.connection = connection;
    this.committed = on.committed;
    this.undone = on.undone;
  }

  /** Call before writing. */
  begin(): void {
    // A full disk makes SQLite undo the whole transaction by itself: those who wait must hear of it.
    if (this.open && !this.connection.database.isTransaction) this.flush();
    if (this.open) return;
    this.connection.exec('BEGIN IMMEDIATE');
    this.open = true;
  }

  /** Calls `waiter` when everything written so far is durable: at once when nothing is waiting to be. */
  settle(waiter: Waiter): void {
    if (!this.open) {
      waiter(undefined);
      return;
    }
    this.waiting.push(waiter);
    if (this.waiting.length >= largestGroup) this.flush();
    else this.scheduled ??= setImmediate(() => this.flush());
  }

  /** Commits now. */
  flush(): void {
    if (this.scheduled) clearImmediate(this.scheduled);
    this.scheduled = undefined;
    if (!this.open) return;
    const waiting = this.waiting;
    this.waiting = [];
    this.open = false;
    let failure: Error | undefined;
    try {
      this.connection.exec('COMMIT');
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      if (this.connection.database.isTransaction) this.connection.exec('ROLLBACK');
      this.undone();
    }
    for (const waiter of waiting) waiter(failure);
    if (!failure) this.committed();
  }
}
