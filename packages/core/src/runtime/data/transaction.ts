import type { ClientSession } from 'mongodb';
import type { Database } from '../../database/index.ts';
import { DataError } from './errors.ts';

const limitMs = 5_000;

/**
 * Runs `work` in a transaction of its own, again when others wrote the same documents meanwhile, for at most 5 seconds
 * altogether.
 *
 * @throws what `work` throws, or `DataError` `TRANSACTION_TOO_LONG`; nothing is written then
 */
export async function inTransaction<T>(
  database: Database,
  work: (session: ClientSession) => PromiseLike<T>,
): Promise<T> {
  const late = Promise.withResolvers<never>();
  late.promise.catch(() => undefined);
  const timer = setTimeout(() => {
    late.reject(
      new DataError(
        'TRANSACTION_TOO_LONG',
        'A transaction took more than 5 seconds, and was undone. Do less in it, and nothing but reads and writes.',
      ),
    );
  }, limitMs);
  const session = database.connection.getClient().startSession();
  try {
    // Being late is no reason for the driver to try again: it undoes the transaction and rejects.
    return await session.withTransaction(() => Promise.race([late.promise, work(session)]));
  } finally {
    clearTimeout(timer);
    await session.endSession();
  }
}
