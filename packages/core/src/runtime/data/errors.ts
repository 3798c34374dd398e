/** A plugin asked its data for something that it may not, or gave a document that isn't what it declared. */
export class DataError extends Error {
  override readonly name = 'DataError';
  readonly code:
    | 'FILTER_REFUSED'
    | 'UPDATE_REFUSED'
    | 'DOCUMENT_INVALID'
    | 'COLLECTION_UNKNOWN'
    | 'TRANSACTION_TOO_LONG';

  constructor(code: DataError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
