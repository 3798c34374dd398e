import type { Database } from '../database/index.ts';

/**
 * How many guilds need one version's code: it is installed (or its data are kept), a move goes from or to it, or a rollback
 * would lead back to it.
 */
export function countVersionUse(
  database: Database,
  applicationId: string,
  pluginId: string,
  hash: string,
): Promise<number> {
  return database.models.Installation.countDocuments(
    {
      applicationId,
      pluginId,
      $or: [{ hash }, { 'previous.hash': hash }, { 'update.from.hash': hash }, { 'update.to.hash': hash }],
    },
    { acrossGuilds: 'a version is held for every guild' } as object,
  ).exec();
}
