export type EmbeddedMongoErrorCode = 'LOCKED' | 'UNWRITABLE' | 'CORRUPT' | 'PORT_IN_USE' | 'NOT_LOOPBACK';

/**
 * Why the embedded database could not start.
 *
 * - `LOCKED` another process has the data directory open
 * - `UNWRITABLE` the data directory cannot be created or written
 * - `CORRUPT` the file in it is no database, is damaged, or was written by a newer version
 * - `PORT_IN_USE` something else listens on the port
 * - `NOT_LOOPBACK` the host is not a loopback address
 */
export class EmbeddedMongoError extends Error {
  readonly code: EmbeddedMongoErrorCode;
  /** What failed and why; `message` is this and the remedy. */
  readonly reason: string;
  /** What to try, as a sentence for the operator. */
  readonly remedy: string;

  constructor(code: EmbeddedMongoErrorCode, reason: string, remedy: string) {
    super(`${reason} ${remedy}`);
    this.reason = reason;
    this.name = 'EmbeddedMongoError';
    this.code = code;
    this.remedy = remedy;
  }
}
