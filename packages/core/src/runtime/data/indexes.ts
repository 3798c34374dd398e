import { createHash } from 'node:crypto';
import { type Collection, type Document, MongoServerError } from 'mongodb';
import type { Database } from '../../database/index.ts';
import { DataError } from './errors.ts';

/** What of a collection's declaration, or of a manifest, says which indexes it has. */
export interface Indexed {
  readonly indexes?: readonly (readonly string[])[];
  readonly unique?: readonly (readonly string[])[];
}

/**
 * Where each document says which unique rules hold for it. Guilds of several versions share a collection, and what must be
 * unique in one version need not be in another: a unique index covers the documents that name it, and no others.
 */
export const ruleField = '_u';

const duplicate = 11000;

/** What the documents of guilds with this declaration have in `ruleField`; `undefined` where nothing is unique. */
export function rulesOf({ unique = [] }: Indexed): Readonly<Record<string, true>> | undefined {
  if (unique.length === 0) return undefined;
  return Object.fromEntries(unique.map((fields): [string, true] => [ruleName(fields), true]).toSorted());
}

/** The name of a unique rule: the same in every version that has it. */
function ruleName(fields: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(fields.toSorted())).digest('hex').slice(0, 12);
}

interface WantedIndex {
  readonly key: Readonly<Record<string, 1>>;
  readonly name: string;
  readonly unique?: true;
  readonly partialFilterExpression?: Document;
}

/** The indexes of a declaration; the guild comes first in each. A unique rule is looked up by a plain index besides. */
export function wantedIndexes({ indexes = [], unique = [] }: Indexed): readonly WantedIndex[] {
  const plain = [[], ...indexes, ...unique].map(
    (fields): WantedIndex => ({
      key: keyOf(fields),
      name: Object.keys(keyOf(fields))
        .map((field) => `${field}_1`)
        .join('_'),
    }),
  );
  const rules = unique.map((fields): WantedIndex => {
    const rule = ruleName(fields);
    return {
      key: keyOf(fields.toSorted()),
      name: `unique_${rule}`,
      unique: true,
      partialFilterExpression: { [`${ruleField}.${rule}`]: true },
    };
  });
  return [...new Map([...plain, ...rules].map((index) => [index.name, index])).values()];
}

function keyOf(fields: readonly string[]): Record<string, 1> {
  return Object.fromEntries([['_id.g', 1], ...fields.map((field): [string, 1] => [field, 1])]);
}

/** Makes what is not there yet; doing it again changes nothing. */
export async function createIndexes(
  collectionOf: (name: string) => Collection<Document>,
  declarations: Readonly<Record<string, Indexed>>,
): Promise<void> {
  for (const [name, declaration] of Object.entries(declarations)) {
    for (const { key, ...options } of wantedIndexes(declaration)) {
      await collectionOf(name).createIndex({ ...key }, options);
    }
  }
}

/**
 * Makes the unique rules of a version hold for one guild's documents, and those of another version no more.
 *
 * @param strict `false`: documents that break a rule stay outside of it, because there is no other way to go
 * @returns names of collections of which some documents stay outside
 * @throws `DataError` `NOT_UNIQUE` when strict; the former rules may then hold for some documents and not for others
 */
export async function adoptRules(
  collectionOf: (name: string) => Collection<Document>,
  guildId: string,
  declarations: Readonly<Record<string, Indexed>>,
  { strict }: { readonly strict: boolean },
): Promise<readonly string[]> {
  const outside: string[] = [];
  for (const [name, declaration] of Object.entries(declarations)) {
    const collection = collectionOf(name);
    const ofGuild = { '_id.g': guildId };
    const rules = rulesOf(declaration);
    // First out of the former rules: a document may break those as soon as it is under the new ones alone.
    await collection.updateMany(
      { ...ofGuild, [ruleField]: rules ? { $exists: true, $ne: rules } : { $exists: true } },
      { $unset: { [ruleField]: '' } },
    );
    if (!rules) continue;
    const under = { $set: { [ruleField]: rules } };
    try {
      await collection.updateMany({ ...ofGuild, [ruleField]: { $exists: false } }, under);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      if (strict) throw notUnique(name, declaration, error);
      outside.push(name);
      for await (const { _id } of collection.find({ ...ofGuild, [ruleField]: { $exists: false } })) {
        await collection.updateOne({ _id }, under).catch((each: unknown) => {
          if (!isDuplicate(each)) throw each;
        });
      }
    }
  }
  return outside;
}

/** Drops the indexes of a plugin's collection that none of these declarations has. @returns their names */
export async function dropUnusedIndexes(
  database: Database,
  stored: string,
  inUse: () => Promise<readonly Indexed[]>,
): Promise<readonly string[]> {
  const collection = database.db().collection(stored);
  const wanted = await allWanted(inUse);
  const there = await collection.indexes().catch((error: unknown) => {
    if (error instanceof MongoServerError && error.codeName === 'NamespaceNotFound') return [];
    throw error;
  });
  const unused = there.flatMap(({ name }) => (name && name !== '_id_' && !wanted.has(name) ? [name] : []));
  for (const name of unused) await collection.dropIndex(name);
  if (unused.length === 0) return unused;
  // Somebody may have installed another version meanwhile, and have found an index that is gone now.
  const now = await allWanted(inUse);
  const regretted = unused.filter((name) => now.has(name));
  for (const name of regretted) {
    const index = now.get(name);
    if (index) await collection.createIndex({ ...index.key }, { ...index });
  }
  return unused.filter((name) => !now.has(name));
}

async function allWanted(
  inUse: () => Promise<readonly Indexed[]>,
): Promise<ReadonlyMap<string, WantedIndex>> {
  return new Map((await inUse()).flatMap(wantedIndexes).map((index) => [index.name, index]));
}

function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === duplicate;
}

function notUnique(name: string, { unique = [] }: Indexed, cause: unknown): DataError {
  const rules = unique.map((fields) => fields.join(' and ')).join(', or ');
  return new DataError(
    'NOT_UNIQUE',
    `Documents of "${name}" here have the same ${rules}, which this version allows only once. Change or delete those first.`,
    { cause },
  );
}
