import { Decimal128, Long, MaxKey, MinKey } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { shareServer, startServer } from './server.ts';

const server = shareServer();

describe('GIVEN indexes', () => {
  it('WHEN a unique index stands THEN one null and one missing are the same, and so are equal numbers of any type', async () => {
    const collection = server.db().collection('c');
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.insertMany([
      { a: 1 },
      { a: null },
      { a: '1' },
      { a: Number.NaN },
      { a: new MinKey() },
      { a: { x: 1, y: 2 } },
      { a: { y: 2, x: 1 } },
    ]);
    for (const a of [
      Long.fromNumber(1),
      Decimal128.fromString('1.00'),
      undefined,
      Number.NaN,
      new MinKey(),
      { x: Decimal128.fromString('1.0'), y: 2 },
    ]) {
      await expect(collection.insertOne(a === undefined ? {} : { a })).rejects.toMatchObject({ code: 11000 });
    }
    await collection.insertOne({ a: new MaxKey() });
    expect(await collection.countDocuments()).toBe(8);
  });

  it('WHEN a compound unique index refuses THEN the message names collection, index and key as MongoDB does', async () => {
    const db = server.db();
    const members = db.collection('members');
    await members.createIndex({ guildId: 1, 'user.id': -1 }, { unique: true });
    await members.insertOne({ guildId: 'g', user: { id: 5 } });
    await expect(members.insertOne({ guildId: 'g', user: { id: 5 } })).rejects.toMatchObject({
      message: `E11000 duplicate key error collection: ${db.databaseName}.members index: guildId_1_user.id_-1 dup key: { guildId: "g", user.id: 5 }`,
      keyPattern: { guildId: 1, 'user.id': -1 },
      keyValue: { guildId: 'g', 'user.id': 5 },
    });
    await expect(
      members.updateOne({ user: { id: 6 }, guildId: 'g' }, { $set: { 'user.id': 5 } }, { upsert: true }),
    ).rejects.toMatchObject({ code: 11000 });
    expect(await members.countDocuments()).toBe(1);
  });

  it('WHEN documents are there that break it THEN a unique index is not made', async () => {
    const collection = server.db().collection('c');
    await collection.insertMany([{ a: 1 }, { a: 1 }]);
    await expect(collection.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
    expect(await collection.indexes()).toHaveLength(1);
    await collection.createIndex({ a: 1 });
    expect(await collection.find({ a: 1 }).toArray()).toHaveLength(2);
  });

  it('WHEN arrays are indexed THEN each element is found and unique over documents, not within one', async () => {
    const db = server.db();
    const collection = db.collection<{
      _id: number;
      tags?: string | string[];
      o?: { k: number; v: number }[];
    }>('c');
    await collection.createIndex({ tags: 1 }, { unique: true, sparse: true });
    await collection.createIndex({ 'o.k': 1, 'o.v': 1 });
    await collection.insertMany([{ _id: 1, tags: 'solo' }, { _id: 2 }, { _id: 3 }]);
    await collection.insertOne({
      _id: 4,
      tags: ['a', 'b', 'a'],
      o: [
        { k: 1, v: 2 },
        { k: 3, v: 4 },
      ],
    });
    await expect(collection.insertOne({ _id: 5, tags: ['c', 'b'] })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { tags: 1 },
    });
    await expect(collection.insertOne({ _id: 5, tags: ['solo'] })).rejects.toMatchObject({ code: 11000 });
    await collection.updateOne({ _id: 4 }, { $pull: { tags: 'b' as never } });
    await collection.insertOne({ _id: 5, tags: ['c', 'b'] });
    expect(await collection.find({ tags: 'b' }).toArray()).toMatchObject([{ _id: 5 }]);
    expect(await collection.find({ 'o.k': 3 }).toArray()).toMatchObject([{ _id: 4 }]);
    expect(await collection.find({ o: { $elemMatch: { k: 1, v: 4 } } }).toArray()).toEqual([]);
    await collection.createIndex({ 'p.x': 1, 'q.y': 1 });
    await expect(
      collection.insertOne({ _id: 6, p: [{ x: 1 }], q: [{ y: 1 }] } as never),
    ).rejects.toMatchObject({ code: 171 });
    expect(await db.command({ validate: 'c' })).toMatchObject({ valid: true, errors: [] });
  });

  it('WHEN an index is partial THEN it constrains and serves only its documents', async () => {
    const collection = server.db().collection('c');
    await collection.createIndex({ name: 1 }, { unique: true, partialFilterExpression: { active: true } });
    await collection.insertMany([{ name: 'a', active: true }, { name: 'a', active: false }, { name: 'a' }]);
    await expect(collection.insertOne({ name: 'a', active: true })).rejects.toMatchObject({ code: 11000 });
    await expect(collection.updateOne({ active: false }, { $set: { active: true } })).rejects.toMatchObject({
      code: 11000,
    });
    expect(await collection.countDocuments({ name: 'a' })).toBe(3);
    const plan = await collection.find({ name: 'a', active: true }).explain('queryPlanner');
    expect(plan.queryPlanner.winningPlan.inputStage).toMatchObject({ stage: 'IXSCAN', indexName: 'name_1' });
    const other = await collection.find({ name: 'a' }).explain('queryPlanner');
    expect(other.queryPlanner.winningPlan.stage).toBe('COLLSCAN');
  });

  it('WHEN an index covers filter and order THEN explain shows it, and hints choose', async () => {
    const collection = server.db().collection('c');
    await collection.insertMany(Array.from({ length: 50 }, (_, i) => ({ a: i % 5, b: i })));
    await collection.createIndex({ a: 1, b: -1 }, { name: 'ab' });
    const { queryPlanner, executionStats } = await collection
      .find({ a: 3 })
      .sort({ b: -1 })
      .limit(3)
      .explain('executionStats');
    expect(queryPlanner.winningPlan).toMatchObject({
      stage: 'FETCH',
      inputStage: { indexName: 'ab' },
      filteredInSqlite: true,
    });
    expect(executionStats).toMatchObject({ nReturned: 3 });
    expect((await collection.find({ a: 3 }).sort({ b: -1 }).limit(3).toArray()).map(({ b }) => b)).toEqual([
      48, 43, 38,
    ]);
    await collection.createIndex({ a: 1 }, { name: 'onlyA' });
    for (const name of ['ab', 'onlyA']) {
      const hinted = await collection.find({ a: 3 }).hint(name).explain('queryPlanner');
      expect(hinted.queryPlanner.winningPlan.inputStage).toMatchObject({ indexName: name });
      expect(await collection.find({ a: 3 }).hint(name).toArray()).toHaveLength(10);
      expect(
        await collection
          .find({ b: { $gt: 40 } })
          .hint(name)
          .toArray(),
      ).toHaveLength(9);
    }
    expect((await collection.find().hint({ $natural: -1 }).limit(1).toArray())[0]).toMatchObject({ b: 49 });
  });

  it('WHEN indexes are listed, changed and dropped THEN they are as told', async () => {
    const db = server.db();
    const collection = db.collection('c');
    await collection.createIndexes([
      { key: { a: 1 } },
      { key: { b: -1 }, expireAfterSeconds: 60 },
      { key: { 'a.b': 1, c: 1 }, sparse: true },
    ]);
    await collection.createIndex({ a: 1 });
    await expect(collection.createIndex({ a: 1 }, { name: 'other' })).rejects.toMatchObject({ code: 85 });
    await expect(collection.createIndex({ z: 1 }, { name: 'a_1' })).rejects.toMatchObject({ code: 86 });
    await db.command({ collMod: 'c', index: { name: 'b_-1', expireAfterSeconds: 90 } });
    expect(await collection.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1 }, name: 'a_1' },
      { v: 2, key: { b: -1 }, name: 'b_-1', expireAfterSeconds: 90 },
      { v: 2, key: { 'a.b': 1, c: 1 }, name: 'a.b_1_c_1', sparse: true },
    ]);
    await collection.insertOne({ a: { b: [1, 2] }, b: new Date(), c: 1 });
    await collection.dropIndex('a_1');
    await collection.dropIndexes();
    expect(await collection.indexes()).toHaveLength(1);
    expect(await collection.find({ 'a.b': 2 }).toArray()).toHaveLength(1);
    expect(await db.command({ validate: 'c' })).toMatchObject({ valid: true });
  });

  it('WHEN time passes THEN documents of a TTL index expire by the clock, arrays by their earliest date', async () => {
    let now = Date.UTC(2026, 0, 1);
    const client = await startServer({ clock: () => now, sweepMs: 15 });
    const collection = client.db().collection<{ _id: string; at?: unknown; kind?: string }>('sessions');
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 3600 });
    const at = (seconds: number) => new Date(now + seconds * 1000);
    await collection.insertMany([
      { _id: 'old', at: at(-10) },
      { _id: 'array', at: [at(-10), at(9000)] },
      { _id: 'new', at: at(5000) },
      { _id: 'text', at: 'yesterday' },
      { _id: 'none' },
    ]);
    now += 3_595_000;
    await expect
      .poll(() => collection.distinct('_id'), { interval: 10, timeout: 20_000 })
      .toEqual(['new', 'text', 'none']);
    now += 5_100_000;
    await expect
      .poll(() => collection.distinct('_id'), { interval: 10, timeout: 20_000 })
      .toEqual(['text', 'none']);
  });
});

describe('GIVEN databases and collections', () => {
  it('WHEN they are made, listed, renamed and dropped THEN what is listed is what is there', async () => {
    const db = server.db();
    await db.createCollection('one');
    await db.collection('two').insertOne({ a: 1 });
    expect((await db.listCollections().toArray()).map(({ name, type }) => [name, type])).toEqual([
      ['one', 'collection'],
      ['two', 'collection'],
    ]);
    expect(await db.listCollections({ name: 'two' }, { nameOnly: true }).toArray()).toEqual([
      { name: 'two', type: 'collection' },
    ]);
    await db.collection('two').rename('three');
    await expect(db.collection('three').rename('one')).rejects.toMatchObject({ code: 48 });
    await db.collection('three').rename('one', { dropTarget: true });
    expect(
      await db
        .collection('one')
        .find()
        .map(({ a }) => a)
        .toArray(),
    ).toEqual([1]);
    const { databases } = await server.client.db('admin').admin().listDatabases();
    expect(databases.find(({ name }) => name === db.databaseName)).toMatchObject({ empty: false });
    expect(await db.stats()).toMatchObject({ collections: 1, objects: 1, indexes: 1 });
    expect(await db.collection('one').drop()).toBe(true);
    await db.dropDatabase();
    expect(await db.listCollections().toArray()).toEqual([]);
  });

  it('WHEN asked about itself THEN the server tells the truth', async () => {
    const admin = server.client.db('admin');
    expect(await admin.command({ hello: 1 })).toMatchObject({
      isWritablePrimary: true,
      setName: 'guildhall',
      maxWireVersion: 25,
      me: `127.0.0.1:${server.mongo.port}`,
    });
    expect(await admin.command({ buildInfo: 1 })).toMatchObject({
      modules: ['embedded-mongo'],
      storageEngines: ['sqlite'],
    });
    expect(await admin.command({ serverStatus: 1 })).toMatchObject({
      process: 'embedded-mongo',
      storageEngine: { name: 'sqlite' },
    });
    expect(await admin.command({ connectionStatus: 1 })).toMatchObject({
      authInfo: { authenticatedUsers: [] },
    });
    expect(await admin.command({ getParameter: 1, featureCompatibilityVersion: 1 })).toMatchObject({
      featureCompatibilityVersion: { version: '8.0' },
    });
    expect((await admin.command({ hostInfo: 1 })).system.numCores).toBeGreaterThan(0);
  });
});
