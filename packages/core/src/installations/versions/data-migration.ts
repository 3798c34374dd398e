import type { CollectionDeclaration } from '@guildhall/sdk';
import type { Document, ObjectId } from 'mongodb';
import type { Database } from '../../database/index.ts';
import { collectionName } from '../../runtime/data/index.ts';

const batchSize = 500;

/** One move of a guild's documents to another form. */
export interface MigrationJob {
  readonly id: string;
  readonly guildId: string;
  readonly pluginId: string;
}

export interface CollectionStep {
  readonly name: string;
  /** The version that the documents are written for. */
  readonly from: number;
  readonly declaration: CollectionDeclaration;
}

/** `copying` and `staging` leave the collection itself as it was. */
type Phase = 'copying' | 'staging' | 'swapping' | 'done' | 'keeping' | 'restoring' | 'restored';

interface Marker {
  readonly _id: string;
  readonly migration: string;
  readonly guildId: string;
  readonly pluginId: string;
  readonly collection: string;
  readonly phase: Phase;
  readonly enteredAt: Date;
  /** Of `staging`: the last copy that has been brought to the new form. */
  readonly after?: ObjectId | null;
}

interface Kept {
  readonly _id: ObjectId;
  readonly migration: string;
  readonly collection: string;
  /** `before`: the original; `after`: its new form; `left`: what the new version had when it was rolled back. */
  readonly side: 'before' | 'after' | 'left';
  /** The document's own `_id`. */
  readonly key: Document;
  readonly document: Document;
  /** Of `after`: which original it was made from. */
  readonly from?: ObjectId;
}

/**
 * Why a plugin's documents could not be brought to their new form. The collection is as it was.
 */
export class DataMigrationError extends Error {
  override readonly name = 'DataMigrationError';
}

/**
 * Brings one guild's documents to the form of another version, and back.
 *
 * 1. Everything is first copied, then brought to the new form beside the collection: a step that fails has changed nothing.
 * 2. Each phase is written down and can be repeated: a process that dies in the middle goes on where it was.
 * 3. The originals are kept until `drop`: `back` restores exactly those.
 *
 * While it runs, nothing may write to the guild's documents of these collections.
 */
export class DataMigration {
  readonly #database: Database;
  /** Told after each step that is on disk. */
  readonly #onStep: (step: string) => void | Promise<void>;
  readonly #now: () => number;
  #indexed: Promise<unknown> | undefined;

  constructor(
    database: Database,
    now: () => number,
    onStep: (step: string) => void | Promise<void> = () => undefined,
  ) {
    this.#database = database;
    this.#now = now;
    this.#onStep = onStep;
  }

  /** @throws `DataMigrationError`; the collections are then as they were */
  async forward(job: MigrationJob, steps: readonly CollectionStep[]): Promise<void> {
    await this.#index();
    // All are ready before any is replaced: when the second can't be migrated, the first has not changed.
    const toSwap: string[] = [];
    for (const step of steps) {
      const phase = await this.#phase(job, step.name);
      if (phase === 'copying') await this.#copy(job, step.name);
      if (phase === 'copying' || phase === 'staging') await this.#stage(job, step);
      if (phase === 'copying' || phase === 'staging' || phase === 'swapping') toSwap.push(step.name);
    }
    for (const step of steps) {
      if (!toSwap.includes(step.name)) continue;
      await this.#replace(job, step.name, 'after');
      await this.#enter(job, step.name, 'done');
    }
  }

  async back(job: MigrationJob, collections: readonly string[]): Promise<void> {
    await this.#index();
    for (const name of collections) {
      const phase = await this.#phase(job, name);
      if (phase === 'copying' || phase === 'staging' || phase === 'restored') continue;
      if (phase === 'done' || phase === 'keeping') {
        await this.#enter(job, name, 'keeping');
        await this.#keep(job, name, 'left');
      }
      await this.#enter(job, name, 'restoring');
      await this.#replace(job, name, 'before');
      await this.#enter(job, name, 'restored');
    }
  }

  /** Forgets everything about a migration. */
  async drop(id: string): Promise<void> {
    await this.#kept.deleteMany({ migration: id });
    await this.#markers.deleteMany({ migration: id });
  }

  /** Forgets the originals, which are in their place again. What the rolled back version left stays until `purge`. */
  async dropOriginals(id: string): Promise<void> {
    await this.#kept.deleteMany({ migration: id, side: { $in: ['before', 'after'] } });
  }

  /** Forgets what versions that were rolled back before this time have left. */
  async purge(before: Date): Promise<void> {
    const old = await this.#markers.find({ phase: 'restored', enteredAt: { $lt: before } }).toArray();
    for (const id of new Set(old.map(({ migration }) => migration))) await this.drop(id);
  }

  get #markers() {
    return this.#database.db().collection<Marker>('data_migrations');
  }

  get #kept() {
    return this.#database.db().collection<Kept>('data_migration_documents');
  }

  #index(): Promise<unknown> {
    this.#indexed ??= Promise.all([
      this.#kept.createIndex({ migration: 1, collection: 1, side: 1, key: 1 }, { unique: true }),
      this.#kept.createIndex({ migration: 1, collection: 1, side: 1, _id: 1 }),
      this.#markers.createIndex({ migration: 1 }),
    ]);
    return this.#indexed;
  }

  #live(job: MigrationJob, name: string) {
    return this.#database.db().collection<Document>(collectionName(job.pluginId, name));
  }

  async #phase(job: MigrationJob, name: string): Promise<Phase> {
    const marker = await this.#markers.findOne({ _id: `${job.id}:${name}` });
    return marker?.phase ?? 'copying';
  }

  async #enter(job: MigrationJob, name: string, phase: Phase): Promise<void> {
    const { id, guildId, pluginId } = job;
    await this.#markers.updateOne(
      { _id: `${id}:${name}` },
      {
        $set: {
          migration: id,
          guildId,
          pluginId,
          collection: name,
          phase,
          enteredAt: new Date(this.#now()),
          after: null,
        },
      },
      { upsert: true },
    );
    await this.#onStep(`data ${phase}`);
  }

  async #copy(job: MigrationJob, name: string): Promise<void> {
    await this.#keep(job, name, 'before');
    await this.#enter(job, name, 'staging');
  }

  async #keep(job: MigrationJob, name: string, side: 'before' | 'left'): Promise<void> {
    const found = this.#live(job, name).find({ '_id.g': job.guildId }, { batchSize });
    let batch: Document[] = [];
    const flush = async (): Promise<void> => {
      if (batch.length === 0) return;
      await this.#kept.bulkWrite(
        batch.map((document) => ({
          updateOne: {
            filter: { migration: job.id, collection: name, side, key: document._id as unknown as Document },
            update: { $set: { document } },
            upsert: true,
          },
        })),
      );
      batch = [];
    };
    for await (const document of found) {
      batch.push(document);
      if (batch.length === batchSize) await flush();
    }
    await flush();
  }

  async #stage(job: MigrationJob, step: CollectionStep): Promise<void> {
    const marker = await this.#markers.findOne({ _id: `${job.id}:${step.name}` });
    let after = marker?.after ?? undefined;
    for (;;) {
      const originals = await this.#page(job, step.name, 'before', after);
      const last = originals.at(-1);
      if (!last) break;
      const made = await Promise.all(
        originals.map(async (original) => ({
          from: original._id,
          document: await migrateDocument(step, job.guildId, original.document),
        })),
      );
      await this.#kept.bulkWrite(
        made.map(({ from, document }) => ({
          updateOne: {
            filter: {
              migration: job.id,
              collection: step.name,
              side: 'after' as const,
              key: document._id as unknown as Document,
            },
            update: { $setOnInsert: { from, document } },
            upsert: true,
          },
        })),
      );
      await this.#refuseCollisions(job, step.name, made);
      after = last._id;
      await this.#markers.updateOne({ _id: `${job.id}:${step.name}` }, { $set: { after } });
      await this.#onStep('data batch');
    }
    await this.#enter(job, step.name, 'swapping');
  }

  /** Two documents that become one would be one that is lost. */
  async #refuseCollisions(
    job: MigrationJob,
    name: string,
    made: readonly { from: ObjectId; document: Document }[],
  ): Promise<void> {
    const written = await this.#kept
      .find(
        { migration: job.id, collection: name, side: 'after', from: { $in: made.map(({ from }) => from) } },
        { projection: { from: 1 } },
      )
      .toArray();
    if (written.length === made.length) return;
    throw new DataMigrationError(`Two documents of "${name}" would get the same key.`);
  }

  async #replace(job: MigrationJob, name: string, side: 'before' | 'after'): Promise<void> {
    const live = this.#live(job, name);
    await live.deleteMany({ '_id.g': job.guildId });
    await this.#onStep(`data emptied for ${side}`);
    let after: ObjectId | undefined;
    for (;;) {
      const kept = await this.#page(job, name, side, after);
      const last = kept.at(-1);
      if (!last) return;
      await live.insertMany(kept.map(({ document }) => document));
      after = last._id;
    }
  }

  async #page(job: MigrationJob, name: string, side: Kept['side'], after: ObjectId | undefined) {
    return this.#kept
      .find({
        migration: job.id,
        collection: name,
        side,
        ...(after === undefined ? {} : { _id: { $gt: after } }),
      })
      .sort({ _id: 1 })
      .limit(batchSize)
      .toArray();
  }
}

/**
 * One document in the form of the collection's declared version, by its chain of steps. Changes nothing; a sandboxed plugin's steps are done in its process.
 * @throws `DataMigrationError` naming the step, or what does not fit the schema
 */
export async function migrateDocument(
  step: CollectionStep,
  guildId: string,
  stored: Document,
): Promise<Document> {
  const { name, declaration } = step;
  const { _id, ...fields } = stored;
  let document: Record<string, unknown> = structuredClone(fields);
  for (let version = step.from + 1; version <= declaration.version; version++) {
    const up = declaration.migrate?.[version];
    if (!up) continue;
    try {
      // A sandboxed plugin's step runs in its own process.
      document = await (up(document) as Document | Promise<Document>);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new DataMigrationError(`Step ${version} of "${name}" failed: ${why}.`, { cause });
    }
  }
  const parsed = declaration.schema.safeParse(document);
  if (!parsed.success) {
    const why = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new DataMigrationError(`A migrated document does not fit "${name}": ${why}.`);
  }
  const value = parsed.data as Record<string, unknown>;
  const key = Object.fromEntries(declaration.key.map((field) => [field, value[field]]));
  return { _id: { g: guildId, ...key } as unknown as ObjectId, ...value };
}
