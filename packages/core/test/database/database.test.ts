import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type EmbeddedMongo, startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase, type Database, migrate } from '../../src/database/index.ts';

describe('the database', () => {
  let folder: string;
  let mongo: EmbeddedMongo;
  let database: Database;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'guildhall-database-'));
    mongo = await startEmbeddedMongo({ dataDir: folder });
    database = await connectDatabase(mongo.uri);
  });
  afterAll(async () => {
    await database.close();
    await mongo.close();
    await rm(folder, { recursive: true, force: true });
  });

  describe('the tenant guard', () => {
    const { Job, Installation } = {
      get Job() {
        return () => database.models.Job;
      },
      get Installation() {
        return () => database.models.Installation;
      },
    };
    const refused = { code: 'GUILD_MISSING' };

    it('refuses every kind of query that names no guild', async () => {
      await expect(Job().find({ pluginId: 'a' })).rejects.toMatchObject(refused);
      await expect(Job().findOne({})).rejects.toMatchObject(refused);
      await expect(Job().countDocuments({})).rejects.toMatchObject(refused);
      await expect(Job().distinct('job', {})).rejects.toMatchObject(refused);
      await expect(Job().updateOne({ _id: 'a' }, { $set: { paused: true } })).rejects.toMatchObject(refused);
      await expect(Job().updateMany({}, { $set: { paused: true } })).rejects.toMatchObject(refused);
      await expect(Job().findOneAndUpdate({}, { $set: { paused: true } })).rejects.toMatchObject(refused);
      await expect(Job().findOneAndDelete({})).rejects.toMatchObject(refused);
      await expect(Job().deleteOne({})).rejects.toMatchObject(refused);
      await expect(Job().deleteMany({ guildId: { $ne: '' } })).rejects.toMatchObject(refused);
      await expect(Installation().aggregate([{ $group: { _id: '$state' } }])).rejects.toMatchObject(refused);
    });

    it('lets through what names one guild, or says why it spans them', async () => {
      await expect(Job().find({ guildId: '1' })).resolves.toEqual([]);
      await expect(Job().find({}, null, { acrossGuilds: 'a test' })).resolves.toEqual([]);
      await expect(Installation().aggregate([{ $match: { guildId: '1' } }])).resolves.toEqual([]);
    });
  });

  describe('migrations', () => {
    it('each runs once, in order, and is recorded', async () => {
      const ran: number[] = [];
      const step = (version: number) => ({
        version,
        name: `step ${version}`,
        up: async () => void ran.push(version),
      });
      const steps = [step(1), step(2), step(3)];
      expect(await migrate(database.db(), Date.now, steps)).toEqual([2, 3]);
      expect(await migrate(database.db(), Date.now, steps)).toEqual([]);
      expect(ran).toEqual([2, 3]);
      await expect(migrate(database.db(), Date.now, [step(1)])).rejects.toMatchObject({
        code: 'DATABASE_NEWER',
      });
      await expect(connectDatabase(mongo.uri)).rejects.toMatchObject({ code: 'DATABASE_NEWER' });
    });

    it('WHEN one fails THEN it says which, and the next start tries it again', async () => {
      const failing = {
        version: 4,
        name: 'hard',
        up: () => Promise.reject(new Error('disk full')),
      };
      const steps = [1, 2, 3].map((version) => ({ version, name: 'done', up: async () => undefined }));
      await expect(migrate(database.db(), Date.now, [...steps, failing])).rejects.toMatchObject({
        code: 'MIGRATION_FAILED',
        message: expect.stringContaining('"hard"'),
      });
      expect(
        await migrate(database.db(), Date.now, [...steps, { ...failing, up: async () => undefined }]),
      ).toEqual([4]);
    });
  });

  it('a database that is not there is said so, with what to do, and without the password', async () => {
    const attempt = connectDatabase('mongodb://me:secret@127.0.0.1:1/guildhall', { timeoutMs: 100 });
    await expect(attempt).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    await expect(attempt).rejects.toThrow(/MONGODB_URI/);
    await expect(attempt).rejects.not.toThrow(/secret/);
  });
});
