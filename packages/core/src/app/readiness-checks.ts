import { type Client, Status } from 'discord.js';
import type { Database } from '../database/index.ts';
import type { Metrics, Readiness } from '../observability/index.ts';

const pingLimitMs = 2_000;

export interface WatchedParts {
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly database: Database;
  readonly client: Client;
}

/** What `/readyz` asks once everything has started, and the gauges that say the same over time. */
export function watchParts({ readiness, metrics, database, client }: WatchedParts): void {
  const shardsUp = () => client.ws.shards.filter((shard) => shard.status === Status.Ready).size;

  readiness.add({
    name: 'database',
    async failing() {
      await Promise.race([
        database.db().command({ ping: 1 }),
        new Promise((_, reject) => {
          setTimeout(() => reject(new Error(`no answer within ${pingLimitMs} ms`)), pingLimitMs).unref();
        }),
      ]);
      return undefined;
    },
  });
  readiness.add({
    name: 'discord',
    failing() {
      const all = client.ws.shards.size;
      const up = shardsUp();
      return all > 0 && up === all ? undefined : `${up} of ${all} shards are connected`;
    },
  });
  metrics.gauge('active_shards', 'Shards that this process drives and that are connected', shardsUp);
}
