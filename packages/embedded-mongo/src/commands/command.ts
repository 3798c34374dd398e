import type { Variables } from '../aggregate/expressions/environment.ts';
import type { Doc } from '../bson/values.ts';
import type { Transaction } from '../sessions/transactions.ts';
import type { RowStore } from '../storage/rows.ts';
import type { Connected } from '../wire/listener.ts';
import type { Reply } from '../wire/reply.ts';
import type { Engine } from '../worker/engine.ts';

/** What a command works with. */
export interface CommandContext {
  readonly engine: Engine;
  readonly name: string;
  readonly db: string;
  readonly body: Doc;
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
  readonly client: Connected;
  /** The session's id as hex, if the command came in one. */
  readonly session: string | undefined;
  readonly transaction: Transaction | undefined;
  readonly store: RowStore;
  /** The time at which the command began; it does not move while the command runs. */
  readonly now: number;
  readonly variables: Variables;
  readonly maxTimeMs: number | undefined;
  /** @throws MongoError MaxTimeMSExpired */
  readonly checkTime: () => void;
}

/** A reply that comes later: `start` is given the function to call with it, and returns how to give up. */
export class Later {
  readonly start: (resume: (make: () => Reply) => void) => () => void;
  constructor(start: Later['start']) {
    this.start = start;
  }
}

export interface Command {
  readonly names: readonly string[];
  /** Fields of the body besides those that every command may have. */
  readonly fields: ReadonlySet<string>;
  /** Fields that MongoDB has, and that are refused here. */
  readonly refused?: ReadonlySet<string>;
  /** `write` opens the group's SQLite transaction; `retryable` ones are remembered by their transaction number. */
  readonly kind: 'read' | 'write' | 'retryable';
  /** Whether it may be part of a multi-document transaction. */
  readonly inTransaction?: boolean;
  readonly adminOnly?: boolean;
  readonly run: (context: CommandContext) => Reply | Later;
}

/** Fields that every command may have; the dispatcher looks at them. */
export const genericFields: ReadonlySet<string> = new Set([
  '$db',
  'lsid',
  '$clusterTime',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'readConcern',
  'writeConcern',
  'comment',
  'maxTimeMS',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  '$readPreference',
]);
