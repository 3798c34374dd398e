import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { SqlValue } from '../bson/order-key.ts';

export type SqlRow = Record<string, SqlValue | null>;
/** The columns of a row, in the order of the query. */
export type SqlList = readonly (SqlValue | null)[];

/** How many compiled statements a connection keeps; past it, the least recently used goes. */
const keptStatements = 500;

/** The same for the statements that loops run; past it, all go. */
const keptIterations = 100;

/** One SQLite connection with its compiled statements. */
export class Connection {
  readonly database: DatabaseSync;
  private readonly statements = new Map<string, StatementSync>();
  private readonly listing = new Map<string, StatementSync>();
  /** Compiled statements of `iterate` that nobody iterates now. */
  private readonly idle = new Map<string, StatementSync[]>();

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

  /** Like `all`, for rows of many: each row is an array of its columns, which takes SQLite's binding half the time. */
  lists(sql: string, ...values: (SqlValue | null)[]): SqlList[] {
    return this.statement(sql, true).all(...values) as unknown as SqlList[];
  }

  /** Like `get`, as `lists`. */
  list(sql: string, ...values: (SqlValue | null)[]): SqlList | undefined {
    return this.statement(sql, true).get(...values) as unknown as SqlList | undefined;
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

  /** Rows one by one. The statement is the loop's own, so that the same query may run again inside it. */
  *iterate(sql: string, ...values: (SqlValue | null)[]): Generator<SqlRow, void, undefined> {
    const statement = this.idle.get(sql)?.pop() ?? this.database.prepare(sql);
    // A column may hold any int64.
    statement.setReadBigInts(true);
    const rows = statement.iterate(...values);
    try {
      for (const row of rows) yield row as SqlRow;
    } finally {
      this.keep(sql, statement);
    }
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
    this.listing.clear();
    this.idle.clear();
    this.database.close();
  }

  private keep(sql: string, statement: StatementSync): void {
    const kept = this.idle.get(sql);
    if (kept) {
      if (kept.length < 4) kept.push(statement);
      return;
    }
    if (this.idle.size >= keptIterations) this.idle.clear();
    this.idle.set(sql, [statement]);
  }

  private statement(sql: string, asLists = false): StatementSync {
    const statements = asLists ? this.listing : this.statements;
    let statement = statements.get(sql);
    // Only a map that may soon be full has to know who was used last.
    if (statement && statements.size < keptStatements / 2) return statement;
    if (statement) {
      statements.delete(sql);
    } else {
      statement = this.database.prepare(sql);
      statement.setReturnArrays(asLists);
      if (statements.size >= keptStatements) {
        for (const oldest of statements.keys()) {
          statements.delete(oldest);
          break;
        }
      }
    }
    statements.set(sql, statement);
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
