import type { Connection } from 'mongoose';
import { DatabaseError } from './errors.ts';

type Db = NonNullable<Connection['db']>;

/** One step of the database's own schema. Steps are append-only: a released one never changes. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** May be run again after a crash in the middle: it must be idempotent. */
  up(db: Db): Promise<void>;
}

/** The steps so far. Collections and their indexes are made by the models; steps change what exists. */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    name: 'first version',
    async up() {
      // Nothing exists yet: the record of version 1 is what later steps build on.
    },
  },
];

interface MigrationRecord {
  readonly _id: number;
  readonly name: string;
  readonly at: Date;
}

/**
 * Runs the steps that this database has not had, in order, each recorded when done (requirement C13).
 *
 * @throws `DatabaseError` `DATABASE_NEWER` when a newer Guildhall has already changed it, `MIGRATION_FAILED` with the step.
 */
export async function migrate(
  db: Db,
  now: () => number,
  steps: readonly Migration[] = migrations,
): Promise<readonly number[]> {
  const records = db.collection<MigrationRecord>('migrations');
  const done = new Set((await records.find({}).toArray()).map((record) => record._id));
  const newest = steps.at(-1)?.version ?? 0;
  const ahead = [...done].filter((version) => version > newest);
  if (ahead.length > 0) {
    throw new DatabaseError(
      'DATABASE_NEWER',
      `The database has had migration ${Math.max(...ahead)}, this version of Guildhall knows up to ${newest}.`,
      'Start the newer version of Guildhall, or restore the backup that was made before the update.',
    );
  }
  const run: number[] = [];
  for (const step of steps) {
    if (done.has(step.version)) continue;
    try {
      await step.up(db);
    } catch (error) {
      throw new DatabaseError(
        'MIGRATION_FAILED',
        `Migration ${step.version} ("${step.name}") failed: ${error instanceof Error ? error.message : error}.`,
        'Nothing after it was run. Start again once the cause is gone: the step continues where it stopped.',
        error,
      );
    }
    // Two processes that start at once both run the idempotent step; the record is written once.
    await records.updateOne(
      { _id: step.version },
      { $setOnInsert: { name: step.name, at: new Date(now()) } },
      { upsert: true },
    );
    run.push(step.version);
  }
  return run;
}
