import { DuplicateKeyError } from '@guildhall/sdk';

/** A plugin asked its data for something that it may not, or gave a document that isn't what it declared. */
export class DataError extends Error {
  override readonly name = 'DataError';
  readonly code:
    | 'FILTER_REFUSED'
    | 'UPDATE_REFUSED'
    | 'DOCUMENT_INVALID'
    | 'COLLECTION_UNKNOWN'
    | 'PIPELINE_REFUSED'
    | 'NOT_UNIQUE'
    | 'TALLY_REFUSED'
    | 'TRANSACTION_TOO_LONG'
    | 'DATA_KEY_LOST';

  constructor(code: DataError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What the database's refusal of a second document with the same key is to a plugin; any other error stays what it is. */
export function asDuplicate(collection: string, error: unknown): unknown {
  const { code } = error as { readonly code?: unknown };
  return code === 11000 ? new DuplicateKeyError(collection, { cause: error }) : error;
}
