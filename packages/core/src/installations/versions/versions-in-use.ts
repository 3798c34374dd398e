import type { Database } from '../../database/index.ts';

/** The content hashes of the versions that installations are of, could go back to, or are moved between, by plugin. */
export async function versionsInUse(
  database: Database,
  applicationId: string,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = await database.models.Installation.aggregate<{ _id: { pluginId: string; hash: unknown } }>(
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
    const hashes = byPlugin.get(_id.pluginId) ?? new Set<string>();
    byPlugin.set(_id.pluginId, hashes.add(_id.hash));
  }
  return byPlugin;
}
