import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedMongoError } from '../startup-error.ts';
import { Connection, sqliteCode } from './connection.ts';

const applicationId = 0x47484442;
const formatVersion = 1;
const busy = 5;
const readOnly = 8;
const corrupt = 11;
const cannotOpen = 14;
const notADatabase = 26;

export interface OpenedStorage {
  readonly connection: Connection;
  readonly path: string;
  /** Closes the database and lets go of the lock. */
  close(): void;
}

/**
 * Opens the database of a data directory for this process alone. The lock is SQLite's exclusive lock on `lock.db`:
 * the operating system lets go of it when the process ends, however it ends.
 * @throws EmbeddedMongoError LOCKED, UNWRITABLE or CORRUPT
 */
export function openStorage(dataDir: string, durable: boolean): OpenedStorage {
  const lock = takeLock(dataDir);
  const path = join(dataDir, 'guildhall.sqlite');
  let connection: Connection | undefined;
  try {
    connection = new Connection(path);
    prepare(connection, path, durable);
  } catch (error) {
    connection?.close();
    lock.close();
    throw explained(error, path);
  }
  const opened = connection;
  return {
    connection: opened,
    path,
    close() {
      opened.close();
      lock.close();
    },
  };
}

function takeLock(dataDir: string): Connection {
  const path = join(dataDir, 'lock.db');
  let lock: Connection | undefined;
  try {
    mkdirSync(dataDir, { recursive: true });
    lock = new Connection(path);
    lock.exec(
      'PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE',
    );
    return lock;
  } catch (error) {
    lock?.close();
    if (((sqliteCode(error) ?? 0) & 0xff) === busy) {
      throw new EmbeddedMongoError(
        'LOCKED',
        `Another process has the database in ${dataDir} open.`,
        'Stop that process, or give this one a data directory of its own.',
      );
    }
    throw explained(error, path);
  }
}

function prepare(connection: Connection, path: string, durable: boolean): void {
  connection.exec(`
    PRAGMA busy_timeout = 5000;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = ${durable ? 'FULL' : 'OFF'};
    PRAGMA cache_size = -65536;
    PRAGMA temp_store = MEMORY;
  `);
  const id = Number(connection.get('PRAGMA application_id')?.application_id);
  const version = Number(connection.get('PRAGMA user_version')?.user_version);
  const tables = Number(connection.get('SELECT count(*) AS n FROM sqlite_schema')?.n);
  if (tables > 0 && id !== applicationId) {
    throw new EmbeddedMongoError(
      'CORRUPT',
      `${path} is a SQLite database, but none of Guildhall's.`,
      'Choose another data directory.',
    );
  }
  if (version > formatVersion) {
    throw new EmbeddedMongoError(
      'CORRUPT',
      `${path} was written by a newer version of Guildhall (format ${version}, this version reads ${formatVersion}).`,
      'Run that version again, or restore a backup made with this one.',
    );
  }
  if (tables > 0) return;
  connection.exec(`
    BEGIN IMMEDIATE;
    CREATE TABLE collections(id INTEGER PRIMARY KEY AUTOINCREMENT, db TEXT NOT NULL, name TEXT NOT NULL,
      uuid BLOB NOT NULL, options BLOB NOT NULL, UNIQUE(db, name));
    CREATE TABLE columns(id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, path TEXT NOT NULL,
      odd INTEGER NOT NULL, arrays INTEGER NOT NULL, UNIQUE(collection, path));
    CREATE TABLE indexes(id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, name TEXT NOT NULL,
      spec BLOB NOT NULL, UNIQUE(collection, name));
    CREATE TABLE retries(session BLOB PRIMARY KEY, number INTEGER NOT NULL, reply BLOB NOT NULL,
      used INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE oplog(ts INTEGER PRIMARY KEY, event BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
    PRAGMA application_id = ${applicationId};
    PRAGMA user_version = ${formatVersion};
    COMMIT;
  `);
}

function explained(error: unknown, path: string): unknown {
  if (error instanceof EmbeddedMongoError || !(error instanceof Error)) return error;
  const code = (sqliteCode(error) ?? 0) & 0xff;
  if (code === corrupt || code === notADatabase) {
    return new EmbeddedMongoError(
      'CORRUPT',
      `${path} is damaged or no SQLite database (${error.message}).`,
      'Restore a backup, or move the file away to start with an empty database.',
    );
  }
  const system =
    'code' in error &&
    typeof error.code === 'string' &&
    /^E(ACCES|PERM|ROFS|NOTDIR|EXIST|NOSPC)$/.test(error.code);
  if (code === cannotOpen || code === readOnly || system) {
    return new EmbeddedMongoError(
      'UNWRITABLE',
      `${path} cannot be written (${error.message}).`,
      'Give the user that runs Guildhall the right to write there, or choose another data directory.',
    );
  }
  return error;
}
