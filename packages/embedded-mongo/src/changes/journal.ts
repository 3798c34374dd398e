import { decodeDoc } from '../bson/decode.ts';
import { encodeDoc } from '../bson/encode.ts';
import { type Doc, doc, type Maybe, UtcDate } from '../bson/values.ts';
import { blob, type Connection } from '../storage/connection.ts';
import type { Write } from '../storage/rows.ts';
import { describeUpdate } from './difference.ts';

/** How long changes are kept for streams that resume. */
const keptSeconds = 3600;
/** Without a stream for this long, changes are recorded no longer. */
const idleSeconds = 3600;

/**
 * The record of changes that change streams read. It is kept only while it is of use: from when a first stream is
 * opened until an hour after the last was read, so that an application without streams does not write everything
 * twice. Whether it is kept is itself stored, so a stream can resume after a restart.
 */
export class Journal {
  private readonly connection: Connection;
  private readonly now: () => number;
  private recording: boolean;
  private lastUse: number;
  private last: bigint;
  /** The timestamp up to which changes are unknown: streams cannot start before it. */
  private unknownUntil: bigint;

  constructor(connection: Connection, now: () => number) {
    this.connection = connection;
    this.now = now;
    this.recording = this.read('recording') === 1n;
    this.lastUse = now();
    const newest = this.bigint('SELECT max(ts) AS n FROM oplog') ?? 0n;
    const stored = this.read('lastTimestamp') ?? 0n;
    const clock = BigInt(Math.floor(now() / 1000)) << 32n;
    this.last = [newest, stored, clock].reduce((a, b) => (a > b ? a : b));
    // A crash may have lost timestamps that were given out after the last write.
    this.unknownUntil = this.recording ? (this.read('unknownUntil') ?? 0n) : this.last;
  }

  get lastTimestamp(): bigint {
    return this.last;
  }

  get isRecording(): boolean {
    return this.recording;
  }

  /** Every timestamp is later than those before it. */
  tick(): bigint {
    const clock = BigInt(Math.floor(this.now() / 1000)) << 32n;
    this.last = clock > this.last ? clock + 1n : this.last + 1n;
    return this.last;
  }

  /** Starts recording for a stream that begins at a time; false when changes since then are not all known. */
  require(since: bigint): boolean {
    this.lastUse = this.now();
    if (!this.recording) {
      this.recording = true;
      this.unknownUntil = this.last;
      this.write('recording', 1n);
      this.write('unknownUntil', this.unknownUntil);
    }
    return since >= this.unknownUntil;
  }

  record(write: Write, transaction: Doc | undefined): void {
    const timestamp = this.tick();
    if (!this.recording) return;
    const { collection, old, bytes, replaced } = write;
    const before = old ? decodeDoc(old) : undefined;
    const after = bytes ? decodeDoc(bytes) : undefined;
    const type = !before ? 'insert' : !after ? 'delete' : replaced ? 'replace' : 'update';
    const id: Maybe = (after ?? before)?.get('_id');
    const update = type === 'update' && before && after ? describeUpdate(before, after) : undefined;
    this.append(
      timestamp,
      doc({
        type,
        db: collection.db,
        coll: collection.name,
        uuid: collection.uuid,
        key: doc({ _id: id }),
        full: type === 'insert' || type === 'replace' ? after : undefined,
        update,
        wall: new UtcDate(this.now()),
        transaction,
      }),
    );
  }

  /** Records what happened to a whole collection or database: `drop`, `rename`, `dropDatabase`. */
  recordEvent(type: string, db: string, coll: string | undefined, more: Record<string, Maybe> = {}): void {
    const timestamp = this.tick();
    if (!this.recording) return;
    this.append(timestamp, doc({ type, db, coll, wall: new UtcDate(this.now()), ...more }));
  }

  /** Changes after a timestamp, oldest first, that are recorded so far. */
  after(timestamp: bigint, most: number): { timestamp: bigint; event: Doc }[] {
    this.lastUse = this.now();
    return this.connection
      .all(
        'SELECT CAST(ts AS TEXT) AS at, event FROM oplog WHERE ts > ? ORDER BY ts LIMIT ?',
        timestamp,
        most,
      )
      .map((row) => ({ timestamp: BigInt(String(row.at)), event: decodeDoc(blob(row.event)) }));
  }

  /** Forgets what is too old, and stops when no stream has been read for long. Needs an open write. */
  trim(): void {
    if (!this.recording) return;
    if (this.now() - this.lastUse > idleSeconds * 1000) {
      this.recording = false;
      this.unknownUntil = this.last;
      this.write('recording', 0n);
      this.connection.run('DELETE FROM oplog');
      return;
    }
    const limit = BigInt(Math.floor(this.now() / 1000) - keptSeconds) << 32n;
    const removed = this.connection.run('DELETE FROM oplog WHERE ts < ?', limit);
    if (Number(removed.changes) === 0) return;
    this.unknownUntil = limit;
    this.write('unknownUntil', limit);
  }

  private append(timestamp: bigint, event: Doc): void {
    this.connection.run('INSERT INTO oplog(ts, event) VALUES(?, ?)', timestamp, encodeDoc(event));
  }

  private read(name: string): bigint | undefined {
    return this.bigint('SELECT value AS n FROM meta WHERE name = ?', name);
  }

  private bigint(sql: string, ...values: string[]): bigint | undefined {
    const text = this.connection.get(`SELECT CAST(n AS TEXT) AS n FROM (${sql})`, ...values)?.n;
    return typeof text === 'string' ? BigInt(text) : undefined;
  }

  private write(name: string, value: bigint): void {
    this.connection.run('INSERT OR REPLACE INTO meta(name, value) VALUES(?, ?)', name, value);
  }
}
