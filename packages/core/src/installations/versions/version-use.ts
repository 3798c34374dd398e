import type { Db } from 'mongodb';

/**
 * In how many guilds, of whichever application, one version's code is needed: it is installed (or its data are kept), a move
 * goes from or to it, or a rollback would lead back to it.
 *
 * Reads the collection past its model, whose guard wants one guild: a version is held for all of them.
 */
export function countVersionUse(database: Db, pluginId: string, hash: string): Promise<number> {
  return database.collection('installations').countDocuments({
    pluginId,
    $or: [{ hash }, { 'previous.hash': hash }, { 'update.from.hash': hash }, { 'update.to.hash': hash }],
  });
}
