import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmbeddedMongo } from '../src/index.ts';
import { shareServer } from './server.ts';

const server = shareServer();
/** How long an empty stream waits for changes. */
const soon = { maxAwaitTimeMS: 50 };

describe('GIVEN a change stream', () => {
  it('WHEN documents change THEN each change comes once, in order, with what it changed', async () => {
    const collection = server.db().collection<{ _id: number; a?: number; list?: number[]; o?: unknown }>('c');
    await collection.insertOne({ _id: 1, a: 1, list: [1, 2, 3], o: { x: 1, y: 1 } });
    const stream = collection.watch([], soon);
    onTestFinished(() => stream.close());
    await stream.tryNext();
    await collection.updateOne({ _id: 1 }, { $set: { a: 2, 'o.x': 5, 'list.0': 9 }, $unset: { 'o.y': 1 } });
    await collection.updateOne({ _id: 1 }, { $pop: { list: 1 } });
    await collection.updateOne({ _id: 1 }, { $set: { a: 2 } });
    await collection.replaceOne({ _id: 1 }, { a: 7 });
    await collection.deleteOne({ _id: 1 });
    const changes = [await stream.next(), await stream.next(), await stream.next(), await stream.next()];
    expect(changes).toMatchObject([
      {
        operationType: 'update',
        updateDescription: { updatedFields: { a: 2, 'o.x': 5, 'list.0': 9 }, removedFields: ['o.y'] },
      },
      {
        operationType: 'update',
        updateDescription: { updatedFields: {}, truncatedArrays: [{ field: 'list', newSize: 2 }] },
      },
      { operationType: 'replace', fullDocument: { _id: 1, a: 7 } },
      { operationType: 'delete', documentKey: { _id: 1 } },
    ]);
    expect(await stream.tryNext()).toBeNull();
  });

  it('WHEN a pipeline filters and shapes it THEN only what passes comes', async () => {
    const collection = server.db().collection('c');
    const stream = collection.watch(
      [{ $match: { 'fullDocument.n': { $gt: 1 } } }, { $project: { n: '$fullDocument.n' } }],
      soon,
    );
    onTestFinished(() => stream.close());
    await stream.tryNext();
    await collection.insertMany([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(await stream.next()).toMatchObject({ n: 2 });
    expect(await stream.next()).toMatchObject({ n: 3 });
  });

  it('WHEN it watches a database or everything THEN changes of other databases come only to the latter', async () => {
    const [here, there] = [server.db(), server.db()];
    const [narrow, wide] = [here.watch([], soon), server.client.watch([], soon)];
    onTestFinished(async () => {
      await Promise.all([narrow.close(), wide.close()]);
    });
    await Promise.all([narrow.tryNext(), wide.tryNext()]);
    await there.collection('x').insertOne({ n: 1 });
    await here.collection('y').insertOne({ n: 2 });
    expect(await narrow.next()).toMatchObject({ ns: { db: here.databaseName, coll: 'y' } });
    expect([await wide.next(), await wide.next()]).toMatchObject([
      { ns: { coll: 'x' } },
      { ns: { coll: 'y' } },
    ]);
  });

  it('WHEN a transaction commits THEN its changes come together, and an aborted one’s never', async () => {
    const collection = server.db().collection<{ _id: number }>('c');
    await collection.insertOne({ _id: 0 });
    const stream = collection.watch([], soon);
    onTestFinished(() => stream.close());
    await stream.tryNext();
    await server.client.withSession(async (session) => {
      session.startTransaction();
      await collection.insertOne({ _id: 1 }, { session });
      await session.abortTransaction();
      session.startTransaction();
      await collection.insertOne({ _id: 2 }, { session });
      await collection.updateOne({ _id: 0 }, { $set: { a: 1 } }, { session });
      await collection.insertOne({ _id: 3 });
      await session.commitTransaction();
    });
    const changes = [await stream.next(), await stream.next(), await stream.next()];
    expect(changes).toMatchObject([
      { documentKey: { _id: 3 } },
      { documentKey: { _id: 2 }, lsid: {} },
      { documentKey: { _id: 0 }, operationType: 'update' },
    ]);
  });

  it('WHEN the collection is dropped THEN the stream says so and ends', async () => {
    const collection = server.db().collection('c');
    await collection.insertOne({});
    const stream = collection.watch([], soon);
    await stream.tryNext();
    await collection.drop();
    expect(await stream.next()).toMatchObject({ operationType: 'drop' });
    expect(await stream.next()).toMatchObject({ operationType: 'invalidate' });
    await stream.close();
  });

  it('WHEN the server was restarted in between THEN a resume token goes on where it was, and a foreign one is refused', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'guildhall-changes-'));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const first = await startEmbeddedMongo({ dataDir });
    const one = await new MongoClient(first.uri).connect();
    const stream = one.db().collection('c').watch([], soon);
    await stream.tryNext();
    await one
      .db()
      .collection('c')
      .insertMany([{ n: 1 }, { n: 2 }]);
    const change = await stream.next();
    await one.close();
    await first.close();

    const second = await startEmbeddedMongo({ dataDir });
    const two = await new MongoClient(second.uri).connect();
    await two.db().collection('c').insertOne({ n: 3 });
    const resumed = two
      .db()
      .collection('c')
      .watch([], { resumeAfter: change._id, ...soon });
    expect([await resumed.next(), await resumed.next()]).toMatchObject([
      { fullDocument: { n: 2 } },
      { fullDocument: { n: 3 } },
    ]);
    await resumed.close();
    const lost = two
      .db()
      .collection('c')
      .watch([], { resumeAfter: { _data: '000000000000000100' } });
    await expect(lost.next()).rejects.toMatchObject({ code: 286 });
    await lost.close();
    await two.close();
    await second.close();
  });
});
