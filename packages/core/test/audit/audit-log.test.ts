import { startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMongoAuditLog, type RecordedEntry } from '../../src/audit/index.ts';
import { connectDatabase } from '../../src/database/index.ts';

const ana = { kind: 'member', userId: '300000000000000001', via: 'dashboard' } as const;
const bob = { kind: 'member', userId: '300000000000000002', via: 'command' } as const;

let close: () => Promise<void>;
let log: Awaited<ReturnType<typeof createMongoAuditLog>>;
let other: Awaited<ReturnType<typeof createMongoAuditLog>>;
let time = 1_000;

beforeAll(async () => {
  const mongo = await startEmbeddedMongo({ dataDir: ':memory:' });
  const database = await connectDatabase(mongo.uri);
  const now = () => time;
  log = await createMongoAuditLog({ connection: database.connection, applicationId: 'app-1', now });
  const second = await connectDatabase(mongo.uri);
  other = await createMongoAuditLog({ connection: second.connection, applicationId: 'app-2', now });
  close = async () => {
    await second.close();
    await database.close();
    await mongo.close();
  };
});
afterAll(() => close());

async function readAll(guildId: string, filter: { action?: string; userId?: string } = {}, limit = 2) {
  const all: RecordedEntry[] = [];
  let after: string | undefined;
  do {
    const page = await log.list(guildId, { ...filter, limit, after });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    all.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return all;
}

it('keeps what was recorded, newest first, also within one millisecond', async () => {
  const heard: string[] = [];
  const stop = log.onRecord((entry) => heard.push(entry.action));
  const actions = [
    'installation.installed',
    'config.updated',
    'config.restored',
    'installation.enabled',
    'settings.updated',
  ];
  for (const [index, action] of actions.entries()) {
    // The first three share a millisecond.
    if (index >= 3) time += 10;
    await log.record({
      guildId: 'g1',
      actor: index % 2 ? bob : ana,
      action,
      target: 'leveling',
      before: { a: 1 },
      after: { 'a.b': { $c: [] } },
    });
  }
  stop();
  const found = await readAll('g1');
  expect(found.map((entry) => entry.action)).toEqual(actions.toReversed());
  expect(found[0]).toMatchObject({
    guildId: 'g1',
    actor: ana,
    target: 'leveling',
    before: { a: 1 },
    after: { 'a.b': { $c: [] } },
  });
  expect(heard).toEqual(actions);
});

it('finds by action, by the first word of several, and by member', async () => {
  expect((await readAll('g1', { action: 'config' })).map((entry) => entry.action)).toEqual([
    'config.restored',
    'config.updated',
  ]);
  expect(await readAll('g1', { action: 'conf' })).toEqual([]);
  expect((await readAll('g1', { userId: bob.userId })).map((entry) => entry.action)).toEqual([
    'installation.enabled',
    'config.updated',
  ]);
});

it('keeps guilds and applications apart', async () => {
  await other.record({ guildId: 'g1', actor: bob, action: 'guild.initialized' });
  await log.record({ guildId: 'g2', actor: bob, action: 'guild.initialized' });
  expect((await readAll('g1', { action: 'guild' })).length).toBe(0);
  expect((await readAll('g2')).length).toBe(1);
});

it('takes no filter for an operator of the database', async () => {
  const hostile = { $ne: null } as unknown as string;
  expect((await log.list('g1', { limit: 10, userId: hostile })).items).toEqual([]);
  expect((await log.list(hostile, { limit: 10 })).items).toEqual([]);
});

it('finds what lies between two dates, the earlier one included and the later one not', async () => {
  const start = Date.UTC(2026, 0, 5);
  const hour = 60 * 60_000;
  for (const [index, action] of ['a.one', 'a.two', 'a.three', 'a.four'].entries()) {
    time = start + index * hour;
    await log.record({ guildId: 'dated', actor: ana, action });
  }
  const between = async (from: number | undefined, to: number | undefined, limit = 50) => {
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await log.list('dated', {
        limit,
        after,
        from: from === undefined ? undefined : new Date(from),
        to: to === undefined ? undefined : new Date(to),
      });
      found.push(...page.items.map(({ action }) => action));
      after = page.next;
    } while (after !== undefined);
    return found;
  };
  expect(await between(start + hour, start + 3 * hour)).toEqual(['a.three', 'a.two']);
  expect(await between(start + hour, start + 3 * hour, 1)).toEqual(['a.three', 'a.two']);
  expect(await between(undefined, start + hour)).toEqual(['a.one']);
  expect(await between(start + 3 * hour, undefined)).toEqual(['a.four']);
  expect(await between(start + 4 * hour, undefined)).toEqual([]);
});
