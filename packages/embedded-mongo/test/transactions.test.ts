import type { Collection, Db, MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { shareServer, startServer } from './server.ts';

const server = shareServer();

interface Account {
  _id: string;
  balance: number;
  tags?: string[];
}

async function accounts(): Promise<{ client: MongoClient; db: Db; collection: Collection<Account> }> {
  const { client } = server;
  const db = server.db();
  const collection = db.collection<Account>('accounts');
  await collection.insertMany([
    { _id: 'ana', balance: 100 },
    { _id: 'ben', balance: 50 },
  ]);
  return { client, db, collection };
}

describe('GIVEN a transaction', () => {
  it('WHEN others commit meanwhile THEN it goes on reading its snapshot and its own writes', async () => {
    const { client, collection } = await accounts();
    await collection.createIndex({ balance: 1 });
    const session = client.startSession();
    session.startTransaction();
    expect(await collection.countDocuments({}, { session })).toBe(2);
    await collection.insertOne({ _id: 'cleo', balance: 70 });
    await collection.updateOne({ _id: 'ben' }, { $set: { balance: 55 } });
    await collection.insertOne({ _id: 'dan', balance: 60 }, { session });
    const seen = await collection
      .find({ balance: { $gte: 50 } }, { session })
      .sort({ balance: -1 })
      .toArray();
    expect(seen.map(({ _id, balance }) => [_id, balance])).toEqual([
      ['ana', 100],
      ['dan', 60],
      ['ben', 50],
    ]);
    expect(await collection.findOne({ _id: 'dan' })).toBeNull();
    await session.commitTransaction();
    expect(await collection.distinct('_id')).toHaveLength(4);
    await session.endSession();
  });

  it('WHEN two change the same document THEN the second gets a conflict that is to be tried again', async () => {
    const { client, collection } = await accounts();
    const [one, two] = [client.startSession(), client.startSession()];
    one.startTransaction();
    two.startTransaction();
    await collection.updateOne({ _id: 'ana' }, { $inc: { balance: 1 } }, { session: one });
    const second = collection.updateOne({ _id: 'ana' }, { $inc: { balance: 1 } }, { session: two });
    await expect(second).rejects.toSatisfy(
      (error: { code: number; hasErrorLabel(label: string): boolean }) =>
        error.code === 112 && error.hasErrorLabel('TransientTransactionError'),
    );
    await one.commitTransaction();
    expect(await collection.findOne({ _id: 'ana' })).toMatchObject({ balance: 101 });
    await Promise.all([one.endSession(), two.endSession()]);
  });

  it('WHEN a document it read was changed since THEN its write is a conflict', async () => {
    const { client, collection } = await accounts();
    const session = client.startSession();
    session.startTransaction();
    await collection.findOne({ _id: 'ana' }, { session });
    await collection.updateOne({ _id: 'ana' }, { $inc: { balance: 5 } });
    await expect(
      collection.updateOne({ _id: 'ana' }, { $inc: { balance: 1 } }, { session }),
    ).rejects.toMatchObject({ code: 112 });
    await session.endSession();
  });

  it('WHEN a write outside meets a document it holds THEN that write waits for the end', async () => {
    const { client, collection } = await accounts();
    const session = client.startSession();
    session.startTransaction();
    await collection.updateOne({ _id: 'ana' }, { $set: { balance: 1 } }, { session });
    let done = false;
    const outside = collection.updateMany({}, { $inc: { balance: 1000 } }).then(() => {
      done = true;
    });
    await collection.findOne({ _id: 'ben' });
    await client.db().command({ ping: 1 });
    expect(done).toBe(false);
    await session.commitTransaction();
    await outside;
    expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'ana', balance: 1001 },
      { _id: 'ben', balance: 1050 },
    ]);
    await session.endSession();
  });

  it('WHEN many transfer money at once THEN none is lost', async () => {
    const { client, collection } = await accounts();
    const transfer = async (from: string, to: string) => {
      await client.withSession((session) =>
        session.withTransaction(async () => {
          const account = await collection.findOne({ _id: from }, { session });
          await collection.updateOne(
            { _id: from },
            { $set: { balance: (account?.balance ?? 0) - 1 } },
            { session },
          );
          await collection.updateOne({ _id: to }, { $inc: { balance: 1 } }, { session });
        }),
      );
    };
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? transfer('ana', 'ben') : transfer('ben', 'ana'))),
    );
    await transfer('ana', 'ben');
    expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'ana', balance: 99 },
      { _id: 'ben', balance: 51 },
    ]);
  });

  it('WHEN it takes a unique value THEN the snapshot, its own writes and later commits are all respected', async () => {
    const { client, db, collection } = await accounts();
    await collection.createIndex({ tags: 1 }, { unique: true, sparse: true });
    await collection.updateOne({ _id: 'ana' }, { $set: { tags: ['x', 'y'] } });
    const session = client.startSession();
    session.startTransaction();
    await expect(
      collection.insertOne({ _id: 'c', balance: 0, tags: ['y'] }, { session }),
    ).rejects.toMatchObject({ code: 11000 });
    await session.abortTransaction();

    session.startTransaction();
    await collection.insertOne({ _id: 'c', balance: 0, tags: ['z'] }, { session });
    await collection.insertOne({ _id: 'd', balance: 0, tags: ['z'] });
    await expect(session.commitTransaction()).rejects.toMatchObject({ code: 112 });
    await session.endSession();
    expect(await collection.distinct('_id')).toEqual(['ana', 'ben', 'd']);
    expect(await db.command({ validate: 'accounts' })).toMatchObject({ valid: true });
  });

  it('WHEN it swaps unique values, deletes and inserts THEN the commit does all of it at once', async () => {
    const { client, collection } = await accounts();
    await collection.createIndex({ balance: 1 }, { unique: true });
    await client.withSession((session) =>
      session.withTransaction(async () => {
        await collection.deleteOne({ _id: 'ana' }, { session });
        await collection.updateOne({ _id: 'ben' }, { $set: { balance: 100 } }, { session });
        await collection.insertOne({ _id: 'ana', balance: 50 }, { session });
        expect(await collection.findOne({ balance: 50 }, { session })).toMatchObject({ _id: 'ana' });
      }),
    );
    expect(await collection.find().sort({ balance: 1 }).toArray()).toEqual([
      { _id: 'ana', balance: 50 },
      { _id: 'ben', balance: 100 },
    ]);
  });

  it('WHEN commit or abort is sent again THEN commit succeeds again and abort says that there is none', async () => {
    const { client, collection } = await accounts();
    const session = client.startSession();
    session.startTransaction();
    await collection.insertOne({ _id: 'once', balance: 1 }, { session });
    await session.commitTransaction();
    await session.commitTransaction();
    expect(await collection.countDocuments({ _id: 'once' })).toBe(1);
    session.startTransaction();
    await collection.insertOne({ _id: 'never', balance: 1 }, { session });
    await session.abortTransaction();
    expect(await collection.findOne({ _id: 'never' })).toBeNull();
    await session.endSession();
  });

  it('WHEN it writes to a collection that is not there THEN the collection is made', async () => {
    const { client } = server;
    const fresh = server.db().collection('fresh');
    await client.withSession((session) =>
      session.withTransaction(async () => {
        await fresh.insertOne({ a: [1, 2] }, { session });
        expect(await fresh.findOne({ a: 2 }, { session })).toMatchObject({ a: [1, 2] });
      }),
    );
    expect(await fresh.countDocuments()).toBe(1);
  });

  it('WHEN it is open for more than a minute THEN the server gives it up', async () => {
    let now = Date.UTC(2026, 0, 1);
    const client = await startServer({ clock: () => now, sweepMs: 20 });
    const collection = client.db().collection<Account>('accounts');
    await collection.insertOne({ _id: 'ana', balance: 1 });
    const session = client.startSession();
    session.startTransaction();
    await collection.updateOne({ _id: 'ana' }, { $set: { balance: 2 } }, { session });
    const outside = collection.updateOne({ _id: 'ana' }, { $inc: { balance: 10 } });
    now += 61_000;
    await outside;
    await expect(collection.findOne({}, { session })).rejects.toMatchObject({ code: 251 });
    expect(await collection.findOne({})).toMatchObject({ balance: 11 });
    await session.endSession();
  });
});

describe('GIVEN a retryable write', () => {
  it('WHEN the same one is sent again THEN its reply is given again and nothing is written', async () => {
    const db = server.db();
    await server.client.withSession(async (session) => {
      const increment = (number: number) =>
        db.command(
          {
            update: 'counters',
            updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }],
            txnNumber: BigInt(number),
          },
          { session },
        );
      const read = () => db.collection<{ _id: number }>('counters').findOne({ _id: 1 });
      const first = await increment(1000);
      const second = await increment(1000);
      expect(first.upserted).toEqual([{ index: 0, _id: 1 }]);
      expect(second.upserted).toEqual(first.upserted);
      expect(await read()).toMatchObject({ n: 1 });
      await increment(1001);
      await expect(increment(1000)).rejects.toMatchObject({ code: 225 });
      expect(await read()).toMatchObject({ n: 2 });
    });
  });
});
