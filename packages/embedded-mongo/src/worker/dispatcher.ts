import { encodeDoc } from '../bson/encode.ts';
import { Binary, type Doc, doc, int, type Maybe, Timestamp, UtcDate, type Value } from '../bson/values.ts';
import { type Command, type CommandContext, genericFields, Later } from '../commands/command.ts';
import { checkFields } from '../commands/fields.ts';
import { commands } from '../commands/index.ts';
import { codes, MongoError } from '../errors.ts';
import { WouldBlock } from '../sessions/transactions.ts';
import { sqliteCode } from '../storage/connection.ts';
import type { Connected } from '../wire/listener.ts';
import type { Request } from '../wire/message.ts';
import { encodeReply, type Reply } from '../wire/reply.ts';
import { deadline, type Generic, readGeneric, writeConcernError } from './arguments.ts';
import type { Engine } from './engine.ts';
import { finishFailed, joinTransaction } from './transaction-requests.ts';

const sqliteFull = 13;

type Send = (body: Buffer) => void;

/** Runs requests one after the other and sees to it that replies are sent only when what they say is durable. */
export class Dispatcher {
  private readonly engine: Engine;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  handle(request: Request, client: Connected, send: Send): void {
    const { engine } = this;
    const settled = (body: Buffer) =>
      engine.commit.settle((failure) => send(failure ? encodeDoc(errorReply(commitFailed(failure))) : body));
    try {
      this.run(request, client, settled);
    } catch (error) {
      if (error instanceof WouldBlock) this.park(request, client, send);
      else settled(encodeDoc(errorReply(error)));
    }
  }

  private run(request: Request, client: Connected, settled: Send): void {
    const { engine } = this;
    const [name = ''] = request.body.keys();
    const command = commands.get(name);
    if (!command) throw new MongoError('CommandNotFound', `no such command: '${name}'`);
    const generic = readGeneric(request.body);
    check(command, name, request, generic);
    const transaction = joinTransaction(engine, command, name, request.body, generic);
    const retry =
      !transaction && command.kind === 'retryable' && generic.txnNumber !== undefined ? generic : undefined;
    const earlier = retry && this.earlierReply(retry);
    if (earlier) {
      settled(earlier);
      return;
    }
    const now = engine.now();
    const context: CommandContext = {
      engine,
      name,
      db: generic.db,
      body: request.body,
      sequences: request.sequences,
      client,
      session: generic.session,
      transaction,
      store: transaction?.rows ?? engine.rows,
      now,
      variables: new Map<string, Maybe>([['NOW', new UtcDate(now)]]),
      maxTimeMs: generic.maxTimeMs,
      checkTime: deadline(name === 'getMore' ? undefined : generic.maxTimeMs),
    };
    if (command.kind !== 'read' && !transaction) engine.commit.begin();
    let reply: Reply | Later;
    try {
      // While transactions are open a write may have to wait: then nothing of it may stay.
      const undoable = command.kind !== 'read' && !transaction && engine.transactions.count > 0;
      reply = undoable ? this.undoable(() => command.run(context)) : command.run(context);
    } catch (error) {
      throw transaction ? finishFailed(engine, transaction, error) : error;
    }
    if (reply instanceof Later) {
      this.later(reply, client, settled, name);
      return;
    }
    if (transaction && reply instanceof Map && reply.has('writeErrors'))
      finishFailed(engine, transaction, undefined);
    const body = this.encode(reply, name, generic);
    if (retry?.session !== undefined && retry.txnNumber !== undefined) {
      engine.retries.remember(retry.session, retry.txnNumber, body, now);
    }
    settled(body);
  }

  private undoable<T>(body: () => T): T {
    const { connection } = this.engine;
    connection.exec('SAVEPOINT request');
    try {
      const result = body();
      connection.exec('RELEASE request');
      return result;
    } catch (error) {
      if (error instanceof WouldBlock) {
        connection.exec('ROLLBACK TO request; RELEASE request');
        this.engine.reload();
      } else connection.exec('RELEASE request');
      throw error;
    }
  }

  /** Waits for an open transaction to end, then tries again. */
  private park(request: Request, client: Connected, send: Send): void {
    let gone = false;
    client.onClose(() => {
      gone = true;
    });
    this.engine.onTransactionEnd(() => {
      if (!gone) this.handle(request, client, send);
    });
  }

  private later(later: Later, client: Connected, settled: Send, name: string): void {
    let done = false;
    const giveUp = later.start((make) => {
      if (done) return;
      done = true;
      let body: Buffer;
      try {
        body = this.encode(make(), name, undefined);
      } catch (error) {
        body = encodeDoc(errorReply(error));
      }
      settled(body);
    });
    client.onClose(() => {
      if (done) return;
      done = true;
      giveUp();
    });
  }

  private earlierReply(generic: Generic): Buffer | undefined {
    if (generic.session === undefined || generic.txnNumber === undefined) return undefined;
    const last = this.engine.retries.last(generic.session);
    if (!last || last.number < generic.txnNumber) return undefined;
    if (last.number === generic.txnNumber) return last.reply;
    throw new MongoError(
      'TransactionTooOld',
      `Cannot start transaction ${generic.txnNumber} on session ${generic.session} because a newer transaction ${last.number} has already started.`,
    );
  }

  private encode(reply: Reply, name: string, generic: Generic | undefined): Buffer {
    const time = new Timestamp(this.engine.journal.lastTimestamp);
    const ending: [string, Value][] = [];
    if (generic?.w !== undefined && generic.w > 1) ending.push(['writeConcernError', writeConcernError()]);
    ending.push(['ok', 1]);
    if (name !== 'hello' && name !== 'isMaster' && name !== 'ismaster') {
      ending.push(['$clusterTime', doc({ clusterTime: time, signature })], ['operationTime', time]);
    }
    return encodeReply(reply, ending);
  }
}

/** Without authentication, MongoDB signs cluster times with zeros. */
const signature = doc({ hash: new Binary(0, Buffer.alloc(20)), keyId: 0n });

function check(command: Command, name: string, request: Request, generic: Generic): void {
  checkFields(request.body, name, withGeneric(command), command.refused ?? new Set());
  if (command.adminOnly && generic.db !== 'admin') {
    throw new MongoError('Unauthorized', `${name} may only be run against the admin database.`);
  }
  if (generic.txnNumber !== undefined && !generic.inTransaction && command.kind !== 'retryable') {
    throw new MongoError('InvalidOptions', `the command ${name} takes no txnNumber outside a transaction`);
  }
}

const knownFields = new WeakMap<Command, Set<string>>();

function withGeneric(command: Command): ReadonlySet<string> {
  let known = knownFields.get(command);
  if (!known) {
    known = new Set([...genericFields, ...command.names, ...command.fields]);
    knownFields.set(command, known);
  }
  return known;
}

function commitFailed(failure: Error): MongoError {
  const full = ((sqliteCode(failure) ?? 0) & 0xff) === sqliteFull;
  return new MongoError(
    full ? 'OutOfDiskSpace' : 'InternalError',
    `the write could not be made durable and was undone: ${failure.message}`,
  );
}

/** The reply for a command that failed as a whole. */
export function errorReply(error: unknown): Doc {
  const known =
    error instanceof MongoError
      ? error
      : new MongoError(
          codes.InternalError,
          `internal error of embedded-mongo: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
  const out = doc({ ok: 0, errmsg: known.message, code: int(known.code), codeName: known.codeName });
  if (known.details) for (const [name, value] of known.details) out.set(name, value);
  if (known.labels.length > 0) out.set('errorLabels', [...known.labels]);
  return out;
}
