import type { Document } from 'mongodb';
import type { Database } from '../database/index.ts';

/**
 * Deletes what updates keep of a member, to be taken back to: the originals of documents, and what a version that was rolled back
 * had made of them. A rollback then brings nothing of the member back.
 *
 * @param personal the fields that name members
 * @returns how many documents
 */
export async function eraseKeptRecords(
  database: Database,
  of: { readonly guildId: string; readonly pluginId: string; readonly collection: string },
  personal: readonly string[],
  memberId: string,
): Promise<number> {
  const { collection } = of;
  const migrations = await database.db().collection('data_migrations').distinct('migration', of);
  if (migrations.length === 0) return 0;
  const { deletedCount } = await database
    .db()
    .collection<Document>('data_migration_documents')
    .deleteMany({
      migration: { $in: migrations },
      collection,
      $or: personal.map((field) => ({ [`document.${field}`]: memberId })),
    });
  return deletedCount;
}
