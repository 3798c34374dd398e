import type { Collection, CollectionDeclaration, Results } from '@guildhall/sdk';
import type { ClientSession, Document, Collection as DriverCollection, Filter, UpdateFilter } from 'mongodb';
import type { z } from 'zod';
import type { Database } from '../../database/index.ts';
import { aggregate } from './aggregate.ts';
import { makeCursor } from './cursor.ts';
import { type DataKeys, forgetDataKey } from './data-keys.ts';
import { asDuplicate, DataError } from './errors.ts';
import { checkFilter, checkPath, checkValue, type Row } from './filter.ts';
import { ruleField, rulesOf } from './indexes.ts';
import type { PipelineScope } from './pipeline.ts';
import { SealedFields } from './sealed-fields.ts';
import { type TallyBook, TallyReader } from './tally/index.ts';
import { type CollectionShape, checkUpdate, completeUpsert } from './update.ts';

interface Stored extends Row {
  readonly _id: Row;
}

/** Whose data it is: one plugin's, of one guild. */
export interface DataScope {
  readonly database: Database;
  readonly pluginId: string;
  readonly guildId: string;
  readonly declarations: Readonly<Record<string, CollectionDeclaration>>;
  readonly session?: ClientSession;
  readonly tallies: TallyBook;
  readonly keys: Pick<DataKeys, 'of'>;
  /** Aborted when nothing may be tallied any more. */
  readonly signal?: AbortSignal;
}

/** Where a plugin's collection is kept. Ids of plugins hold no underscore, so two plugins never share one. */
export function collectionName(pluginId: string, name: string): string {
  return `plugin_${pluginId}_${name}`;
}

/**
 * One declared collection, of one guild.
 *
 * 1. A document's `_id` is `{ g: guild, …key }`; every read and write names the guild in it.
 * 2. `_id` is neither given to plugins nor taken from them.
 * 3. With a session, everything is part of that session's transaction.
 * 4. Fields that are declared `encrypted` are sealed where they are stored, and looked for by nobody.
 * 5. Reads and writes come after what the installation has tallied before.
 */
export function guildCollection(scope: DataScope, name: string): Collection<Row> {
  const { database, pluginId, guildId, declarations, session, tallies, signal, keys } = scope;
  const declaration = declarations[name];
  if (!declaration) {
    throw new DataError('COLLECTION_UNKNOWN', `${pluginId} declares no collection "${name}".`);
  }
  const shape: CollectionShape = {
    fields: declaration.schema.shape as CollectionShape['fields'],
    key: declaration.key,
  };
  const encrypted = declaration.encrypted ?? [];
  const sealed = new SealedFields(name, encrypted, () => keys.of(guildId, pluginId, signal));
  const names = new Set(Object.keys(shape.fields).filter((field) => !encrypted.includes(field)));
  const rules = rulesOf(declaration);
  const underRules = rules ? { [ruleField]: rules } : {};
  const within = session ? { session } : {};
  // Asked for at each use: after a reconnect it is another.
  const store = (): DriverCollection<Stored> => database.db().collection(collectionName(pluginId, name));

  // A transaction has had its tallies written before it began.
  const settled = async (): Promise<void> => {
    if (!session && tallies.waits(pluginId, guildId)) await tallies.flush();
  };
  const scoped = (filter: Row = {}): Filter<Stored> => {
    const checked = checkFilter(filter, names);
    const key = keyIn(filter, shape.key);
    // The whole key given: the document itself, by its primary index.
    return (
      key ? { ...checked, _id: { g: guildId, ...key } } : { ...checked, '_id.g': guildId }
    ) as Filter<Stored>;
  };
  const identify = (document: Row): Stored => {
    const parsed = declaration.schema.safeParse(document);
    if (!parsed.success) {
      const why = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
      throw new DataError('DOCUMENT_INVALID', `This document does not fit "${name}": ${why}.`);
    }
    const value = parsed.data as Row;
    checkValue(value, name, 'DOCUMENT_INVALID');
    return { _id: { g: guildId, ...keyOf(value, shape.key) }, ...value, ...underRules };
  };
  const prepare = async (
    filter: Row,
    update: Row,
    upsert: boolean,
  ): Promise<[Filter<Stored>, UpdateFilter<Stored>]> => {
    const checked = checkUpdate(update, shape);
    if (upsert) {
      const key = keyIn(filter, shape.key);
      if (!key) {
        throw new DataError(
          'UPDATE_REFUSED',
          `An upsert on "${name}" must name the whole key (${shape.key.join(', ')}) as plain values.`,
        );
      }
      checked.$setOnInsert = { ...completeUpsert(checked, key, shape), ...underRules };
    }
    if (Object.keys(checked).length === 0)
      throw new DataError('UPDATE_REFUSED', 'The update changes nothing.');
    const wanted = scoped(filter);
    if (upsert) {
      // In the filter they would be written twice: once from here, once by $setOnInsert.
      for (const field of shape.key) delete (wanted as Row)[field];
    }
    return [wanted, (await sealed.sealUpdate(checked)) as UpdateFilter<Stored>];
  };
  const joinable: PipelineScope['collection'] = (other) => {
    const joined = Object.hasOwn(declarations, other) ? declarations[other] : undefined;
    if (!joined) return undefined;
    return { stored: collectionName(pluginId, other), fields: new Set(Object.keys(joined.schema.shape)) };
  };
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    await settled();
    try {
      return await work();
    } catch (error) {
      throw asDuplicate(name, error);
    }
  };

  let reader: TallyReader | undefined;
  return {
    find: (filter = {}) => {
      const wanted = scoped(filter);
      return makeCursor(async function* ({ sort, skip, limit }) {
        for (const field of Object.keys(sort)) checkPath(field, names, 'FILTER_REFUSED');
        if (limit === 0) return;
        await settled();
        const found = store().find(wanted, within);
        if (Object.keys(sort).length > 0) found.sort(sort);
        if (skip > 0) found.skip(skip);
        if (limit !== undefined) found.limit(limit);
        try {
          for await (const document of found) yield await sealed.open(withoutId(document));
        } finally {
          await found.close();
        }
      });
    },
    async findOne(filter = {}) {
      const wanted = scoped(filter);
      await settled();
      const found = await store().findOne(wanted, within);
      return found ? sealed.open(withoutId(found)) : undefined;
    },
    async count(filter = {}) {
      const wanted = scoped(filter);
      await settled();
      return store().countDocuments(wanted, within);
    },
    insertOne: (document) =>
      guarded(async () => {
        await store().insertOne((await sealed.seal(identify(document))) as never, within);
      }),
    insertMany: (documents) =>
      guarded(async () => {
        if (documents.length === 0) return;
        const prepared = await Promise.all(documents.map((document) => sealed.seal(identify(document))));
        await store().insertMany(prepared as never[], within);
      }),
    updateOne: (filter, update, { upsert = false } = {}) =>
      guarded(async () => {
        const result = await store().updateOne(...(await prepare(filter as Row, update as Row, upsert)), {
          upsert,
          ...within,
        });
        return result.matchedCount > 0 || result.upsertedCount > 0;
      }),
    updateMany: (filter, update) =>
      guarded(async () => {
        const result = await store().updateMany(
          ...(await prepare(filter as Row, update as Row, false)),
          within,
        );
        return result.matchedCount;
      }),
    findOneAndUpdate: (filter, update, { upsert = false, returns = 'after' } = {}) =>
      guarded(async () => {
        const found = await store().findOneAndUpdate(
          ...(await prepare(filter as Row, update as Row, upsert)),
          {
            upsert,
            returnDocument: returns,
            ...within,
          },
        );
        return found ? sealed.open(withoutId(found)) : undefined;
      }),
    async deleteOne(filter) {
      const wanted = scoped(filter as Row);
      await settled();
      return (await store().deleteOne(wanted, within)).deletedCount > 0;
    },
    async deleteMany(filter) {
      const wanted = scoped(filter as Row);
      await settled();
      return (await store().deleteMany(wanted, within)).deletedCount;
    },
    tally: (key, increments, options) => {
      try {
        signal?.throwIfAborted();
        reader ??= new TallyReader({
          pluginId,
          guildId,
          name,
          stored: collectionName(pluginId, name),
          shape,
          besides: underRules,
          counted: declaration.tally ?? [],
        });
        const tally = reader.read(key, increments, options);
        return session ? unheard(tallies.addIn(session, tally)) : tallies.add(tally);
      } catch (error) {
        return unheard(Promise.reject(error));
      }
    },
    aggregate: (pipeline: unknown, returns?: z.ZodType) =>
      aggregate(
        store,
        pipeline,
        returns,
        { guildId, fields: names, collection: joinable },
        { within, settled },
      ) as Results<never>,
  };
}

/** A plugin's collections as they are stored, for what concerns every guild. */
export function storedCollections(
  database: Database,
  pluginId: string,
): (name: string) => DriverCollection<Document> {
  return (name) => database.db().collection(collectionName(pluginId, name));
}

/** Deletes everything that a plugin has kept for one guild. */
export async function purgeData(
  database: Database,
  pluginId: string,
  guildId: string,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    await database.db().collection(collectionName(pluginId, name)).deleteMany({ '_id.g': guildId });
  }
  await forgetDataKey(database, guildId, pluginId);
}

/** A handler need not wait for it: what the database refuses is under the operator's eyes anyway. */
function unheard(work: Promise<void>): Promise<void> {
  work.catch(() => undefined);
  return work;
}

/** The key fields when a filter gives each as a plain value. */
function keyIn(filter: Row, key: readonly string[]): Row | undefined {
  const values: Row = {};
  for (const field of key) {
    const value = filter[field];
    if (value === undefined || (typeof value === 'object' && !(value instanceof Date))) return undefined;
    values[field] = value;
  }
  return values;
}

function keyOf(document: Row, key: readonly string[]): Row {
  return Object.fromEntries(key.map((field) => [field, document[field]]));
}

function withoutId({ _id, [ruleField]: _rules, ...document }: Stored): Row {
  return document;
}
