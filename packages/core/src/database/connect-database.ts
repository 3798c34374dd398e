import mongoose from 'mongoose';
import { DatabaseError } from './errors.ts';
import { migrate } from './migrations.ts';
import { defineModels, type Models } from './models/index.ts';

export interface DatabaseOptions {
  readonly clock?: { now(): number };
  /** How long to look for the server at start, in milliseconds (default 5,000). */
  readonly timeoutMs?: number;
  /** Name of the database, when the address has none (default `guildhall`). */
  readonly name?: string;
}

export interface Database {
  readonly connection: mongoose.Connection;
  readonly models: Models;
  /** The driver's view of the same connection. */
  db(): NonNullable<mongoose.Connection['db']>;
  close(): Promise<void>;
}

/**
 * Connects, makes indexes and runs the migrations that are due.
 *
 * @param uri as MongoDB's drivers take it, e.g. `mongodb://127.0.0.1:27017/guildhall`
 * @throws `DatabaseError` `DATABASE_UNREACHABLE`, `DATABASE_REFUSED`, `DATABASE_NEWER`, `MIGRATION_FAILED`
 * @example
 * const database = await connectDatabase('mongodb://127.0.0.1:27017/guildhall');
 */
export async function connectDatabase(uri: string, options: DatabaseOptions = {}): Promise<Database> {
  const connection = mongoose.createConnection();
  try {
    await connection.openUri(uri, {
      serverSelectionTimeoutMS: options.timeoutMs ?? 5_000,
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      ...(databaseOf(uri) ? {} : { dbName: options.name ?? 'guildhall' }),
    });
  } catch (error) {
    await connection.destroy().catch(() => undefined);
    throw explain(uri, error);
  }
  const db = () => {
    if (!connection.db) throw new Error('the database connection is closed');
    return connection.db;
  };
  try {
    const models = defineModels(connection);
    await migrate(db(), options.clock?.now ?? Date.now);
    await Promise.all(Object.values(models).map((model: mongoose.Model<unknown>) => model.createIndexes()));
    return { connection, models, db, close: () => connection.close() };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function databaseOf(uri: string): string | undefined {
  return /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1];
}

function explain(uri: string, error: unknown): DatabaseError {
  const where = uri.replace(/\/\/[^@/]*@/, '//***@');
  const text = error instanceof Error ? error.message : String(error);
  const refused = error instanceof Error && (error.name === 'MongoServerError' || /auth/i.test(text));
  if (refused) {
    return new DatabaseError(
      'DATABASE_REFUSED',
      `The database at ${where} refused us: ${text}.`,
      'Check the user name, the password and `authSource` in MONGODB_URI.',
      error,
    );
  }
  return new DatabaseError(
    'DATABASE_UNREACHABLE',
    `No database answers at ${where}: ${text}.`,
    'Start it, or correct MONGODB_URI. Without MONGODB_URI, Guildhall keeps its data in DATA_DIR.',
    error,
  );
}
