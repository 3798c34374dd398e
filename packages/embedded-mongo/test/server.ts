import { type Db, MongoClient } from 'mongodb';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { type EmbeddedMongo, type EmbeddedMongoOptions, startEmbeddedMongo } from '../src/index.ts';

/** One server in memory for all tests of a file; each test takes a database of its own. */
export function shareServer(): { readonly client: MongoClient; readonly mongo: EmbeddedMongo; db(): Db } {
  let mongo: EmbeddedMongo;
  let client: MongoClient;
  let databases = 0;
  beforeAll(async () => {
    mongo = await startEmbeddedMongo({ dataDir: ':memory:' });
    client = await new MongoClient(mongo.uri).connect();
  });
  afterAll(async () => {
    await client.close();
    await mongo.close();
  });
  return {
    get client() {
      return client;
    },
    get mongo() {
      return mongo;
    },
    db: () => client.db(`test${++databases}`),
  };
}

/** A server of the test's own, closed when the test is over. */
export async function startServer(options: Partial<EmbeddedMongoOptions>): Promise<MongoClient> {
  const mongo = await startEmbeddedMongo({ dataDir: ':memory:', ...options });
  const client = await new MongoClient(mongo.uri).connect();
  onTestFinished(async () => {
    await client.close();
    await mongo.close();
  });
  return client;
}
