import type { Doc } from '../bson/values.ts';
import type { Collection } from '../storage/catalog.ts';
import { Connection } from '../storage/connection.ts';
import type { Write } from '../storage/rows.ts';
import { TransactionRows } from './transaction-rows.ts';
import { writeConflict } from './transient.ts';

/** MongoDB's limit on how long a transaction may stay open. */
const lifetimeMs = 60_000;

/** Thrown by a write outside transactions that meets a document an open transaction has changed: it waits. */
export class WouldBlock extends Error {}

export interface Transaction {
  readonly session: string;
  readonly number: bigint;
  readonly rows: TransactionRows;
  readonly startedAt: number;
  /** What change streams say about it. */
  readonly label: Doc;
}

/**
 * The open multi-document transactions. Each reads a snapshot, through a SQLite connection of its own, and keeps its
 * writes beside it; commit puts them into the database at once. See docs/decisions/0002.
 */
export class Transactions {
  private readonly path: string;
  private readonly now: () => number;
  private readonly open = new Map<string, Transaction>();
  private readonly idle: Connection[] = [];
  /** Counts writes; together with the next two it tells what changed after a snapshot. */
  private sequence = 0;
  private readonly written = new Map<string, number>();
  private readonly reshapedAt = new Map<number, number>();
  private readonly claims = new Map<string, Transaction>();

  private readonly prepare: (collection: Collection, bytes: Buffer) => void;

  constructor(path: string, now: () => number, prepare: (collection: Collection, bytes: Buffer) => void) {
    this.path = path;
    this.now = now;
    this.prepare = prepare;
  }

  get count(): number {
    return this.open.size;
  }

  find(session: string): Transaction | undefined {
    return this.open.get(session);
  }

  start(session: string, number: bigint, label: Doc): Transaction {
    const connection = this.idle.pop() ?? new Connection(this.path);
    connection.exec('PRAGMA temp_store = MEMORY; BEGIN');
    // A snapshot begins with the first read.
    connection.get('SELECT count(*) FROM meta');
    const startedAt = this.now();
    const since = this.sequence;
    const transaction: Transaction = {
      session,
      number,
      label,
      startedAt,
      rows: new TransactionRows(connection, {
        claim: (collection, rid) => this.claim(transaction, since, collection, rid),
        prepare: this.prepare,
        isReshaped: (collection) => (this.reshapedAt.get(collection.id) ?? 0) > since,
      }),
    };
    this.open.set(session, transaction);
    return transaction;
  }

  /** Lets go of everything the transaction holds. Its writes are gone unless they were put into the database. */
  end(transaction: Transaction): void {
    this.open.delete(transaction.session);
    for (const [key, owner] of this.claims) if (owner === transaction) this.claims.delete(key);
    if (this.open.size === 0) {
      this.written.clear();
      this.reshapedAt.clear();
    }
    transaction.rows.discard();
    this.idle.push(transaction.rows.connection);
  }

  /** The transactions that have been open for too long. */
  expired(): Transaction[] {
    const limit = this.now() - lifetimeMs;
    return [...this.open.values()].filter((transaction) => transaction.startedAt < limit);
  }

  /** Before a write outside transactions. @throws WouldBlock */
  beforeWrite(collection: Collection, rid: number): void {
    if (this.claims.size > 0 && this.claims.has(`${collection.id}:${rid}`)) throw new WouldBlock();
  }

  afterWrite(write: Pick<Write, 'collection' | 'rid'>): void {
    if (this.open.size === 0) return;
    this.sequence += 1;
    this.written.set(`${write.collection.id}:${write.rid}`, this.sequence);
  }

  reshaped(collection: Pick<Collection, 'id'>): void {
    if (this.open.size === 0) return;
    this.sequence += 1;
    this.reshapedAt.set(collection.id, this.sequence);
  }

  /** Whether an open transaction has written to the collection: changes of its form must wait then. */
  holds(collection: Collection): boolean {
    for (const transaction of this.open.values()) if (transaction.rows.touches(collection)) return true;
    return false;
  }

  close(): void {
    for (const transaction of [...this.open.values()]) this.end(transaction);
    for (const connection of this.idle) connection.close();
    this.idle.length = 0;
  }

  /** The first to write a document has it; who comes second, or read it before it was changed, gets the conflict. */
  private claim(transaction: Transaction, since: number, collection: Collection, rid: number): void {
    const key = `${collection.id}:${rid}`;
    const owner = this.claims.get(key);
    if ((owner && owner !== transaction) || (this.written.get(key) ?? 0) > since) throw writeConflict();
    this.claims.set(key, transaction);
  }
}
