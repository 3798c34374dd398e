import { MongoError } from '../errors.ts';

/** The label by which a driver knows that the whole transaction may be tried again. */
export const transient = 'TransientTransactionError';

export function writeConflict(): MongoError {
  return new MongoError(
    'WriteConflict',
    'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.',
    { labels: [transient] },
  );
}
