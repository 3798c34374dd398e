import type { Doc } from '../bson/values.ts';
import { Journal } from '../changes/journal.ts';
import { Retries } from '../sessions/retries.ts';
import { Transactions } from '../sessions/transactions.ts';
import { Catalog, type Collection } from '../storage/catalog.ts';
import type { Connection } from '../storage/connection.ts';
import { GroupCommit } from '../storage/group-commit.ts';
import type { OpenedStorage } from '../storage/open.ts';
import { CommittedRows } from '../storage/rows.ts';
import { Cursors } from './cursors.ts';

/** The parts of a running database, joined. */
export class Engine {
  readonly connection: Connection;
  readonly catalog: Catalog;
  readonly rows: CommittedRows;
  readonly commit: GroupCommit;
  readonly journal: Journal;
  readonly transactions: Transactions;
  readonly retries: Retries;
  readonly cursors: Cursors;
  readonly path: string;
  readonly now: () => number;
  readonly startedAt: number;
  /** `host:port`, once the server listens. */
  address = '';
  private readonly storage: OpenedStorage;
  private readonly commitListeners = new Set<() => void>();
  private readonly transactionEndListeners: (() => void)[] = [];

  constructor(storage: OpenedStorage, now: () => number) {
    this.storage = storage;
    this.path = storage.path;
    this.now = now;
    this.startedAt = now();
    this.connection = storage.connection;
    this.catalog = new Catalog(this.connection);
    this.journal = new Journal(this.connection, now);
    this.retries = new Retries(this.connection);
    this.cursors = new Cursors(now);
    this.transactions = new Transactions(this.path, now, (collection, bytes) => {
      this.commit.begin();
      this.rows.prepare(collection, bytes);
    });
    this.rows = new CommittedRows(this.connection, this.catalog, {
      before: (collection, rid) => this.transactions.beforeWrite(collection, rid),
      after: (write) => {
        this.transactions.afterWrite(write);
        this.journal.record(write, undefined);
      },
      reshaped: (collection) => this.transactions.reshaped(collection),
    });
    this.commit = new GroupCommit(this.connection, {
      committed: () => {
        for (const listener of [...this.commitListeners]) listener();
      },
      undone: () => this.reload(),
    });
  }

  createCollection(db: string, name: string, options: Doc): Collection {
    this.commit.begin();
    const collection = this.catalog.create(db, name, options);
    this.transactions.reshaped(collection);
    return collection;
  }

  /** After a rollback: what is in memory may describe what is no longer there. */
  reload(): void {
    this.catalog.reload();
    this.retries.reload();
  }

  onCommit(listener: () => void): () => void {
    this.commitListeners.add(listener);
    return () => this.commitListeners.delete(listener);
  }

  /** Called once, after the next end of a transaction. */
  onTransactionEnd(listener: () => void): void {
    this.transactionEndListeners.push(listener);
  }

  transactionEnded(): void {
    for (const listener of this.transactionEndListeners.splice(0)) queueMicrotask(listener);
  }

  /** A consistent copy of everything acknowledged so far. */
  backup(path: string): void {
    this.commit.flush();
    this.connection.run('VACUUM INTO ?', path);
  }

  close(): void {
    this.cursors.close();
    this.commit.flush();
    this.transactions.close();
    this.storage.close();
  }
}
