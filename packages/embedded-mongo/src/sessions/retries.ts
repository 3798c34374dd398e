import { blob, type Connection } from '../storage/connection.ts';

interface Remembered {
  readonly number: bigint;
  readonly reply: Buffer;
}

/** Sessions that were not used for so long are forgotten, as MongoDB does. */
export const sessionMinutes = 30;
const mostInMemory = 5000;

/**
 * The last retryable write of each session and its reply. It is stored in the same commit as the write: a client
 * that never saw the reply, because the connection or the process broke, asks again and gets that reply, and the
 * write is not made twice.
 */
export class Retries {
  private readonly connection: Connection;
  private readonly memory = new Map<string, Remembered | undefined>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  last(session: string): Remembered | undefined {
    if (this.memory.has(session)) return this.memory.get(session);
    const row = this.connection.get(
      'SELECT CAST(number AS TEXT) AS number, reply FROM retries WHERE session = ?',
      Buffer.from(session, 'hex'),
    );
    const found = row && { number: BigInt(String(row.number)), reply: blob(row.reply) };
    this.keep(session, found);
    return found;
  }

  remember(session: string, number: bigint, reply: Buffer, now: number): void {
    this.connection.run(
      'INSERT OR REPLACE INTO retries(session, number, reply, used) VALUES(?, ?, ?, ?)',
      Buffer.from(session, 'hex'),
      number,
      reply,
      now,
    );
    this.keep(session, { number, reply });
  }

  /** Forgets what is in memory, after a rollback made it wrong. */
  reload(): void {
    this.memory.clear();
  }

  trim(now: number): void {
    this.connection.run('DELETE FROM retries WHERE used < ?', now - sessionMinutes * 60_000);
    this.memory.clear();
  }

  private keep(session: string, value: Remembered | undefined): void {
    if (this.memory.size >= mostInMemory) this.memory.clear();
    this.memory.set(session, value);
  }
}
