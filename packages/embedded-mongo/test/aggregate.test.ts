import { Decimal128, Long, ObjectId } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { shareServer } from './server.ts';

const server = shareServer();
type Plain = Record<string, unknown>;

const day = new Date('2024-02-29T13:45:30.123Z');
const source = {
  n: 7,
  f: -2.5,
  s: 'Hällo wörld',
  a: [3, 1, 2],
  o: { x: 1, y: [{ z: 1 }, { z: 2 }] },
  d: day,
  nul: null,
};

/** Each line is an expression and what MongoDB 8 gives for it. */
const expressions: [expression: unknown, result: unknown][] = [
  [{ $add: ['$n', 1, 0.5] }, 8.5],
  [{ $add: ['$d', 1000] }, new Date(day.getTime() + 1000)],
  [{ $subtract: ['$d', new Date(day.getTime() - 5)] }, 5],
  [{ $multiply: ['$n', '$f'] }, -17.5],
  [{ $divide: ['$n', 2] }, 3.5],
  [{ $mod: [-7, 3] }, -1],
  [{ $abs: '$f' }, 2.5],
  [
    [{ $ceil: '$f' }, { $floor: '$f' }, { $trunc: '$f' }],
    [-2, -3, -2],
  ],
  [
    [{ $round: [2.5] }, { $round: [3.5] }, { $round: [1234, -2] }, { $round: [2.345, 2] }],
    [2, 4, 1200, 2.35],
  ],
  [
    [{ $pow: [2, 10] }, { $sqrt: 16 }, { $exp: 0 }, { $log10: 1000 }],
    [1024, 4, 1, 3],
  ],
  [{ $add: ['$nul', 1] }, null],
  [
    [{ $cmp: ['$n', 'x'] }, { $gt: ['x', '$n'] }, { $eq: ['$missing', null] }, { $lt: ['$missing', null] }],
    [-1, true, false, true],
  ],
  [{ $and: ['$n', { $not: ['$nul'] }, { $or: [0, 'x'] }] }, true],
  [{ $cond: [{ $gte: ['$n', 7] }, 'yes', 'no'] }, 'yes'],
  // biome-ignore lint/suspicious/noThenProperty: the operator's own word
  [{ $switch: { branches: [{ case: '$nul', then: 1 }], default: 2 } }, 2],
  [{ $ifNull: ['$missing', '$nul', 'last'] }, 'last'],
  [{ $concat: ['a', { $toUpper: 'bé' }, { $toLower: 'CÉ' }] }, 'aBécÉ'],
  [
    [
      { $strLenCP: '$s' },
      { $strLenBytes: '$s' },
      { $substrCP: ['$s', 1, 3] },
      { $substrBytes: ['hello', 1, 2] },
    ],
    [11, 13, 'äll', 'el'],
  ],
  [{ $split: ['a-b-c', '-'] }, ['a', 'b', 'c']],
  [
    [{ $trim: { input: '  x ' } }, { $ltrim: { input: 'xxa', chars: 'x' } }],
    ['x', 'a'],
  ],
  [
    [{ $indexOfCP: ['$s', 'w'] }, { $indexOfBytes: ['$s', 'w'] }, { $indexOfCP: ['abc', 'z'] }],
    [6, 7, -1],
  ],
  [{ $regexFind: { input: '$s', regex: '(w)(.)' } }, { match: 'wö', idx: 6, captures: ['w', 'ö'] }],
  [{ $regexMatch: { input: 'ABC', regex: /b/i } }, true],
  [{ $replaceAll: { input: 'a.b.c', find: '.', replacement: { $literal: '$&' } } }, 'a$&b$&c'],
  [{ $strcasecmp: ['abc', 'ABD'] }, -1],
  [
    [{ $arrayElemAt: ['$a', -1] }, { $first: '$a' }, { $last: '$a' }],
    [2, 3, 2],
  ],
  [{ $filter: { input: '$a', as: 'x', cond: { $gt: ['$$x', 1] }, limit: 1 } }, [3]],
  [{ $map: { input: '$a', in: { $multiply: ['$$this', 10] } } }, [30, 10, 20]],
  [{ $reduce: { input: '$a', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
  [
    [{ $size: '$a' }, { $in: [2, '$a'] }, { $indexOfArray: ['$a', 2] }],
    [3, true, 2],
  ],
  [
    [{ $slice: ['$a', 2] }, { $slice: ['$a', -1] }, { $slice: ['$a', 1, 1] }],
    [[3, 1], [2], [1]],
  ],
  [
    [{ $reverseArray: '$a' }, { $range: [0, 10, 4] }, { $sortArray: { input: '$a', sortBy: -1 } }],
    [
      [2, 1, 3],
      [0, 4, 8],
      [3, 2, 1],
    ],
  ],
  [{ $concatArrays: ['$a', [4]] }, [3, 1, 2, 4]],
  [
    { $zip: { inputs: [[1, 2], ['a']], useLongestLength: true, defaults: [0, 'z'] } },
    [
      [1, 'a'],
      [2, 'z'],
    ],
  ],
  [
    {
      $arrayToObject: [
        [
          ['k', 1],
          ['l', 2],
        ],
      ],
    },
    { k: 1, l: 2 },
  ],
  [{ $objectToArray: { x: 1 } }, [{ k: 'x', v: 1 }]],
  [{ $mergeObjects: [{ a: 1, b: 1 }, null, { b: 2 }] }, { a: 1, b: 2 }],
  [{ $getField: { field: 'x', input: '$o' } }, 1],
  [{ $setField: { field: 'k.l', input: {}, value: 1 } }, { 'k.l': 1 }],
  ['$o.y.z', [1, 2]],
  [
    {
      $setUnion: [
        [2, 1],
        [3, 1],
      ],
    },
    [1, 2, 3],
  ],
  [
    [{ $setIsSubset: [[1], '$a'] }, { $setEquals: [[1, 2, 3], '$a'] }, { $setDifference: ['$a', [1]] }],
    [true, true, [3, 2]],
  ],
  [
    [{ $sum: '$a' }, { $avg: '$a' }, { $min: '$a' }, { $max: ['$n', 3] }],
    [6, 2, 1, 7],
  ],
  [{ $maxN: { n: 2, input: '$a' } }, [3, 2]],
  [
    [
      { $year: '$d' },
      { $month: '$d' },
      { $dayOfMonth: '$d' },
      { $hour: '$d' },
      { $dayOfWeek: '$d' },
      { $dayOfYear: '$d' },
    ],
    [2024, 2, 29, 13, 5, 60],
  ],
  [
    [{ $isoWeek: '$d' }, { $week: '$d' }, { $millisecond: '$d' }],
    [9, 8, 123],
  ],
  [{ $hour: { date: '$d', timezone: 'America/New_York' } }, 8],
  [{ $dateToString: { date: '$d' } }, '2024-02-29T13:45:30.123Z'],
  [
    { $dateToString: { date: '$d', format: '%d/%m/%Y %H:%M %z', timezone: 'Europe/Berlin' } },
    '29/02/2024 14:45 +0100',
  ],
  [{ $dateTrunc: { date: '$d', unit: 'hour', binSize: 6 } }, new Date('2024-02-29T12:00:00Z')],
  [{ $dateTrunc: { date: '$d', unit: 'week', startOfWeek: 'monday' } }, new Date('2024-02-26T00:00:00Z')],
  [{ $dateTrunc: { date: '$d', unit: 'month' } }, new Date('2024-02-01T00:00:00Z')],
  [{ $dateTrunc: { date: '$d', unit: 'day', timezone: 'Asia/Tokyo' } }, new Date('2024-02-28T15:00:00Z')],
  [{ $dateAdd: { startDate: '$d', unit: 'year', amount: 1 } }, new Date('2025-02-28T13:45:30.123Z')],
  [{ $dateDiff: { startDate: '$d', endDate: new Date('2024-03-01T00:00:00Z'), unit: 'day' } }, 1],
  [{ $dateFromString: { dateString: '2024-01-31T10:00:00+02:00' } }, new Date('2024-01-31T08:00:00Z')],
  [{ $dateFromParts: { year: 2024, month: 14, day: 1 } }, new Date('2025-02-01T00:00:00Z')],
  [
    [{ $toInt: '42' }, { $toDouble: '1.5' }, { $toBool: 'false' }, { $toString: 2.5 }, { $toString: true }],
    [42, 1.5, true, '2.5', 'true'],
  ],
  [{ $convert: { input: 'x', to: 'int', onError: 'bad' } }, 'bad'],
  [{ $toDate: new ObjectId('65e08a5a0000000000000000') }, new Date(0x65e08a5a * 1000)],
  [
    [{ $type: '$missing' }, { $type: '$d' }, { $type: '$a' }, { $isNumber: '$n' }],
    ['missing', 'date', 'array', true],
  ],
  [{ $let: { vars: { x: 2 }, in: { $multiply: ['$$x', '$n'] } } }, 14],
  [{ $literal: '$n' }, '$n'],
  [{ $bitXor: [6, 3] }, 5],
];

describe('GIVEN an aggregation', () => {
  it.each(expressions)('WHEN %j is evaluated THEN it is %j', async (expression, result) => {
    const collection = server.client.db('expressions').collection('c');
    if ((await collection.countDocuments()) === 0) await collection.insertOne({ ...source });
    const [found] = await collection.aggregate([{ $project: { _id: 0, r: expression } }]).toArray();
    expect(found?.r).toEqual(result);
  });

  const orders = [
    { _id: 1, item: 'tea', price: 4, n: 2, tags: ['hot', 'green'], at: new Date('2024-01-01') },
    { _id: 2, item: 'tea', price: 5, n: 1, tags: [], at: new Date('2024-01-02') },
    { _id: 3, item: 'mug', price: 12, n: 3, tags: ['hot'], at: new Date('2024-02-01') },
    { _id: 4, item: 'mug', price: 10, n: 1, at: new Date('2024-02-03') },
    { _id: 5, item: 'jar', price: 7.5, n: 4, tags: 'glass', at: new Date('2024-03-01') },
  ];
  const pipelines: [what: string, pipeline: Plain[], result: unknown[]][] = [
    [
      '$match, $sort, $skip, $limit',
      [
        { $match: { price: { $gt: 4 } } },
        { $sort: { price: -1 } },
        { $skip: 1 },
        { $limit: 2 },
        { $project: { price: 1 } },
      ],
      [
        { _id: 4, price: 10 },
        { _id: 5, price: 7.5 },
      ],
    ],
    [
      '$group',
      [
        {
          $group: {
            _id: '$item',
            total: { $sum: { $multiply: ['$price', '$n'] } },
            dear: { $max: '$price' },
            all: { $push: '$n' },
            c: { $count: {} },
          },
        },
        { $sort: { total: -1 } },
      ],
      [
        { _id: 'mug', total: 46, dear: 12, all: [3, 1], c: 2 },
        { _id: 'jar', total: 30, dear: 7.5, all: [4], c: 1 },
        { _id: 'tea', total: 13, dear: 5, all: [2, 1], c: 2 },
      ],
    ],
    [
      '$group by a document',
      [{ $group: { _id: { m: { $month: '$at' } }, avg: { $avg: '$price' } } }, { $sort: { '_id.m': 1 } }],
      [
        { _id: { m: 1 }, avg: 4.5 },
        { _id: { m: 2 }, avg: 11 },
        { _id: { m: 3 }, avg: 7.5 },
      ],
    ],
    [
      '$group with $top',
      [
        {
          $group: {
            _id: null,
            best: { $top: { sortBy: { price: -1 }, output: '$item' } },
            two: { $bottomN: { n: 2, sortBy: { price: -1 }, output: '$price' } },
          },
        },
      ],
      [{ _id: null, best: 'mug', two: [5, 4] }],
    ],
    [
      '$unwind',
      [
        { $unwind: { path: '$tags', includeArrayIndex: 'i', preserveNullAndEmptyArrays: true } },
        { $project: { tags: 1, i: 1 } },
      ],
      [
        { _id: 1, tags: 'hot', i: 0 },
        { _id: 1, tags: 'green', i: 1 },
        { _id: 2, i: null },
        { _id: 3, tags: 'hot', i: 0 },
        { _id: 4, i: null },
        { _id: 5, tags: 'glass', i: null },
      ],
    ],
    [
      '$set and $unset',
      [{ $limit: 1 }, { $set: { 'o.p': '$price', tags: { $size: '$tags' } } }, { $unset: ['at', 'n'] }],
      [{ _id: 1, item: 'tea', price: 4, tags: 2, o: { p: 4 } }],
    ],
    ['$count', [{ $match: { item: 'tea' } }, { $count: 'teas' }], [{ teas: 2 }]],
    ['$count of nothing', [{ $match: { item: 'x' } }, { $count: 'n' }], []],
    [
      '$sortByCount',
      [{ $match: { item: { $ne: 'jar' } } }, { $unwind: '$tags' }, { $sortByCount: '$tags' }],
      [
        { _id: 'hot', count: 2 },
        { _id: 'green', count: 1 },
      ],
    ],
    [
      '$bucket',
      [
        {
          $bucket: {
            groupBy: '$price',
            boundaries: [0, 5, 10],
            default: 'more',
            output: { ids: { $push: '$_id' } },
          },
        },
      ],
      [
        { _id: 0, ids: [1] },
        { _id: 5, ids: [2, 5] },
        { _id: 'more', ids: [3, 4] },
      ],
    ],
    [
      '$facet',
      [
        {
          $facet: {
            cheap: [{ $match: { price: { $lt: 5 } } }, { $project: { item: 1 } }],
            n: [{ $count: 'n' }],
          },
        },
      ],
      [{ cheap: [{ _id: 1, item: 'tea' }], n: [{ n: 5 }] }],
    ],
    ['$replaceRoot', [{ $limit: 1 }, { $replaceRoot: { newRoot: { p: '$price' } } }], [{ p: 4 }]],
    [
      '$lookup',
      [
        { $match: { _id: 1 } },
        { $lookup: { from: 'stock', localField: 'item', foreignField: 'name', as: 'stock' } },
        { $project: { stock: 1 } },
      ],
      [{ _id: 1, stock: [{ _id: 10, name: 'tea', left: 5 }] }],
    ],
    [
      '$lookup over arrays',
      [
        { $match: { _id: 3 } },
        { $lookup: { from: 'stock', localField: 'tags', foreignField: 'labels', as: 's' } },
        { $project: { 's._id': 1 } },
      ],
      [{ _id: 3, s: [{ _id: 11 }] }],
    ],
    [
      '$lookup with a pipeline',
      [
        { $match: { _id: 5 } },
        {
          $lookup: {
            from: 'stock',
            let: { i: '$item' },
            pipeline: [
              { $match: { $expr: { $ne: ['$name', '$$i'] } } },
              { $sort: { left: 1 } },
              { $project: { _id: 0, left: 1 } },
            ],
            as: 's',
          },
        },
        { $project: { s: 1 } },
      ],
      [{ _id: 5, s: [{ left: 1 }, { left: 5 }] }],
    ],
    [
      '$lookup with conditions first, by value and by variable',
      [
        { $match: { _id: { $in: [1, 5] } } },
        {
          $lookup: {
            from: 'stock',
            localField: 'item',
            foreignField: 'name',
            pipeline: [
              { $match: { left: { $gt: 1 } } },
              { $match: { _id: 10 } },
              { $unset: ['_id', 'name'] },
            ],
            as: 'tea',
          },
        },
        {
          $lookup: {
            from: 'stock',
            let: { i: '$item' },
            pipeline: [
              { $match: { left: 5 } },
              { $match: { left: { $lt: 9 }, $expr: { $eq: ['$name', '$$i'] } } },
              { $match: { _id: 10 } },
            ],
            as: 's',
          },
        },
        { $lookup: { from: 'stock', pipeline: [{ $match: { left: 99 } }], as: 'none' } },
        { $project: { tea: 1, n: { $size: '$s' }, none: 1 } },
      ],
      [
        { _id: 1, tea: [{ left: 5 }], none: [], n: 1 },
        { _id: 5, tea: [], none: [], n: 0 },
      ],
    ],
    [
      '$unionWith',
      [
        { $match: { _id: 1 } },
        { $unionWith: { coll: 'stock', pipeline: [{ $match: { name: 'tea' } }] } },
        { $project: { _id: 1 } },
      ],
      [{ _id: 1 }, { _id: 10 }],
    ],
    [
      '$project with nested fields',
      [{ $limit: 1 }, { $project: { _id: 0, o: { item: '$item', p: 1 }, price: 1 } }],
      [{ price: 4, o: { item: 'tea' } }],
    ],
  ];
  it.each(pipelines)(
    'WHEN the pipeline is %s THEN it gives what MongoDB gives',
    async (_what, pipeline, result) => {
      const db = server.client.db('pipelines');
      if ((await db.collection('stock').countDocuments()) === 0) {
        await db.collection<{ _id: number }>('orders').insertMany(orders);
        await db.collection<{ _id: number }>('stock').insertMany([
          { _id: 10, name: 'tea', left: 5 },
          { _id: 11, name: 'mug', left: 1, labels: ['hot'] },
        ] as never[]);
      }
      expect(await db.collection('orders').aggregate(pipeline).toArray()).toEqual(result);
    },
  );

  it('WHEN $sample is asked for more than there is THEN it gives everything, each once', async () => {
    const collection = server.db().collection('c');
    await collection.insertMany([{ i: 1 }, { i: 2 }, { i: 3 }]);
    const found = await collection.aggregate([{ $sample: { size: 10 } }]).toArray();
    expect(found.map(({ i }) => i).sort()).toEqual([1, 2, 3]);
    expect(await collection.aggregate([{ $sample: { size: 2 } }]).toArray()).toHaveLength(2);
  });

  it('WHEN numbers are summed THEN the sum keeps MongoDB’s type and exactness', async () => {
    const collection = server.db().collection('c');
    await collection.insertMany([
      { l: Long.fromString('9007199254740993'), d: 0.1, c: Decimal128.fromString('0.1') },
      { l: Long.fromNumber(2), d: 0.2, c: Decimal128.fromString('0.2') },
    ]);
    const [sums] = await collection
      .aggregate([
        { $group: { _id: null, l: { $sum: '$l' }, c: { $sum: '$c' } } },
        { $project: { _id: 0, l: { $toString: '$l' }, c: { $toString: '$c' } } },
      ])
      .toArray();
    expect(sums).toEqual({ l: '9007199254740995', c: '0.3' });
  });

  it('WHEN the results are many THEN they come in batches through one cursor', async () => {
    const collection = server.db().collection('c');
    await collection.insertMany(Array.from({ length: 1000 }, (_, i) => ({ i })));
    expect(
      await collection
        .find({}, { batchSize: 7 })
        .sort({ i: 1 })
        .map(({ i }) => i)
        .toArray(),
    ).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    const cursor = collection.aggregate([{ $match: {} }], { batchSize: 10 });
    await cursor.next();
    await cursor.close();
    expect(await collection.aggregate([{ $project: { i: 1 } }], { batchSize: 3 }).toArray()).toHaveLength(
      1000,
    );
  });
});
