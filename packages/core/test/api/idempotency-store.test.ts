import { startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IdempotencyStore } from '../../src/api/idempotency/idempotency-store.ts';
import { createMongoIdempotencyStore } from '../../src/api/idempotency/mongo-idempotency-store.ts';
import { connectDatabase } from '../../src/database/index.ts';

let time = Date.UTC(2026, 0, 5);
let store: IdempotencyStore;
let close: () => Promise<void>;

beforeAll(async () => {
  const mongo = await startEmbeddedMongo({ dataDir: ':memory:', clock: () => time });
  const database = await connectDatabase(mongo.uri);
  store = await createMongoIdempotencyStore(database.connection, () => time);
  close = async () => {
    await database.close();
    await mongo.close();
  };
});
afterAll(() => close());

it('GIVEN two requests with one key at once THEN one does the work and the other hears that it is under way', async () => {
  const claims = await Promise.all(Array.from({ length: 8 }, () => store.claim('at-once', 'f')));
  expect(claims.filter(({ kind }) => kind === 'new')).toHaveLength(1);
  expect(claims.filter(({ kind }) => kind === 'in_flight')).toHaveLength(7);
});

it('GIVEN an answered request THEN the same again is answered alike for 24 hours, and another one under its key is refused', async () => {
  const reply = { status: 201, body: { id: 'x', 'a.b': { $c: [] } }, revision: 3 };
  expect(await store.claim('kept', 'f')).toEqual({ kind: 'new' });
  await store.settle('kept', reply);
  time += 24 * 60 * 60_000 - 1;
  expect(await store.claim('kept', 'f')).toEqual({ kind: 'answered', reply });
  expect(await store.claim('kept', 'other')).toEqual({ kind: 'other_request' });
  time += 1;
  expect(await store.claim('kept', 'f')).toEqual({ kind: 'new' });
});

it('GIVEN a request that failed, or that a crash cut off THEN its key can be used again', async () => {
  expect(await store.claim('failed', 'f')).toEqual({ kind: 'new' });
  await store.release('failed');
  expect(await store.claim('failed', 'f')).toEqual({ kind: 'new' });
  // Nobody released this one.
  expect(await store.claim('failed', 'f')).toEqual({ kind: 'in_flight' });
  time += 60_000;
  expect(await store.claim('failed', 'f')).toEqual({ kind: 'new' });
});
