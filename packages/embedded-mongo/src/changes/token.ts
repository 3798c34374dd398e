import { type Doc, doc, isDoc, type Maybe } from '../bson/values.ts';
import { MongoError } from '../errors.ts';

/** A place in the record of changes: after the change with this timestamp, or after the end that it brought. */
export interface Place {
  readonly timestamp: bigint;
  readonly invalidates: boolean;
}

export function tokenOf(place: Place): Doc {
  return doc({
    _data: `${place.timestamp.toString(16).padStart(16, '0')}${place.invalidates ? '01' : '00'}`,
  });
}

export function placeOf(token: Maybe): Place {
  const data = isDoc(token) ? token.get('_data') : undefined;
  if (typeof data !== 'string' || !/^[0-9a-f]{16}0[01]$/.test(data)) {
    throw new MongoError(50811, 'the resume token is none of this server');
  }
  return { timestamp: BigInt(`0x${data.slice(0, 16)}`), invalidates: data.endsWith('1') };
}
