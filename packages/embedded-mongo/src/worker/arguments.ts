import { isWhole, toBigInt, toDouble } from '../bson/arithmetic.ts';
import { isNumber } from '../bson/types.ts';
import { Binary, type Doc, doc, int, isDoc } from '../bson/values.ts';
import { countField, required } from '../commands/fields.ts';
import { MongoError, notSupported } from '../errors.ts';

/** The fields that every command may have. */
export interface Generic {
  readonly db: string;
  /** The session's UUID as hex. */
  readonly session: string | undefined;
  readonly txnNumber: bigint | undefined;
  readonly inTransaction: boolean;
  readonly startsTransaction: boolean;
  readonly maxTimeMs: number | undefined;
  /** How many members have to acknowledge; `majority` is one of one. */
  readonly w: number | undefined;
}

export function readGeneric(body: Doc): Generic {
  const db = body.get('$db');
  if (typeof db !== 'string') throw required('$db');
  const session = sessionOf(body);
  const txnNumber = body.get('txnNumber');
  if (txnNumber !== undefined && (!isNumber(txnNumber) || !isWhole(txnNumber))) {
    throw new MongoError('TypeMismatch', "BSON field 'txnNumber' is the wrong type, expected type 'long'");
  }
  if (txnNumber !== undefined && session === undefined) {
    throw new MongoError('InvalidOptions', 'Transaction number requires a session ID to also be specified');
  }
  const autocommit = body.get('autocommit');
  if (autocommit !== undefined && (autocommit !== false || txnNumber === undefined)) {
    throw new MongoError('InvalidOptions', "'autocommit' must be false, and comes with a txnNumber");
  }
  const startsTransaction = body.get('startTransaction') !== undefined;
  if (startsTransaction && (body.get('startTransaction') !== true || autocommit === undefined)) {
    throw new MongoError(
      'InvalidOptions',
      "'startTransaction' must be true, and comes with autocommit: false",
    );
  }
  checkReadConcern(body);
  checkApiVersion(body);
  return {
    db,
    session,
    txnNumber: txnNumber === undefined ? undefined : toBigInt(txnNumber),
    inTransaction: autocommit === false,
    startsTransaction,
    maxTimeMs: countField(body, 'maxTimeMS', 'command') || undefined,
    w: writeConcern(body),
  };
}

function sessionOf(body: Doc): string | undefined {
  const lsid = body.get('lsid');
  if (lsid === undefined) return undefined;
  const id = isDoc(lsid) ? lsid.get('id') : undefined;
  if (!(id instanceof Binary) || id.subtype !== 4 || id.bytes.length !== 16) {
    throw new MongoError(
      'TypeMismatch',
      "BSON field 'OperationSessionInfo.lsid' must be a document with a UUID 'id'",
    );
  }
  return id.bytes.toString('hex');
}

/** All levels hold: there is one member, every read sees all earlier writes, and replies wait for the commit. */
function checkReadConcern(body: Doc): void {
  const concern = body.get('readConcern');
  if (concern === undefined) return;
  if (!isDoc(concern)) throw new MongoError('TypeMismatch', "BSON field 'readConcern' must be an object");
  for (const [name, value] of concern) {
    if (name === 'level') {
      if (
        typeof value !== 'string' ||
        !['local', 'majority', 'available', 'linearizable', 'snapshot'].includes(value)
      ) {
        throw new MongoError(
          'BadValue',
          `Enumeration value '${String(value)}' for field 'readConcern.level' is not a valid value.`,
        );
      }
    } else if (name === 'atClusterTime') throw notSupported('readConcern.atClusterTime');
    else if (name !== 'afterClusterTime') {
      throw new MongoError(40415, `BSON field 'readConcern.${name}' is an unknown field.`);
    }
  }
}

function checkApiVersion(body: Doc): void {
  const version = body.get('apiVersion');
  if (version === undefined || version === '1') return;
  throw new MongoError('APIVersionError', `API version must be "1", but is ${String(version)}`);
}

function writeConcern(body: Doc): number | undefined {
  const concern = body.get('writeConcern');
  if (concern === undefined) return undefined;
  if (!isDoc(concern)) throw new MongoError('TypeMismatch', "BSON field 'writeConcern' must be an object");
  for (const name of concern.keys()) {
    if (!['w', 'j', 'wtimeout', 'fsync', 'provenance'].includes(name)) {
      throw new MongoError(40415, `BSON field 'writeConcern.${name}' is an unknown field.`);
    }
  }
  const w = concern.get('w');
  if (w === undefined || w === 'majority') return undefined;
  if (isNumber(w)) return toDouble(w);
  throw new MongoError(79, `No write concern mode named '${String(w)}' found in replica set configuration`);
}

/** The write is made, but there are no other members that could have it too. */
export function writeConcernError(): Doc {
  return doc({
    code: int(100),
    codeName: 'UnsatisfiableWriteConcern',
    errmsg: 'Not enough data-bearing nodes',
  });
}

/** Time is measured with the real clock: it is about how long the machine takes. */
export function deadline(maxTimeMs: number | undefined): () => void {
  if (maxTimeMs === undefined) return () => {};
  const end = performance.now() + maxTimeMs;
  return () => {
    if (performance.now() > end) throw new MongoError('MaxTimeMSExpired', 'operation exceeded time limit');
  };
}
