import { Long } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { shareServer } from './server.ts';

const server = shareServer();

/** What is not here is refused with MongoDB's own code. A line here is a promise that it is not silently ignored. */
const table: [what: string, command: Record<string, unknown>, code: number][] = [
  ['an unknown command', { frobnicate: 1 }, 59],
  ['mapReduce', { mapReduce: 'c', map: 'x', reduce: 'y', out: { inline: 1 } }, 59],
  ['an unknown field of find', { find: 'c', filtre: {} }, 40415],
  ['an unknown field of insert', { insert: 'c', documents: [{}], fast: true }, 40415],
  [
    'an unknown field of an update statement',
    { update: 'c', updates: [{ q: {}, u: {}, mutli: true }] },
    40415,
  ],
  ['a tailable cursor', { find: 'c', tailable: true }, 115],
  ['min and max', { find: 'c', min: { a: 1 }, hint: { a: 1 } }, 115],
  ['returnKey', { find: 'c', returnKey: true }, 115],
  ['a collation', { find: 'c', collation: { locale: 'de' } }, 115],
  [
    'a collation of a delete',
    { delete: 'c', deletes: [{ q: {}, limit: 0, collation: { locale: 'de' } }] },
    115,
  ],
  ['$where', { find: 'c', filter: { $where: 'true' } }, 115],
  ['$text', { find: 'c', filter: { $text: { $search: 'x' } } }, 115],
  ['$near', { find: 'c', filter: { at: { $near: [0, 0] } } }, 115],
  ['$jsonSchema', { find: 'c', filter: { $jsonSchema: {} } }, 115],
  ['an unknown operator', { find: 'c', filter: { a: { $like: 'x' } } }, 2],
  ['an unknown top-level operator', { find: 'c', filter: { $xor: [] } }, 2],
  ['an empty $and', { find: 'c', filter: { $and: [] } }, 2],
  ['$in without an array', { find: 'c', filter: { a: { $in: 1 } } }, 2],
  ['a sort direction that is none', { find: 'c', sort: { a: 2 } }, 15975],
  ['sorting by $meta', { find: 'c', sort: { a: { $meta: 'textScore' } } }, 115],
  ['a projection that mixes', { find: 'c', projection: { a: 1, b: 0 } }, 31254],
  ['a negative skip', { find: 'c', skip: -1 }, 51024],
  ['a hint for no index', { find: 'present', hint: 'nope_1' }, 2],
  ['an unknown stage', { aggregate: 'c', pipeline: [{ $frob: {} }], cursor: {} }, 40324],
  ['$geoNear', { aggregate: 'c', pipeline: [{ $geoNear: {} }], cursor: {} }, 115],
  ['$setWindowFields', { aggregate: 'c', pipeline: [{ $setWindowFields: {} }], cursor: {} }, 115],
  [
    'an unknown expression',
    { aggregate: 'c', pipeline: [{ $project: { a: { $frob: 1 } } }], cursor: {} },
    168,
  ],
  [
    'an unknown accumulator',
    { aggregate: 'c', pipeline: [{ $group: { _id: 1, a: { $frob: 1 } } }], cursor: {} },
    15952,
  ],
  ['an undefined variable', { aggregate: 'c', pipeline: [{ $project: { a: '$$nope' } }], cursor: {} }, 17276],
  ['aggregate without a cursor', { aggregate: 'c', pipeline: [] }, 9],
  ['two names in one stage', { aggregate: 'c', pipeline: [{ $match: {}, $limit: 1 }], cursor: {} }, 40323],
  ['an unknown update operator', { findAndModify: 'c', query: {}, update: { $frob: { a: 1 } } }, 9],
  [
    'a conflict of updates',
    { findAndModify: 'c', query: {}, update: { $set: { a: 1 }, $inc: { 'a.b': 1 } } },
    40,
  ],
  ['remove with new', { findAndModify: 'c', query: {}, remove: true, new: true }, 9],
  ['a capped collection', { create: 'capped', capped: true, size: 1000 }, 115],
  ['a view', { create: 'view', viewOn: 'c', pipeline: [] }, 115],
  ['a validator', { create: 'strict', validator: { a: 1 } }, 115],
  ['a time series', { create: 'times', timeseries: { timeField: 't' } }, 115],
  ['a collection that is there', { create: 'present' }, 48],
  ['a text index', { createIndexes: 'c', indexes: [{ key: { a: 'text' }, name: 'a_text' }] }, 115],
  ['a wildcard index', { createIndexes: 'c', indexes: [{ key: { '$**': 1 }, name: 'all' }] }, 115],
  [
    'an index with a collation',
    { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', collation: { locale: 'de' } }] },
    115,
  ],
  [
    'an unknown index option',
    { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', uniq: true }] },
    40415,
  ],
  ['an index without keys', { createIndexes: 'c', indexes: [{ key: {}, name: 'a' }] }, 67],
  ['dropping the _id index', { dropIndexes: 'present', index: '_id_' }, 72],
  ['dropping an index that is not there', { dropIndexes: 'present', index: 'nope_1' }, 27],
  ['a cursor that is not there', { getMore: Long.fromNumber(42), collection: 'c' }, 43],
  ['an API version', { ping: 1, apiVersion: '2' }, 322],
  ['an unknown read concern', { find: 'c', readConcern: { level: 'psychic' } }, 2],
  ['atClusterTime', { find: 'c', readConcern: { atClusterTime: 1 } }, 115],
  ['an unknown write concern', { insert: 'c', documents: [{}], writeConcern: { w: 'elsewhere' } }, 79],
  ['an invalid collection name', { insert: 'a$b', documents: [{}] }, 73],
  ['an empty batch', { insert: 'c', documents: [] }, 16],
  [
    'expandedEvents',
    { aggregate: 'c', pipeline: [{ $changeStream: { showExpandedEvents: true } }], cursor: {} },
    115,
  ],
  [
    '$group in a change stream',
    { aggregate: 'c', pipeline: [{ $changeStream: {} }, { $group: { _id: 1 } }], cursor: {} },
    72,
  ],
  ['saslStart', { saslStart: 1, mechanism: 'PLAIN', payload: '' }, 59],
];

describe('GIVEN what embedded-mongo has not', () => {
  it.each(table)('WHEN asked for %s THEN it is refused', async (_what, command, code) => {
    const db = server.client.db('refusals');
    await db.collection('present').updateOne({}, { $set: { a: 1 } }, { upsert: true });
    await expect(db.command(command)).rejects.toMatchObject({ code });
  });

  it('WHEN more members are asked to acknowledge than there are THEN the write is made, with a write concern error', async () => {
    const db = server.client.db('refusals');
    const reply = db.command({ insert: 'concern', documents: [{ _id: 1 }], writeConcern: { w: 3 } });
    await expect(reply).rejects.toMatchObject({ code: 100 });
    expect(await db.collection('concern').countDocuments()).toBe(1);
  });

  it('WHEN a command may not run in a transaction THEN it says so', async () => {
    await server.client.withSession(async (session) => {
      session.startTransaction();
      await expect(
        server.client.db('refusals').command({ listCollections: 1 }, { session }),
      ).rejects.toMatchObject({ code: 263 });
    });
  });

  it('WHEN an operation takes longer than maxTimeMS THEN it is cut off', async () => {
    const slow = server.client.db('refusals').collection('slow');
    await slow.insertMany(Array.from({ length: 3000 }, (_, i) => ({ i })));
    const joined = slow.aggregate(
      [
        {
          $lookup: {
            from: 'slow',
            let: { i: '$i' },
            pipeline: [{ $match: { $expr: { $eq: ['$i', '$$i'] } } }],
            as: 'same',
          },
        },
      ],
      { maxTimeMS: 30 },
    );
    await expect(joined.toArray()).rejects.toMatchObject({ code: 50 });
  });
});
