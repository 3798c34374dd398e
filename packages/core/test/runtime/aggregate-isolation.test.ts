import { startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { type CollectionDeclaration, z } from '@guildhall/sdk';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectDatabase, type Database } from '../../src/database/index.ts';
import {
  createIndexes,
  DataKeys,
  guildCollection,
  storedCollections,
  TallyBook,
  TallyWriter,
} from '../../src/runtime/data/index.ts';

import { secretBox } from '../host/secret-box.ts';

const mine = '100000000000000001';
const theirs = '999999999999999999';
const secret = 'foreign';
const declarations = {
  posts: {
    version: 1,
    schema: z.object({ id: z.string(), author: z.string(), stars: z.int(), tags: z.array(z.string()) }),
    key: ['id'],
    indexes: [['author'], ['stars']],
  },
  authors: { version: 1, schema: z.object({ name: z.string(), about: z.string() }), key: ['name'] },
};

let database: Database;
let tallies: TallyBook;
let keys: DataKeys;
let close: () => Promise<void>;
beforeAll(async () => {
  const mongo = await startEmbeddedMongo({ dataDir: ':memory:' });
  database = await connectDatabase(mongo.uri);
  const quiet = () => undefined;
  keys = new DataKeys(database, secretBox);
  tallies = new TallyBook({
    writer: new TallyWriter(database, { snapshot: () => ({ write: async () => undefined, written: quiet }) }),
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  close = async () => {
    await database.close();
    await mongo.close();
  };
  await createIndexes(
    storedCollections(database, 'board'),
    declarations as Readonly<Record<string, CollectionDeclaration>>,
  );
  for (const [guildId, mark] of [
    [mine, 'own'],
    [theirs, secret],
  ] as const) {
    const scope = { database, pluginId: 'board', guildId, declarations, tallies, keys };
    await guildCollection(scope, 'posts').insertMany(
      // The same ids, authors and stars in both: whatever joins by value would find the others' documents.
      ['a', 'b', 'c', 'd'].map((id, stars) => ({
        id,
        author: stars % 2 ? 'ana' : 'bo',
        stars,
        tags: [mark, id],
      })),
    );
    await guildCollection(scope, 'authors').insertMany(
      ['ana', 'bo'].map((name) => ({ name, about: `${mark} ${name}` })),
    );
  }
  // Another plugin's, and one of the core's.
  const others = { other: { ...declarations.authors } };
  await guildCollection(
    { database, pluginId: 'strange', guildId: mine, declarations: others, tallies, keys },
    'other',
  ).insertOne({
    name: 'ana',
    about: secret,
  });
});
afterAll(() => close());

const run = async (pipeline: unknown): Promise<unknown[]> =>
  guildCollection(
    { database, pluginId: 'board', guildId: mine, declarations, tallies, keys },
    'posts',
  ).aggregate(pipeline as never);

/** `refused`, or whether what came out holds anything of another guild, or any guild's id. */
async function outcome(pipeline: unknown): Promise<'refused' | 'own' | string> {
  let rows: unknown[];
  try {
    rows = await run(pipeline);
  } catch (error) {
    expect(error).toMatchObject({ name: 'DataError' });
    return 'refused';
  }
  const shown = JSON.stringify(rows);
  return [secret, theirs, mine].some((word) => shown.includes(word)) ? shown : 'own';
}

const allowed: [string, unknown[]][] = [
  ['everything', []],
  ['$$ROOT', [{ $replaceWith: { all: '$$ROOT', id: '$_id', g: '$_id.g', g2: '$g' } }]],
  ['_id asked for', [{ $project: { _id: 1, id: 1 } }]],
  ['_id by $getField', [{ $set: { x: { $getField: { field: '_id', input: '$$ROOT' } } } }]],
  ['entries of $$ROOT', [{ $replaceWith: { all: { $objectToArray: '$$ROOT' } } }]],
  ['a match that asks for another guild', [{ $match: { '_id.g': theirs } }]],
  ['a match that wants all', [{ $match: { $or: [{ id: { $exists: true } }, { '_id.g': { $ne: '' } }] } }]],
  ['a join without a filter', [{ $lookup: { from: 'authors', as: 'all', pipeline: [] } }]],
  [
    'a join by value',
    [{ $lookup: { from: 'authors', localField: 'author', foreignField: 'name', as: 'all' } }],
  ],
  [
    'a join by value, indexed',
    [{ $lookup: { from: 'posts', localField: 'author', foreignField: 'author', as: 'all' } }],
  ],
  [
    'a join on nothing, by variables',
    [
      {
        $lookup: {
          from: 'authors',
          let: { me: '$$ROOT', id: '$_id' },
          pipeline: [
            { $match: { $expr: { $ne: ['$$id.g', '$name'] } } },
            { $set: { me: '$$me', it: '$$ROOT' } },
          ],
          as: 'all',
        },
      },
    ],
  ],
  [
    'joins in joins',
    [
      {
        $lookup: {
          from: 'authors',
          as: 'a',
          pipeline: [{ $lookup: { from: 'posts', as: 'b', pipeline: [{ $unionWith: 'authors' }] } }],
        },
      },
    ],
  ],
  ['a union', [{ $unionWith: 'authors' }, { $unionWith: { coll: 'posts', pipeline: [{ $match: {} }] } }]],
  [
    'facets',
    [
      {
        $facet: {
          all: [{ $unionWith: 'posts' }],
          joined: [{ $lookup: { from: 'posts', as: 'x', pipeline: [] } }],
        },
      },
    ],
  ],
  ['skip and limit first', [{ $limit: 100 }, { $skip: 1 }, { $sort: { stars: -1 } }]],
  ['its own field called _id', [{ $set: { _id: { g: 'made up' } } }, { $match: { '_id.g': { $ne: null } } }]],
  ['a group of all', [{ $group: { _id: '$_id.g', all: { $push: '$$ROOT' }, tags: { $addToSet: '$tags' } } }]],
  ['a key called __proto__', [{ $set: JSON.parse('{"__proto__": {"x": "$$ROOT"}}') as object }]],
];

it.each(allowed)('%s: nothing but the guild’s own', async (_what, pipeline) => {
  expect(await outcome(pipeline)).toBe('own');
});

const refused: [string, unknown][] = [
  ['$out', [{ $out: 'x' }]],
  ['$merge', [{ $merge: { into: 'plugin_board_posts' } }]],
  [
    '$graphLookup',
    [
      {
        $graphLookup: {
          from: 'posts',
          startWith: '$id',
          connectFromField: 'id',
          connectToField: 'id',
          as: 'x',
        },
      },
    ],
  ],
  ['$where', [{ $match: { $where: 'true' } }]],
  ['$where, in a join', [{ $lookup: { from: 'posts', as: 'x', pipeline: [{ $match: { $where: '1' } }] } }]],
  ['$function', [{ $set: { x: { $function: { body: 'f', args: [], lang: 'js' } } } }]],
  ['$function, deep', [{ $group: { _id: null, n: { $sum: { $cond: [true, { $function: {} }, 1] } } } }]],
  ['$accumulator', [{ $group: { _id: null, x: { $accumulator: {} } } }]],
  ['a pattern', [{ $match: { id: { $regex: '(a+)+$' } } }]],
  ['a pattern as a value', [{ $match: { id: /(a+)+$/ } }]],
  ['$regexMatch', [{ $set: { x: { $regexMatch: { input: '$id', regex: '(a+)+$' } } } }]],
  ['$$NOW', [{ $set: { x: '$$NOW' } }]],
  ['$$USER_ROLES', [{ $set: { x: '$$USER_ROLES' } }]],
  ['another plugin’s collection', [{ $lookup: { from: 'plugin_strange_other', as: 'x', pipeline: [] } }]],
  ['a collection’s stored name', [{ $lookup: { from: 'plugin_board_posts', as: 'x', pipeline: [] } }]],
  ['the core’s collection', [{ $unionWith: 'installations' }]],
  ['another database', [{ $lookup: { from: { db: 'admin', coll: 'x' }, as: 'x', pipeline: [] } }]],
  ['an object’s own name', [{ $lookup: { from: 'constructor', as: 'x', pipeline: [] } }]],
  ['a join by _id', [{ $lookup: { from: 'posts', localField: 'x', foreignField: '_id.g', as: 'x' } }]],
  ['$collStats', [{ $collStats: {} }]],
  ['$currentOp', [{ $currentOp: { allUsers: true } }]],
  ['$facet in $facet', [{ $facet: { a: [{ $facet: { b: [] } }] } }]],
  ['two stages in one', [{ $match: {}, $out: 'x' }]],
  ['no stages', 'posts'],
  ['too many stages', Array.from({ length: 60 }, () => ({ $match: {} }))],
  [
    'too deep',
    [
      {
        $unionWith: {
          coll: 'posts',
          pipeline: [
            {
              $unionWith: {
                coll: 'posts',
                pipeline: [
                  {
                    $unionWith: {
                      coll: 'posts',
                      pipeline: [{ $unionWith: { coll: 'posts', pipeline: [] } }],
                    },
                  },
                ],
              },
            },
          ],
        },
      },
    ],
  ],
  ['a sample of everything', [{ $sample: { size: 1e9 } }]],
];

it.each(refused)('%s is refused, with what to do instead', async (_what, pipeline) => {
  await expect(run(pipeline)).rejects.toMatchObject({
    name: 'DataError',
    code: 'PIPELINE_REFUSED',
    message: expect.stringMatching(/\. .+\.$|list of stages/),
  });
});

it('names the stage, however deep', async () => {
  await expect(run([{ $match: {} }, { $facet: { best: [{ $limit: 1 }, { $merge: 'x' }] } }])).rejects.toThrow(
    'Stage 2 ($facet): best: Stage 2 ($merge) can’t be used'.replace('’', "'"),
  );
});

it('is run as it was when it was checked', async () => {
  let asked = 0;
  const shifty = {
    get $lookup() {
      asked++;
      return { from: asked > 1 ? 'plugin_strange_other' : 'authors', as: 'x', pipeline: [] };
    },
  };
  expect(await outcome([shifty])).not.toContain(secret);
});

const name = fc.constantFrom('id', 'author', 'stars', 'tags', '_id', '_id.g', 'g', 'x', 'tags.0', '$id');
const collection = fc.constantFrom(
  'posts',
  'authors',
  'plugin_board_posts',
  'plugin_strange_other',
  'nowhere',
);
const { expression, pipeline } = fc.letrec<{ expression: unknown; stage: unknown; pipeline: unknown[] }>(
  (tie) => ({
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(
        '$id',
        '$_id',
        '$_id.g',
        '$$ROOT',
        '$$CURRENT',
        '$$ROOT._id',
        '$$v',
        '$tags',
        '$x',
        1,
        'a',
        null,
        theirs,
      ),
      fc.record({ $mergeObjects: fc.array(tie('expression'), { maxLength: 2 }) }),
      fc.record({ $objectToArray: tie('expression') }),
      fc.record({ $concat: fc.array(tie('expression'), { maxLength: 2 }) }),
      fc.record({ $ifNull: fc.tuple(tie('expression'), tie('expression')) }),
      fc.record({ $eq: fc.tuple(tie('expression'), tie('expression')) }),
      fc.record({
        $getField: fc.record({ field: fc.constantFrom('_id', 'g', 'about'), input: tie('expression') }),
      }),
      fc.record({
        $map: fc.record({ input: tie('expression'), as: fc.constant('v'), in: tie('expression') }),
      }),
      fc.record({ a: tie('expression'), _id: tie('expression') }),
      fc.record({ $function: tie('expression') }),
    ),
    stage: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({
        $match: fc.dictionary(
          name,
          fc.oneof(fc.constantFrom('a', 'ana', theirs, 1), fc.constantFrom({ $ne: 'x' }, { $exists: true })),
          { maxKeys: 2 },
        ),
      }),
      fc.record({ $match: fc.record({ $expr: tie('expression') }) }),
      fc.record({ $set: fc.dictionary(name, tie('expression'), { maxKeys: 2 }) }),
      fc.record({
        $project: fc.dictionary(name, fc.oneof(fc.constant(1), tie('expression')), { maxKeys: 2 }),
      }),
      fc.record({ $replaceWith: tie('expression') }),
      fc.record({
        $group: fc.record({ _id: tie('expression'), x: fc.record({ $push: tie('expression') }) }),
      }),
      fc.record({ $sort: fc.dictionary(name, fc.constantFrom(1, -1), { minKeys: 1, maxKeys: 2 }) }),
      fc.record({ $limit: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ $unwind: fc.constantFrom('$tags', '$x', '$_id') }),
      fc.record({ $unset: name }),
      fc.record({ $sortByCount: tie('expression') }),
      fc.record({ $facet: fc.record({ a: tie('pipeline'), b: tie('pipeline') }) }),
      fc.record({
        $unionWith: fc.oneof(collection, fc.record({ coll: collection, pipeline: tie('pipeline') })),
      }),
      fc.record({
        $lookup: fc.record(
          {
            from: collection,
            as: fc.constantFrom('x', '_id', 'tags'),
            pipeline: tie('pipeline'),
            let: fc.record({ v: tie('expression') }),
            localField: name,
            foreignField: name,
          },
          { requiredKeys: ['from', 'as'] },
        ),
      }),
      fc.record({ $graphLookup: fc.record({ from: collection }) }),
    ),
    pipeline: fc.array(tie('stage') as fc.Arbitrary<object>, { maxLength: 4 }),
  }),
);

it('no pipeline shows another guild’s documents', async () => {
  const outcomes = new Map<string, number>();
  const check = async (stages: unknown[]): Promise<void> => {
    const result = await outcome(stages);
    outcomes.set(result, (outcomes.get(result) ?? 0) + 1);
    // Constants of the pipeline itself may come out again.
    if (result !== 'refused' && result !== 'own')
      expect(result.replaceAll(theirs, '')).not.toMatch(`${secret}|${mine}`);
  };
  await fc.assert(fc.asyncProperty(pipeline, check), { numRuns: 400 });
  await fc.assert(
    fc.asyncProperty(expression, (value) => check([{ $replaceWith: { value } }])),
    { numRuns: 150 },
  );
  // Enough of them are run, and not only refused, for this to say something.
  expect(outcomes.get('own') ?? 0).toBeGreaterThan(150);
}, 60_000);
