import { doc, UtcDate } from '../bson/values.ts';
import { find, query } from '../query/scan.ts';
import { WouldBlock } from '../sessions/transactions.ts';
import type { Engine } from '../worker/engine.ts';
import { endTransaction } from '../worker/transaction-requests.ts';

/** At most so many documents expire in one piece of work, so that requests do not wait long. */
const most = 1000;

/** Removes documents whose TTL index says that their time is over. @returns how many */
export function expireDocuments(engine: Engine): number {
  let removed = 0;
  for (const collection of engine.catalog.all()) {
    for (const index of collection.indexes) {
      const path = index.keys[0]?.column.path;
      if (index.expireAfterSeconds === undefined || path === undefined) continue;
      const limit = new UtcDate(Math.trunc(engine.now()) - index.expireAfterSeconds * 1000);
      const wanted = query(doc({ [path]: doc({ $lte: limit }) }), { limit: most });
      for (const row of find(engine.rows, collection, wanted)) {
        if (index.partial && !index.partial.matches(row.document)) continue;
        engine.commit.begin();
        try {
          engine.rows.delete(collection, row);
          removed += 1;
        } catch (error) {
          // A transaction has it; the next sweep comes.
          if (!(error instanceof WouldBlock)) throw error;
        }
      }
    }
  }
  return removed;
}

/** What has to be done from time to time. */
export function sweep(engine: Engine): void {
  for (const transaction of engine.transactions.expired()) endTransaction(engine, transaction);
  while (expireDocuments(engine) >= most);
  engine.commit.begin();
  engine.retries.trim(engine.now());
  engine.journal.trim();
  engine.cursors.killIdle();
  engine.commit.flush();
}
