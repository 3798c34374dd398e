import {
  Binary,
  BSONRegExp,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'mongodb';

/**
 * Values in the order that MongoDB documents, lowest first; those on one step are equal. This is the specification
 * that the tests hold the server to: it was written by hand and shares no code with it.
 * https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
 */
export const ladder: readonly { readonly type: string; readonly equals: readonly unknown[] }[] = [
  { type: 'minKey', equals: [new MinKey()] },
  { type: 'null', equals: [null] },
  { type: 'number', equals: [new Double(Number.NaN), Decimal128.fromString('NaN')] },
  { type: 'number', equals: [new Double(-Infinity), Decimal128.fromString('-Infinity')] },
  { type: 'number', equals: [Decimal128.fromString('-1E+30')] },
  { type: 'number', equals: [Long.MIN_VALUE, new Double(-(2 ** 63))] },
  { type: 'number', equals: [new Double(-1.5), Decimal128.fromString('-1.50')] },
  { type: 'number', equals: [new Double(-0), new Int32(0), Long.ZERO, Decimal128.fromString('0E+3')] },
  { type: 'number', equals: [Decimal128.fromString('0.1')] },
  // The double that is written 0.1 is a little more than a tenth.
  { type: 'number', equals: [new Double(0.1)] },
  { type: 'number', equals: [new Int32(1), Long.ONE, new Double(1), Decimal128.fromString('1.000')] },
  { type: 'number', equals: [new Double(2 ** 53), Long.fromString('9007199254740992')] },
  {
    type: 'number',
    equals: [Long.fromString('9007199254740993'), Decimal128.fromString('9007199254740993')],
  },
  { type: 'number', equals: [Long.MAX_VALUE] },
  { type: 'number', equals: [new Double(2 ** 63), Decimal128.fromString('9223372036854775808')] },
  { type: 'number', equals: [new Double(Infinity), Decimal128.fromString('Infinity')] },
  { type: 'string', equals: [''] },
  { type: 'string', equals: ['B'] },
  { type: 'string', equals: ['a'] },
  { type: 'string', equals: ['a\u0000b'] },
  { type: 'string', equals: ['é'] },
  { type: 'string', equals: ['\uffee'] },
  { type: 'string', equals: ['😀'] },
  { type: 'object', equals: [{}] },
  { type: 'object', equals: [{ z: new Int32(1) }, { z: new Double(1) }] },
  { type: 'object', equals: [{ z: new Int32(1), a: new Int32(1) }] },
  // The type of the first field counts before its name.
  { type: 'object', equals: [{ a: 'x' }] },
  { type: 'object', equals: [{ b: 'w' }] },
  { type: 'binData', equals: [new Binary(Buffer.from([9]), 0)] },
  { type: 'binData', equals: [new Binary(Buffer.from([1, 2]), 0)] },
  { type: 'binData', equals: [new UUID('00112233-4455-6677-8899-aabbccddeeff')] },
  { type: 'objectId', equals: [new ObjectId('000000000000000000000001')] },
  { type: 'objectId', equals: [new ObjectId('f00000000000000000000000')] },
  { type: 'bool', equals: [false] },
  { type: 'bool', equals: [true] },
  { type: 'date', equals: [new Date(-5)] },
  { type: 'date', equals: [new Date(0)] },
  { type: 'date', equals: [new Date('2026-01-01T00:00:00Z')] },
  { type: 'timestamp', equals: [new Timestamp({ t: 1, i: 2 })] },
  { type: 'regex', equals: [new BSONRegExp('a', 'i')] },
  { type: 'maxKey', equals: [new MaxKey()] },
];
