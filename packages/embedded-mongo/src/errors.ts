import type { Doc } from './bson/values.ts';

/** MongoDB's error codes that this server gives, by MongoDB's names for them. */
export const codes = {
  InternalError: 1,
  BadValue: 2,
  NoSuchKey: 4,
  GraphContainsCycle: 5,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  OperationFailed: 96,
  UnsatisfiableWriteConcern: 100,
  WriteConflict: 112,
  CommandNotSupported: 115,
  DocumentValidationFailure: 121,
  QueryPlanKilled: 175,
  CommandNotSupportedOnView: 166,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  SnapshotUnavailable: 246,
  InvalidIndexSpecificationOption: 197,
  TransactionTooOld: 225,
  ConversionFailure: 241,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  ChangeStreamFatalError: 280,
  OperationNotSupportedInTransaction: 263,
  ChangeStreamHistoryLost: 286,
  APIVersionError: 322,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  OutOfDiskSpace: 14031,
} as const;

export type CodeName = keyof typeof codes;

/** An error as a MongoDB client sees it. Codes without a name show as `Location<code>`, as MongoDB's do. */
export class MongoError extends Error {
  readonly code: number;
  readonly codeName: string;
  readonly labels: readonly string[];
  /** Further fields of the reply, such as `keyPattern`. */
  readonly details: Doc | undefined;

  constructor(
    code: CodeName | number,
    message: string,
    options: { labels?: readonly string[]; details?: Doc } = {},
  ) {
    super(message);
    this.name = 'MongoError';
    this.code = typeof code === 'number' ? code : codes[code];
    this.codeName = typeof code === 'number' ? (nameOf(code) ?? `Location${code}`) : code;
    this.labels = options.labels ?? [];
    this.details = options.details;
  }
}

function nameOf(code: number): string | undefined {
  return Object.entries(codes).find(([, value]) => value === code)?.[0];
}

/** For what MongoDB has and this server has not. */
export function notSupported(what: string): MongoError {
  return new MongoError(
    'CommandNotSupported',
    `${what} is not supported by embedded-mongo; a MongoDB server has it`,
  );
}
