import { randomBytes } from 'node:crypto';
import type { Doc } from '../bson/values.ts';
import { MongoError } from '../errors.ts';

/** MongoDB's limits. */
const firstBatchSize = 101;
const batchBytes = 16 * 1024 * 1024;
const idleMs = 10 * 60_000;

export interface Batch {
  readonly documents: Uint8Array[];
  readonly more: Doc | undefined;
  readonly done: boolean;
}

/** Where a cursor's documents come from. */
export interface Source {
  /** Takes up to `size` documents and about `bytes` bytes, but at least one when there is one. */
  take(size: number, bytes: number): Batch;
  /** Calls `listener` once when there may be new documents; only endless sources have it. */
  waitFor?(listener: () => void): () => void;
  close?(): void;
}

export interface Cursor {
  readonly id: bigint;
  readonly namespace: string;
  readonly session: string | undefined;
  readonly transaction: bigint | undefined;
  readonly source: Source;
  readonly keepsAlive: boolean;
  usedAt: number;
  busy: boolean;
}

/** A source of documents that are all known. */
export class ListSource implements Source {
  private readonly documents: readonly Uint8Array[];
  private at = 0;

  constructor(documents: readonly Uint8Array[]) {
    this.documents = documents;
  }

  take(size: number, bytes: number): Batch {
    const batch: Uint8Array[] = [];
    let total = 0;
    while (batch.length < size && this.at < this.documents.length) {
      const next = this.documents[this.at] as Uint8Array;
      total += next.length;
      if (total > bytes && batch.length > 0) break;
      batch.push(next);
      this.at += 1;
    }
    return { documents: batch, more: undefined, done: this.at >= this.documents.length };
  }
}

export class Cursors {
  private readonly open = new Map<bigint, Cursor>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  get count(): number {
    return this.open.size;
  }

  /** Takes the first batch, and keeps a cursor when there is more. Its id is 0 when there is not. */
  first(
    source: Source,
    namespace: string,
    options: {
      batchSize: number | undefined;
      session: string | undefined;
      transaction?: bigint | undefined;
      single?: boolean;
      keepsAlive?: boolean;
    },
  ): { id: bigint; batch: Batch } {
    const batch = source.take(options.batchSize ?? firstBatchSize, batchBytes);
    if (batch.done || options.single) {
      source.close?.();
      return { id: 0n, batch };
    }
    // Positive, so that clients that print it as signed show the same.
    const id = (randomBytes(8).readBigUInt64LE() >> 1n) | 1n;
    this.open.set(id, {
      id,
      namespace,
      session: options.session,
      transaction: options.transaction,
      source,
      keepsAlive: options.keepsAlive ?? false,
      usedAt: this.now(),
      busy: false,
    });
    return { id, batch };
  }

  find(id: bigint, namespace: string, session: string | undefined): Cursor {
    const cursor = this.open.get(id);
    if (!cursor) throw new MongoError('CursorNotFound', `cursor id ${id} not found`);
    if (cursor.namespace !== namespace) {
      throw new MongoError(
        'Unauthorized',
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    }
    if (cursor.session !== session) {
      throw new MongoError(
        50738,
        `Cannot run getMore on cursor ${id}, which was not created in the same session`,
      );
    }
    if (cursor.busy) throw new MongoError(292, `cursor id ${id} is already in use`);
    return cursor;
  }

  next(cursor: Cursor, batchSize: number | undefined): Batch {
    cursor.usedAt = this.now();
    const batch = cursor.source.take(batchSize || Number.MAX_SAFE_INTEGER, batchBytes);
    if (batch.done) this.kill(cursor.id);
    return batch;
  }

  kill(id: bigint, namespace?: string): boolean {
    const cursor = this.open.get(id);
    if (!cursor || (namespace !== undefined && cursor.namespace !== namespace)) return false;
    cursor.source.close?.();
    return this.open.delete(id);
  }

  killIn(session: string, transaction?: bigint): void {
    for (const cursor of [...this.open.values()]) {
      if (cursor.session !== session) continue;
      if (transaction === undefined || cursor.transaction === transaction) this.kill(cursor.id);
    }
  }

  killIdle(): void {
    const limit = this.now() - idleMs;
    for (const cursor of [...this.open.values()]) {
      if (cursor.usedAt < limit && !cursor.keepsAlive && !cursor.busy) this.kill(cursor.id);
    }
  }

  close(): void {
    for (const id of [...this.open.keys()]) this.kill(id);
  }
}
