import { Decimal128, type Document, Double, Int32, Long, type UpdateFilter } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { shareServer } from './server.ts';

const server = shareServer();

type Plain = Record<string, unknown>;

const cases: [what: string, before: Plain, update: Plain | Plain[], after: Plain][] = [
  ['$set makes the documents on its path', { a: 1 }, { $set: { 'b.c.d': 2 } }, { a: 1, b: { c: { d: 2 } } }],
  [
    '$set past the end of an array fills with null',
    { a: [1] },
    { $set: { 'a.3': 4 } },
    { a: [1, null, null, 4] },
  ],
  ['new fields come in the order of their names', {}, { $set: { b: 1, a: 2 } }, { a: 2, b: 1 }],
  [
    '$unset of an element leaves null',
    { a: [1, 2, 3], b: 1 },
    { $unset: { 'a.1': 1, b: 1 } },
    { a: [1, null, 3] },
  ],
  ['$inc and $mul of what is missing', {}, { $inc: { a: 2 }, $mul: { b: 3 } }, { a: 2, b: 0 }],
  ['$min and $max', { a: 5, b: 5 }, { $min: { a: 3, c: 1 }, $max: { b: 4 } }, { a: 3, b: 5, c: 1 }],
  ['$max compares across types', { a: 5 }, { $max: { a: 'text' } }, { a: 'text' }],
  ['$rename', { a: { b: 1 }, c: 2 }, { $rename: { 'a.b': 'd', c: 'a.e' } }, { a: { e: 2 }, d: 1 }],
  ['$push', { a: [1] }, { $push: { a: [2], b: 1 } }, { a: [1, [2]], b: [1] }],
  [
    '$push with all its modifiers',
    { a: [{ n: 5 }, { n: 1 }] },
    { $push: { a: { $each: [{ n: 3 }, { n: 9 }], $position: 0, $sort: { n: -1 }, $slice: 3 } } },
    { a: [{ n: 9 }, { n: 5 }, { n: 3 }] },
  ],
  [
    '$push with $sort of a missing field',
    { a: [{ n: 1 }, {}] },
    { $push: { a: { $each: [{ n: null }], $sort: { n: 1 } } } },
    { a: [{}, { n: null }, { n: 1 }] },
  ],
  [
    '$push with a negative $slice and $position',
    { a: [1, 2, 3] },
    { $push: { a: { $each: [9], $position: -1, $slice: -2 } } },
    { a: [9, 3] },
  ],
  [
    '$addToSet',
    { a: [1, { x: 1, y: 2 }] },
    { $addToSet: { a: { $each: [1, 2, 2, { y: 2, x: 1 }] } } },
    { a: [1, { x: 1, y: 2 }, 2, { y: 2, x: 1 }] },
  ],
  ['$pop', { a: [1, 2, 3], b: [1, 2] }, { $pop: { a: -1, b: 1 } }, { a: [2, 3], b: [1] }],
  [
    '$pull of a value, a condition, documents',
    { a: [1, 2, 1], b: [1, 5, 9], c: [{ x: 1, y: 1 }, { x: 2 }] },
    { $pull: { a: 1, b: { $gte: 5 }, c: { x: 1 } } },
    { a: [2], b: [1], c: [{ x: 2 }] },
  ],
  ['$pullAll', { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
  ['$bit', { a: 13 }, { $bit: { a: { and: 10 }, b: { or: 5 } } }, { a: 8, b: 5 }],
  ['$[] changes every element', { a: [1, 2] }, { $inc: { 'a.$[]': 10 } }, { a: [11, 12] }],
  ['a pipeline', { a: 2, b: 3 }, [{ $set: { c: { $add: ['$a', '$b'] } } }, { $unset: 'a' }], { b: 3, c: 5 }],
  [
    'a pipeline that replaces',
    { a: { x: 1 } },
    [{ $replaceWith: { $mergeObjects: ['$a', { y: 2 }] } }],
    { x: 1, y: 2 },
  ],
];

describe('GIVEN a document', () => {
  it.each(cases)(
    'WHEN it is updated by %s THEN it becomes what MongoDB would make of it',
    async (_what, before, update, after) => {
      const collection = server.db().collection<{ _id: number }>('c');
      await collection.insertOne({ _id: 1, ...before });
      const result = await collection.updateOne({ _id: 1 }, update);
      expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
      const found = await collection.findOne({ _id: 1 });
      expect(JSON.stringify(found)).toBe(JSON.stringify({ _id: 1, ...after }));
    },
  );

  const failures: [what: string, before: Plain, update: Plain, code: number][] = [
    ['$inc of a string', { a: 'x' }, { $inc: { a: 1 } }, 14],
    ['$inc by a string', { a: 1 }, { $inc: { a: 'x' } }, 14],
    ['$inc past the largest long', { a: Long.MAX_VALUE }, { $inc: { a: 1 } }, 2],
    ['$push onto no array', { a: 1 }, { $push: { a: 1 } }, 2],
    ['$set through a number', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
    ['$set of a name in an array', { a: [1] }, { $set: { 'a.b': 1 } }, 28],
    ['a change of _id', {}, { $set: { _id: 2 } }, 66],
    ['$ without an array in the filter', { a: [1] }, { $set: { 'a.$': 1 } }, 2],
    ['$[] of no array', { a: 1 }, { $set: { 'a.$[]': 1 } }, 2],
    ['an unknown identifier', { a: [1] }, { $set: { 'a.$[x]': 1 } }, 2],
    ['an empty path', {}, { $set: { '': 1 } }, 56],
    ['$pop by 2', { a: [1] }, { $pop: { a: 2 } }, 9],
    ['a document over 16 MB', {}, { $set: { a: 'x'.repeat(16 * 1024 * 1024) } }, 10334],
  ];
  it.each(failures)(
    'WHEN it is updated by %s THEN that is refused and nothing changes',
    async (_what, before, update, code) => {
      const collection = server.db().collection<{ _id: number }>('c');
      await collection.insertOne({ _id: 1, ...before });
      await expect(collection.updateOne({ _id: 1 }, update)).rejects.toMatchObject({ code });
      expect(await collection.findOne({ _id: 1 })).toEqual({ _id: 1, ...before });
    },
  );

  it('WHEN numbers of different types meet THEN the result has MongoDB’s type', async () => {
    const collection = server.db().collection<Document & { _id: number }>('c');
    await collection.insertOne({
      _id: 1,
      int: new Int32(2147483647),
      long: Long.fromNumber(5),
      double: new Double(1.5),
      decimal: Decimal128.fromString('0.10'),
    });
    await collection.updateOne(
      { _id: 1 },
      { $inc: { int: 1, long: new Int32(1), double: new Int32(1), decimal: Decimal128.fromString('0.20') } },
    );
    const [types] = await collection
      .aggregate([
        {
          $project: {
            int: { $type: '$int' },
            long: { $type: '$long' },
            double: { $type: '$double' },
            decimal: { $type: '$decimal' },
            text: { $toString: '$decimal' },
          },
        },
      ])
      .toArray();
    expect(types).toEqual({
      _id: 1,
      int: 'long',
      long: 'long',
      double: 'double',
      decimal: 'decimal',
      text: '0.30',
    });
  });

  it('WHEN elements are named by the filter or by array filters THEN only these change', async () => {
    const collection = server.db().collection<{ _id: number }>('c');
    await collection.insertOne({
      _id: 1,
      list: [
        { k: 'a', n: 1 },
        { k: 'b', n: 2 },
        { k: 'c', n: 3 },
      ],
    } as never);
    await collection.updateOne({ 'list.k': 'b' }, { $inc: { 'list.$.n': 10 } });
    await collection.updateOne(
      { list: { $elemMatch: { k: 'c', n: { $gt: 1 } } } },
      { $set: { 'list.$.hit': true } },
    );
    await collection.updateMany(
      {},
      { $set: { 'list.$[low].low': true } },
      { arrayFilters: [{ 'low.n': { $lt: 5 } }] },
    );
    expect(await collection.findOne()).toEqual({
      _id: 1,
      list: [
        { k: 'a', n: 1, low: true },
        { k: 'b', n: 12 },
        { k: 'c', n: 3, hit: true, low: true },
      ],
    });
  });

  it('WHEN nothing would change THEN it counts as matched and not as modified', async () => {
    const collection = server.db().collection('c');
    await collection.insertOne({ a: 1, b: [1] });
    const updates: UpdateFilter<Document>[] = [
      { $set: { a: 1 } },
      { $addToSet: { b: 1 } },
      { $pull: { b: 9 as never } },
      { $unset: { c: 1 } },
      { $max: { a: 0 } },
    ];
    for (const update of updates) {
      expect(await collection.updateOne({}, update)).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
    }
  });

  it('WHEN an upsert inserts THEN it begins with what the filter says is equal', async () => {
    const collection = server.db().collection('c');
    const filter = { a: 1, 'b.c': { $eq: 2 }, d: { $gt: 5 }, $and: [{ e: 'x' }] };
    const { upsertedId } = await collection.updateOne(
      filter,
      { $set: { f: true }, $setOnInsert: { g: 1 } },
      { upsert: true },
    );
    expect(await collection.findOne({ _id: upsertedId ?? undefined } as never)).toEqual({
      _id: upsertedId,
      a: 1,
      b: { c: 2 },
      e: 'x',
      f: true,
      g: 1,
    });
    const replaced = await collection.replaceOne({ _id: 'fixed' as never, a: 9 }, { z: 1 }, { upsert: true });
    expect(replaced.upsertedId).toBe('fixed');
    expect(await collection.findOne({ _id: 'fixed' as never })).toEqual({ _id: 'fixed', z: 1 });
  });

  it('WHEN findOneAnd… run THEN they give the document before or after, sorted and projected', async () => {
    const collection = server.db().collection('c');
    await collection.insertMany([{ n: 1 }, { n: 3 }, { n: 2 }]);
    const options = { sort: { n: -1 as const }, projection: { _id: 0, n: 1, m: 1 } };
    expect(await collection.findOneAndUpdate({}, { $set: { m: 1 } }, options)).toEqual({ n: 3 });
    expect(
      await collection.findOneAndUpdate({}, { $inc: { m: 1 } }, { ...options, returnDocument: 'after' }),
    ).toEqual({ n: 3, m: 2 });
    expect(await collection.findOneAndReplace({ n: 1 }, { n: 10 }, { projection: { _id: 0 } })).toEqual({
      n: 1,
    });
    expect(await collection.findOneAndDelete({}, options)).toEqual({ n: 10 });
    expect(await collection.findOneAndDelete({ n: 99 })).toBeNull();
    expect(
      await collection.findOneAndUpdate(
        { n: 50 },
        { $set: { x: 1 } },
        { upsert: true, returnDocument: 'after', projection: { _id: 0 } },
      ),
    ).toEqual({ n: 50, x: 1 });
  });

  it('WHEN a batch has an error THEN an ordered one stops there and an unordered one goes on', async () => {
    const collection = server.db().collection<{ _id: number }>('c');
    const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }];
    await expect(collection.insertMany(documents)).rejects.toMatchObject({ code: 11000, insertedCount: 1 });
    await expect(collection.insertMany(documents, { ordered: false })).rejects.toMatchObject({
      insertedCount: 1,
      writeErrors: [{ index: 0 }, { index: 1 }],
    });
    expect(await collection.countDocuments()).toBe(2);
  });

  it('WHEN a client writes in bulk over collections THEN each write is done and counted', async () => {
    const db = server.db();
    const ns = (name: string) => `${db.databaseName}.${name}`;
    const result = await server.client.bulkWrite<Record<string, Document & { _id: number }>>(
      [
        { namespace: ns('a'), name: 'insertOne', document: { _id: 1 as never, n: 1 } },
        { namespace: ns('a'), name: 'updateOne', filter: { _id: 1 as never }, update: { $inc: { n: 1 } } },
        {
          namespace: ns('b'),
          name: 'updateOne',
          filter: { _id: 7 as never },
          update: { $inc: { n: 1 } },
          upsert: true,
        },
        { namespace: ns('a'), name: 'replaceOne', filter: { n: 2 }, replacement: { n: 20 } },
        { namespace: ns('b'), name: 'deleteMany', filter: {} },
      ],
      { verboseResults: true },
    );
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 2,
      modifiedCount: 2,
      upsertedCount: 1,
      deletedCount: 1,
    });
    expect(result.updateResults?.get(2)).toMatchObject({ upsertedId: 7 });
    expect(await db.collection('a').findOne()).toEqual({ _id: 1, n: 20 });
  });

  it('WHEN a write is not acknowledged THEN it is made all the same', async () => {
    const collection = server.db().collection('c');
    await collection.insertOne({ a: 1 }, { writeConcern: { w: 0 } });
    await expect.poll(() => collection.countDocuments(), { interval: 10, timeout: 20_000 }).toBe(1);
  });
});
