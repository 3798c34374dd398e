import type { Database } from '../../database/index.ts';

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

/** The content hashes of the versions that installations are of, could go back to, or are moved between, by plugin. */
export async function versionsInUse(
  database: Database,
  applicationId: string,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = await database.models.Installation.aggregate<{ _id: { pluginId: string; hash: string } }>(
    [
      { $match: { applicationId } },
      { $set: { hashes: ['$hash', '$previous.hash', '$update.from.hash', '$update.to.hash'] } },
      { $unwind: '$hashes' },
      { $group: { _id: { pluginId: '$pluginId', hash: '$hashes' } } },
    ],
    { acrossGuilds: 'a version is held for every guild' } as object,
  );
  const byPlugin = new Map<string, Set<string>>();
  for (const { _id } of found) {
    if (typeof _id.hash !== 'string') continue;
    byPlugin.set(_id.pluginId, (byPlugin.get(_id.pluginId) ?? new Set()).add(_id.hash));
  }
  return byPlugin;
}
