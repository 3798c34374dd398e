import fc from 'fast-check';
import { type Collection, type Db, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ladder } from './ladder.ts';
import { shareServer } from './server.ts';

/**
 * Random documents and operations. What must come out is computed here from the ladder; it must be the same with and
 * without an index, and on a real MongoDB too when MONGODB_URI names one.
 */
const server = shareServer();
const realUri = process.env.MONGODB_URI;
let real: MongoClient | undefined;
let databases: Db[];

beforeAll(async () => {
  if (realUri) real = await new MongoClient(realUri).connect();
  databases = [server.client.db('differential'), ...(real ? [real.db('embedded_mongo_differential')] : [])];
});
afterAll(async () => {
  if (real) {
    await real.db('embedded_mongo_differential').dropDatabase();
    await real.close();
  }
});

interface Stored {
  _id: number;
  [field: string]: unknown;
}

/** The same documents in a collection without indexes and in one with, in each database. */
async function collections(
  documents: Stored[],
  indexes: Record<string, 1 | -1>[],
): Promise<Collection<Stored>[]> {
  const out: Collection<Stored>[] = [];
  for (const db of databases) {
    for (const name of ['plain', 'indexed']) {
      const collection = db.collection<Stored>(name);
      await collection.drop();
      await db.createCollection(name);
      if (name === 'indexed') await collection.createIndexes(indexes.map((key) => ({ key })));
      if (documents.length > 0) await collection.insertMany(documents);
      out.push(collection);
    }
  }
  return out;
}

/** A value by its step and its place on the step. */
type Step = readonly [step: number, place: number];
const step: fc.Arbitrary<Step> = fc
  .integer({ min: 0, max: ladder.length - 1 })
  .chain((at) =>
    fc.tuple(fc.constant(at), fc.integer({ min: 0, max: (ladder[at]?.equals.length ?? 1) - 1 })),
  );
const valueAt = ([at, place]: Step): unknown => ladder[at]?.equals[place];
const typeOf = ([at]: Step): string => ladder[at]?.type ?? '';
const isNaNStep = ([at]: Step): boolean => at === 2;

type Field = { kind: 'missing' } | { kind: 'one'; step: Step } | { kind: 'many'; steps: Step[] };
const field: fc.Arbitrary<Field> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Field>({ kind: 'missing' }) },
  { weight: 6, arbitrary: step.map((found): Field => ({ kind: 'one', step: found })) },
  { weight: 2, arbitrary: fc.array(step, { maxLength: 3 }).map((steps): Field => ({ kind: 'many', steps })) },
);

function documentOf(a: Field, id: number): Stored {
  if (a.kind === 'missing') return { _id: id };
  return { _id: id, a: a.kind === 'one' ? valueAt(a.step) : a.steps.map(valueAt) };
}

/** The steps that a condition is put to; undefined stands for a missing field. */
function candidates(a: Field): (Step | undefined)[] {
  if (a.kind === 'missing') return [undefined];
  return a.kind === 'one' ? [a.step] : a.steps;
}

const nullStep = 1;

function holds(op: string, found: Step | undefined, wanted: Step): boolean {
  const at = found?.[0] ?? nullStep;
  if (op === '$eq') return at === wanted[0];
  const ends = typeOf(wanted) === 'minKey' || typeOf(wanted) === 'maxKey';
  const type = found ? typeOf(found) : 'null';
  if (!ends) {
    if (type !== typeOf(wanted)) return false;
    if (found && isNaNStep(found) !== isNaNStep(wanted)) return false;
  }
  if (op === '$gt') return at > wanted[0];
  if (op === '$gte') return at >= wanted[0];
  return op === '$lt' ? at < wanted[0] : at <= wanted[0];
}

const runs = { numRuns: Number(process.env.DIFFERENTIAL_RUNS ?? 25) };

describe('GIVEN random documents', () => {
  it('WHEN they are filtered by a comparison THEN exactly those that the specification names come back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(field, { minLength: 1, maxLength: 25 }),
        fc.array(fc.tuple(fc.constantFrom('$eq', '$gt', '$gte', '$lt', '$lte'), step), {
          minLength: 3,
          maxLength: 6,
        }),
        async (fields, conditions) => {
          const all = await collections(fields.map(documentOf), [{ a: 1 }]);
          for (const [op, wanted] of conditions) {
            // A regular expression as an operand of a comparison is an error; whole arrays are compared elsewhere.
            if (typeOf(wanted) === 'regex') continue;
            const ends = typeOf(wanted) === 'minKey' || typeOf(wanted) === 'maxKey';
            if (ends && fields.some((a) => a.kind === 'many')) continue;
            const expected = fields.flatMap((a, id) =>
              candidates(a).some((found) => holds(op, found, wanted)) ? [id] : [],
            );
            const negated = fields.flatMap((_, id) => (expected.includes(id) ? [] : [id]));
            for (const collection of all) {
              const ids = async (filter: object) =>
                (await collection.find(filter, { projection: { _id: 1 } }).toArray())
                  .map(({ _id }) => _id)
                  .sort((a, b) => a - b);
              expect(await ids({ a: { [op]: valueAt(wanted) } })).toEqual(expected);
              expect(await ids({ a: { $not: { [op]: valueAt(wanted) } } })).toEqual(negated);
              expect(await collection.countDocuments({ a: { [op]: valueAt(wanted) } })).toBe(expected.length);
            }
          }
        },
      ),
      runs,
    );
  });

  it('WHEN they are asked for values of a list THEN $in and $nin divide them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(field, { minLength: 1, maxLength: 20 }),
        fc.array(step, { maxLength: 5 }),
        async (fields, wanted) => {
          const list = wanted.filter((found) => typeOf(found) !== 'regex');
          const steps = new Set(list.map(([at]) => at));
          const expected = fields.flatMap((a, id) =>
            candidates(a).some((found) => steps.has(found?.[0] ?? nullStep)) ? [id] : [],
          );
          for (const collection of await collections(fields.map(documentOf), [{ a: -1 }])) {
            const found = await collection.find({ a: { $in: list.map(valueAt) } }).toArray();
            expect(found.map(({ _id }) => _id).sort((a, b) => a - b)).toEqual(expected);
            expect(await collection.countDocuments({ a: { $nin: list.map(valueAt) } })).toBe(
              fields.length - expected.length,
            );
          }
        },
      ),
      runs,
    );
  });

  it('WHEN they are sorted THEN up and down they stand in the order of the ladder', async () => {
    // An empty array stands below null, and only MinKey below it.
    const rank = (a: Field, direction: 1 | -1): number => {
      if (a.kind === 'many' && a.steps.length === 0) return 0.5;
      const ranks = candidates(a).map((found) => found?.[0] ?? nullStep);
      return direction === 1 ? Math.min(...ranks) : Math.max(...ranks);
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(field, { minLength: 1, maxLength: 25 }),
        fc.constantFrom<1 | -1>(1, -1),
        fc.nat(5),
        async (fields, direction, skip) => {
          const expected = fields
            .map((a, id) => ({ id, rank: rank(a, direction) }))
            .sort((x, y) => direction * (x.rank - y.rank) || x.id - y.id)
            .map(({ id }) => id);
          for (const collection of await collections(fields.map(documentOf), [{ a: 1, _id: 1 }])) {
            const sorted = await collection
              .find({})
              .sort({ a: direction, _id: 1 })
              .skip(skip)
              .limit(10)
              .toArray();
            expect(sorted.map(({ _id }) => _id)).toEqual(expected.slice(skip, skip + 10));
          }
        },
      ),
      runs,
    );
  });

  it('WHEN they are grouped THEN equal values are one group', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const counts = new Map<number, number>();
        for (const [at] of steps) counts.set(at, (counts.get(at) ?? 0) + 1);
        const expected = [...counts.entries()].sort(([x], [y]) => x - y).map(([, n]) => n);
        const documents = steps.map((found, _id): Stored => ({ _id, a: valueAt(found) }));
        for (const collection of await collections(documents, [{ a: 1 }])) {
          const groups = await collection
            .aggregate([{ $group: { _id: '$a', n: { $sum: 1 } } }, { $sort: { _id: 1 } }])
            .toArray();
          expect(groups.map(({ n }) => n)).toEqual(expected);
          expect(await collection.distinct('a')).toHaveLength(expected.length);
        }
      }),
      runs,
    );
  });

  it('WHEN they are changed at random THEN indexes say what the documents say', async () => {
    const change = fc.oneof(
      fc.record({ do: fc.constant('insert' as const), a: field, b: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ do: fc.constant('set' as const), a: field, b: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ do: fc.constant('push' as const), a: field, b: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ do: fc.constant('delete' as const), a: field, b: fc.integer({ min: 0, max: 3 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 5, maxLength: 30 }), async (changes) => {
        const all = await collections([], [{ a: 1 }, { b: 1, a: -1 }, { 'list.v': 1 }]);
        const results: unknown[] = [];
        for (const collection of all) {
          for (const [id, { do: verb, a, b }] of changes.entries()) {
            const { a: value } = documentOf(a, 0);
            if (verb === 'insert') await collection.insertOne({ ...documentOf(a, id), b, list: [{ v: b }] });
            else if (verb === 'set')
              await collection.updateMany({ b }, { $set: { a: value ?? null, c: id } });
            else if (verb === 'push')
              await collection.updateMany({ b }, { $push: { list: { v: id } as never } });
            else
              await collection.deleteMany({
                a: Array.isArray(value) || value === undefined ? { $exists: false } : (value as never),
                b,
              });
          }
          const documents = await collection.find().sort({ _id: 1 }).toArray();
          const byList = await collection.distinct('_id', { 'list.v': { $gte: 2, $lt: 20 } });
          results.push([documents, byList.sort()]);
          if (collection.dbName === 'differential') {
            expect(await databases[0]?.command({ validate: collection.collectionName })).toMatchObject({
              valid: true,
              errors: [],
            });
          }
        }
        for (const result of results) expect(result).toEqual(results[0]);
      }),
      { numRuns: 15 },
    );
  });
});
