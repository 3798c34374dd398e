import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { SqlValue } from '../bson/order-key.ts';

export type SqlRow = Record<string, SqlValue | null>;

/** How many compiled statements a connection keeps; past it, the least recently used goes. */
const keptStatements = 500;

/** One SQLite connection with its compiled statements. */
export class Connection {
  readonly database: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();

  constructor(path: string) {
    this.database = new DatabaseSync(path);
  }

  exec(sql: string): void {
    this.database.exec(sql);
  }

  run(
    sql: string,
    ...values: (SqlValue | null)[]
  ): { lastInsertRowid: number | bigint; changes: number | bigint } {
    return this.statement(sql).run(...values);
  }

  get(sql: string, ...values: (SqlValue | null)[]): SqlRow | undefined {
    return this.statement(sql).get(...values) as SqlRow | undefined;
  }

  all(sql: string, ...values: (SqlValue | null)[]): SqlRow[] {
    return this.statement(sql).all(...values) as SqlRow[];
  }

  /** Whether SQLite can run a query at all; it cannot when the query insists on an index that is of no use to it. */
  accepts(sql: string): boolean {
    try {
      this.statement(sql);
      return true;
    } catch (error) {
      if (error instanceof Error && error.message.includes('no query solution')) return false;
      throw error;
    }
  }

  /** Rows one by one. The statement is its own, so that the same query may run again inside the loop. */
  iterate(sql: string, ...values: (SqlValue | null)[]): IterableIterator<SqlRow> {
    const statement = this.database.prepare(sql);
    // A column may hold any int64.
    statement.setReadBigInts(true);
    return statement.iterate(...values) as IterableIterator<SqlRow>;
  }

  /**
   * Runs `body` so that a failure undoes all that it wrote. SQLite undoes a single failed statement by itself; this
   * is for work of several statements.
   */
  atomically<T>(body: () => T): T {
    this.exec('SAVEPOINT work');
    try {
      const result = body();
      this.exec('RELEASE work');
      return result;
    } catch (error) {
      this.exec('ROLLBACK TO work; RELEASE work');
      throw error;
    }
  }

  close(): void {
    this.statements.clear();
    this.database.close();
  }

  private statement(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (statement) {
      this.statements.delete(sql);
    } else {
      statement = this.database.prepare(sql);
      if (this.statements.size >= keptStatements) {
        for (const oldest of this.statements.keys()) {
          this.statements.delete(oldest);
          break;
        }
      }
    }
    this.statements.set(sql, statement);
    return statement;
  }
}

/** A BLOB as a Buffer over the same memory. */
export function blob(value: SqlValue | null | undefined): Buffer {
  if (!(value instanceof Uint8Array)) throw new TypeError('expected a BLOB');
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

/** The extended result code of an error of SQLite, or undefined for other errors. */
export function sqliteCode(error: unknown): number | undefined {
  if (error instanceof Error && 'errcode' in error && typeof error.errcode === 'number') return error.errcode;
  return undefined;
}
