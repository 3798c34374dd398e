import { Binary, type Doc, doc } from '../bson/values.ts';
import type { Command } from '../commands/command.ts';
import { MongoError } from '../errors.ts';
import type { Transaction } from '../sessions/transactions.ts';
import { transient } from '../sessions/transient.ts';
import type { Generic } from './arguments.ts';
import type { Engine } from './engine.ts';

/** The transaction that a request belongs to, begun if it is the first; undefined outside transactions. */
export function joinTransaction(
  engine: Engine,
  command: Command,
  name: string,
  body: Doc,
  generic: Generic,
): Transaction | undefined {
  const { session, txnNumber } = generic;
  if (!generic.inTransaction || session === undefined || txnNumber === undefined) return undefined;
  // These two look for the transaction themselves: it may have ended.
  if (name === 'commitTransaction' || name === 'abortTransaction') return undefined;
  if (!command.inTransaction) {
    throw new MongoError(
      'OperationNotSupportedInTransaction',
      `Cannot run '${name}' in a multi-document transaction.`,
    );
  }
  if (body.has('writeConcern'))
    throw new MongoError(
      'InvalidOptions',
      'writeConcern is not allowed within a multi-statement transaction',
    );
  const open = engine.transactions.find(session);
  if (!generic.startsTransaction) {
    if (open?.number === txnNumber) return open;
    throw new MongoError(
      'NoSuchTransaction',
      `Given transaction number ${txnNumber} does not match any in-progress transactions.`,
      { labels: [transient] },
    );
  }
  if (open && open.number >= txnNumber) {
    throw new MongoError(
      50911,
      `Cannot start a transaction at given transaction number ${txnNumber}: it is in progress`,
    );
  }
  const last = engine.retries.last(session);
  if (last && last.number >= txnNumber) {
    throw new MongoError(
      'TransactionTooOld',
      `Cannot start transaction ${txnNumber} on session ${session} because a newer transaction ${last.number} has already started.`,
    );
  }
  // A session has one transaction; beginning the next gives up the one before.
  if (open) endTransaction(engine, open);
  // The snapshot is of what is committed, and must include everything that came before.
  engine.commit.flush();
  const lsid = doc({ id: new Binary(4, Buffer.from(session, 'hex')) });
  return engine.transactions.start(session, txnNumber, doc({ lsid, txnNumber }));
}

export function endTransaction(engine: Engine, transaction: Transaction): void {
  engine.cursors.killIn(transaction.session, transaction.number);
  engine.transactions.end(transaction);
  engine.transactionEnded();
}

/** An error ends the transaction on the server, as in MongoDB. */
export function finishFailed(engine: Engine, transaction: Transaction, error: unknown): unknown {
  if (engine.transactions.find(transaction.session) === transaction) endTransaction(engine, transaction);
  return error;
}
