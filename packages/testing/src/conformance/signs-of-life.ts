import type { Guildhall } from '@guildhall/core';

/** What a plugin did so far, as its host counts it, and what it keeps. */
export interface SignsOfLife {
  /** How often its handlers were called. */
  readonly calls: number;
  /** Calls to Discord in its name that reached Discord. */
  readonly writes: number;
  /** Its documents in this guild, by collection and id, as JSON. */
  readonly documents: ReadonlyMap<string, string>;
}

/** Reads them where an operator reads them too: the host's metrics and the database. */
export async function signsOfLife(
  guildhall: Guildhall,
  guildId: string,
  pluginId: string,
): Promise<SignsOfLife> {
  const metrics = await (await fetch(`${guildhall.url}/metrics`)).text();
  return {
    calls: total(metrics, 'plugin_handler_duration_seconds_count', 'plugin', pluginId),
    writes: total(metrics, 'discord_rest_requests_total', 'owner', pluginId),
    documents: await documentsOf(guildhall, guildId, pluginId),
  };
}

/** Which documents are new or differ. Those that are gone may have expired. */
export function written(before: SignsOfLife, after: SignsOfLife): string[] {
  return [...after.documents].flatMap(([id, document]) =>
    before.documents.get(id) === document ? [] : [id],
  );
}

/** The sum of a metric's series in which `label` is `value`. */
function total(metrics: string, name: string, label: string, value: string): number {
  return metrics
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) && line.includes(`${label}="${value}"`))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

async function documentsOf(
  guildhall: Guildhall,
  guildId: string,
  pluginId: string,
): Promise<ReadonlyMap<string, string>> {
  const version = guildhall.catalogue.list().find(({ id }) => id === pluginId);
  const found = new Map<string, string>();
  for (const name of Object.keys(version?.manifest.data ?? {})) {
    const collection = guildhall.database.db().collection(`plugin_${pluginId}_${name}`);
    for await (const document of collection.find({ '_id.g': guildId })) {
      found.set(`${name} ${JSON.stringify(document._id)}`, JSON.stringify(document));
    }
  }
  return found;
}
