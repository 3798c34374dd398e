import { randomUUID } from 'node:crypto';
import { Binary, type Doc, doc, int, isDoc } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { sessionMinutes } from '../sessions/retries.ts';
import { transient, writeConflict } from '../sessions/transient.ts';
import { encodeReply } from '../wire/reply.ts';
import { readGeneric } from '../worker/arguments.ts';
import { endTransaction } from '../worker/transaction-requests.ts';
import type { Command, CommandContext } from './command.ts';
import { setOf } from './fields.ts';

const none: ReadonlySet<string> = new Set();

function listedSessions(context: CommandContext): string[] {
  const list = context.body.get(context.name);
  if (!Array.isArray(list))
    throw new MongoError('TypeMismatch', `BSON field '${context.name}' must be an array`);
  return list.map((entry) => {
    const id = isDoc(entry) ? entry.get('id') : undefined;
    if (!(id instanceof Binary))
      throw new MongoError('TypeMismatch', `BSON field '${context.name}.id' must be a UUID`);
    return id.bytes.toString('hex');
  });
}

function endSessions(context: CommandContext): Doc {
  for (const session of listedSessions(context)) {
    const open = context.engine.transactions.find(session);
    if (open) endTransaction(context.engine, open);
    context.engine.cursors.killIn(session);
  }
  return new Map();
}

/** Sessions live by being used; there is nothing more to do, but what is no list of sessions is refused. */
function refreshSessions(context: CommandContext): Doc {
  listedSessions(context);
  return new Map();
}

function ownTransaction(context: CommandContext) {
  const { session, txnNumber, inTransaction } = readGeneric(context.body);
  if (session === undefined || txnNumber === undefined || !inTransaction) {
    throw new MongoError('InvalidOptions', `${context.name} must be run within a transaction`);
  }
  const open = context.engine.transactions.find(session);
  return { session, txnNumber, open: open?.number === txnNumber ? open : undefined };
}

function noSuchTransaction(number: bigint): MongoError {
  return new MongoError('NoSuchTransaction', `Transaction ${number} has been aborted or is not known.`, {
    labels: [transient],
  });
}

/** Committing again what was committed succeeds: the client may not have seen the first answer. */
function commit(context: CommandContext): Doc {
  const { engine } = context;
  const { session, txnNumber, open } = ownTransaction(context);
  if (!open) {
    if (engine.retries.last(session)?.number === txnNumber) return new Map();
    throw noSuchTransaction(txnNumber);
  }
  try {
    engine.connection.atomically(() => {
      const writes = open.rows.commitTo(engine.rows);
      for (const write of writes) {
        engine.transactions.afterWrite(write);
        engine.journal.record(write, open.label);
      }
      engine.retries.remember(session, txnNumber, encodeReply(new Map(), [['ok', 1]]), context.now);
    });
  } catch (error) {
    engine.reload();
    endTransaction(engine, open);
    // Another session took a unique value meanwhile: on a new snapshot the client sees that.
    const duplicate = error instanceof MongoError && error.code === 11000;
    throw duplicate ? writeConflict() : error;
  }
  endTransaction(engine, open);
  return new Map();
}

function abort(context: CommandContext): Doc {
  const { txnNumber, open, session } = ownTransaction(context);
  if (!open) {
    if (context.engine.retries.last(session)?.number === txnNumber) {
      throw new MongoError('TransactionCommitted', `Transaction ${txnNumber} has been committed.`);
    }
    throw noSuchTransaction(txnNumber);
  }
  endTransaction(context.engine, open);
  return new Map();
}

export const sessionCommands: readonly Command[] = [
  {
    names: ['startSession'],
    fields: none,
    kind: 'read',
    run: () =>
      doc({
        id: doc({ id: new Binary(4, Buffer.from(randomUUID().replaceAll('-', ''), 'hex')) }),
        timeoutMinutes: int(sessionMinutes),
      }),
  },
  {
    names: ['refreshSessions'],
    fields: none,
    kind: 'read',
    run: refreshSessions,
  },
  { names: ['endSessions', 'killSessions'], fields: none, kind: 'read', run: endSessions },
  {
    names: ['commitTransaction'],
    fields: none,
    refused: setOf('recoveryToken'),
    kind: 'write',
    inTransaction: true,
    adminOnly: true,
    run: commit,
  },
  {
    names: ['abortTransaction'],
    fields: none,
    refused: setOf('recoveryToken'),
    kind: 'write',
    inTransaction: true,
    adminOnly: true,
    run: abort,
  },
];
