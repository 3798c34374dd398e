import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EmbeddedMongoError, startEmbeddedMongo } from '../src/index.ts';
import { kill, serve } from './fixtures/process.ts';

async function directory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'guildhall-mongo-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

describe('GIVEN a data directory', () => {
  it('WHEN a process has it open THEN another is told LOCKED at once, until the first is killed', async () => {
    const dataDir = await directory();
    const first = await serve(dataDir);
    onTestFinished(() => void first.child.kill('SIGKILL'));
    const before = performance.now();
    await expect(startEmbeddedMongo({ dataDir })).rejects.toMatchObject({
      name: 'EmbeddedMongoError',
      code: 'LOCKED',
      message: expect.stringContaining(dataDir),
      remedy: expect.stringContaining('Stop that process'),
    });
    expect(performance.now() - before).toBeLessThan(3000);
    await kill(first.child);
    const mongo = await startEmbeddedMongo({ dataDir });
    await mongo.close();
  });

  it('WHEN this process has it open THEN a second server in it is LOCKED out too', async () => {
    const dataDir = await directory();
    const mongo = await startEmbeddedMongo({ dataDir });
    await expect(startEmbeddedMongo({ dataDir })).rejects.toBeInstanceOf(EmbeddedMongoError);
    await mongo.close();
    await (await startEmbeddedMongo({ dataDir })).close();
  });

  it('WHEN its file is no database THEN the start says CORRUPT and lets go of the lock', async () => {
    const dataDir = await directory();
    const path = join(dataDir, 'guildhall.sqlite');
    writeFileSync(path, 'this is no database, but it is long enough to be looked at as one '.repeat(20));
    for (let i = 0; i < 2; i++) {
      await expect(startEmbeddedMongo({ dataDir })).rejects.toMatchObject({ code: 'CORRUPT' });
    }
  });

  it.skipIf(process.getuid?.() === 0)(
    'WHEN it cannot be written THEN the start says UNWRITABLE',
    async () => {
      const dataDir = await directory();
      chmodSync(dataDir, 0o500);
      await expect(startEmbeddedMongo({ dataDir })).rejects.toMatchObject({ code: 'UNWRITABLE' });
    },
  );

  it('WHEN its path runs through a file THEN the start says UNWRITABLE', async () => {
    const file = join(await directory(), 'file');
    writeFileSync(file, '');
    await expect(startEmbeddedMongo({ dataDir: join(file, 'data') })).rejects.toMatchObject({
      code: 'UNWRITABLE',
    });
  });

  it('WHEN a backup is made while it is in use THEN a server on the copy has the same documents and indexes', async () => {
    const dataDir = await directory();
    const copy = await directory();
    const mongo = await startEmbeddedMongo({ dataDir });
    const client = await new MongoClient(mongo.uri).connect();
    const users = client.db().collection('users');
    await users.createIndex({ name: 1 }, { unique: true });
    await users.insertMany([{ name: 'Ana' }, { name: 'Ben' }]);
    await mongo.backup(join(copy, 'guildhall.sqlite'));
    await users.deleteMany({});
    await client.close();
    await mongo.close();
    const restored = await startEmbeddedMongo({ dataDir: copy });
    const other = await new MongoClient(restored.uri).connect();
    const names = await other
      .db()
      .collection('users')
      .find()
      .map((user) => user.name)
      .toArray();
    expect(names).toEqual(['Ana', 'Ben']);
    await expect(other.db().collection('users').insertOne({ name: 'Ana' })).rejects.toMatchObject({
      code: 11000,
    });
    await other.close();
    await restored.close();
  });
});

describe('GIVEN options', () => {
  it('WHEN the port is taken THEN the start says PORT_IN_USE', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(startEmbeddedMongo({ dataDir: ':memory:', port })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
    });
  });

  it('WHEN the host is not loopback THEN it is refused', async () => {
    const host = '0.0.0.0' as '127.0.0.1';
    await expect(startEmbeddedMongo({ dataDir: ':memory:', host })).rejects.toMatchObject({
      code: 'NOT_LOOPBACK',
    });
  });

  it('WHEN the data is kept in memory THEN nothing of it is left after close, which may be called twice', async () => {
    const mongo = await startEmbeddedMongo({ dataDir: ':memory:' });
    const client = await new MongoClient(mongo.uri).connect();
    await client.db().collection('a').insertOne({});
    await client.close();
    const port = mongo.port;
    await Promise.all([mongo.close(), mongo.close()]);
    await expect(
      new MongoClient(`mongodb://127.0.0.1:${port}`, { serverSelectionTimeoutMS: 200 }).connect(),
    ).rejects.toThrow();
    expect(existsSync(join(tmpdir(), 'guildhall.sqlite'))).toBe(false);
  });
});
