import { MongoServerError } from 'mongodb';
import type { Database } from '../database/index.ts';
import { collectionName, type DataKeys, SealedFields } from '../runtime/data/index.ts';

type Row = Readonly<Record<string, unknown>>;

/** A plugin's collection whose documents name members. */
export interface PersonalCollection {
  readonly pluginId: string;
  readonly name: string;
  readonly key: readonly string[];
  /** Fields that hold a member's id, or a list of them. */
  readonly personal: readonly string[];
  /** Texts that are sealed where they are kept. */
  readonly encrypted: readonly string[];
}

/** In the place of a member who was erased where a document has to name somebody. */
const nobody = '0';

/** A guild's documents in one collection that name a member in a personal field. */
export function personalRecords(
  database: Database,
  { pluginId, name, key, personal, encrypted }: PersonalCollection,
  guildId: string,
  memberId: string,
  keys: Pick<DataKeys, 'of'>,
) {
  // Looking for the key is a write: one for all documents.
  let sealedWith: ReturnType<DataKeys['of']> | undefined;
  const sealed = new SealedFields(name, encrypted, () => {
    sealedWith ??= keys.of(guildId, pluginId);
    return sealedWith;
  });
  const collection = database.db().collection<Row & { _id: { g: string } }>(collectionName(pluginId, name));
  const theirs = { '_id.g': guildId, $or: personal.map((field) => ({ [field]: memberId })) };
  return {
    /** As the plugin sees them. */
    async list(): Promise<readonly Row[]> {
      const found = await collection.find(theirs as never).toArray();
      return Promise.all(found.map(({ _id, _u, ...document }) => sealed.open(document)));
    },
    async erase(): Promise<{ deleted: number; masked: number }> {
      let deleted = 0;
      let masked = 0;
      for (const document of await collection.find(theirs as never).toArray()) {
        const { _id } = document;
        const change = masking(document, key, personal, memberId);
        const isMasked =
          change !== undefined &&
          (await collection.updateOne({ _id } as never, change as never).then(
            () => true,
            (error: unknown) => {
              // Two of them would be nobody's where only one may be.
              if (error instanceof MongoServerError && error.code === 11000) return false;
              throw error;
            },
          ));
        if (isMasked) masked++;
        else deleted += (await collection.deleteOne({ _id } as never)).deletedCount;
      }
      return { deleted, masked };
    },
  };
}

/** How a document that is about others too goes on without the member; `undefined`: it is the member's. Pure. */
export function masking(
  document: Row,
  key: readonly string[],
  personal: readonly string[],
  memberId: string,
): Row | undefined {
  const named = personal.filter((field) => names(document[field]).includes(memberId));
  if (named.some((field) => key.includes(field))) return undefined;
  const others = personal.flatMap((field) => names(document[field])).filter((id) => id !== memberId);
  if (others.every((id) => id === nobody)) return undefined;
  const lists = named.filter((field) => Array.isArray(document[field]));
  const plain = named.filter((field) => !Array.isArray(document[field]));
  return {
    ...(lists.length > 0 && { $pull: Object.fromEntries(lists.map((field) => [field, memberId])) }),
    ...(plain.length > 0 && { $set: Object.fromEntries(plain.map((field) => [field, nobody])) }),
  };
}

function names(value: unknown): readonly string[] {
  return [value].flat().filter((one) => typeof one === 'string' && one !== '') as readonly string[];
}
