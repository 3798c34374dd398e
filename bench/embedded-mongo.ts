/**
 * embedded-mongo against raw node:sqlite on the same disk, in turns, so that a busy machine slows both.
 * Both are durable (WAL, synchronous=FULL); raw SQLite runs in this process, embedded-mongo over TCP with the driver.
 *
 *   node --conditions=@guildhall/source bench/embedded-mongo.ts [rounds]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startEmbeddedMongo } from '@guildhall/embedded-mongo';
import { BSON, MongoClient } from 'mongodb';
import { median, ratios } from './dispatch/statistics.ts';

const rounds = Number(process.argv[2] ?? 5);
const batch = 1000;
const batches = 10;
const inFlight = 32;

interface Member {
  guildId: string;
  userId: string;
  xp: number;
  name: string;
  roles: string[];
  seen: Date;
}

function member(i: number, round: number): Member {
  return {
    guildId: `guild-${round}`,
    userId: `user-${i}`,
    xp: (i * 7919) % 100_003,
    name: `Member number ${i}`,
    roles: [],
    seen: new Date(1_700_000_000_000 + i),
  };
}

const dataDir = mkdtempSync(join(tmpdir(), 'bench-mongo-'));
const mongo = await startEmbeddedMongo({ dataDir: join(dataDir, 'embedded') });
const client = await new MongoClient(mongo.uri, { maxPoolSize: inFlight }).connect();
const members = client.db().collection<Member>('members');
await members.createIndex({ guildId: 1, xp: -1 });
const counters = client.db().collection<{ _id: string; n: number }>('counters');

const raw = new DatabaseSync(join(dataDir, 'raw.sqlite'));
raw.exec(`
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE members(id INTEGER PRIMARY KEY, key TEXT UNIQUE, guild TEXT, xp INTEGER, doc TEXT);
  CREATE INDEX by_xp ON members(guild, xp DESC);
  CREATE TABLE counters(id TEXT PRIMARY KEY, n INTEGER);
`);
const insertRaw = raw.prepare('INSERT INTO members(key, guild, xp, doc) VALUES(?, ?, ?, ?)');
const topRaw = raw.prepare('SELECT doc FROM members WHERE guild = ? ORDER BY xp DESC LIMIT 50');
const upsertRaw = raw.prepare('INSERT INTO counters VALUES(?, 1) ON CONFLICT(id) DO UPDATE SET n = n + 1');

async function seconds(work: () => void | Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function concurrently(times: number, work: (i: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (next < times) await work(next++);
    }),
  );
}

interface Case {
  readonly name: string;
  readonly operations: number;
  raw(round: number): void;
  embedded(round: number): Promise<void>;
}

const cases: Case[] = [
  {
    name: `insert, ${batch} to a batch`,
    operations: batch * batches,
    raw(round) {
      for (let b = 0; b < batches; b++) {
        raw.exec('BEGIN');
        for (let i = b * batch; i < (b + 1) * batch; i++) {
          const document = member(i, round);
          insertRaw.run(`${round}:${i}`, document.guildId, document.xp, JSON.stringify(document));
        }
        raw.exec('COMMIT');
      }
    },
    async embedded(round) {
      for (let b = 0; b < batches; b++) {
        await members.insertMany(Array.from({ length: batch }, (_, i) => member(b * batch + i, round)));
      }
    },
  },
  {
    name: `top 50 of 10,000 by index, ${inFlight} in flight`,
    operations: 1000,
    raw(round) {
      for (let i = 0; i < 1000; i++) {
        const rows = topRaw.all(`guild-${round}`);
        for (const row of rows) JSON.parse(String(row.doc));
      }
    },
    embedded(round) {
      return concurrently(1000, () =>
        members
          .find({ guildId: `guild-${round}` })
          .sort({ xp: -1 })
          .limit(50)
          .toArray(),
      );
    },
  },
  {
    name: `$inc upserts, ${batch} to a bulkWrite`,
    operations: batch * batches,
    raw() {
      for (let b = 0; b < batches; b++) {
        raw.exec('BEGIN');
        for (let i = 0; i < batch; i++) upsertRaw.run(`counter-${(i * 31 + b) % 3000}`);
        raw.exec('COMMIT');
      }
    },
    async embedded() {
      for (let b = 0; b < batches; b++) {
        await counters.bulkWrite(
          Array.from({ length: batch }, (_, i) => ({
            updateOne: {
              filter: { _id: `counter-${(i * 31 + b) % 3000}` },
              update: { $inc: { n: 1 } },
              upsert: true,
            },
          })),
          { ordered: false },
        );
      }
    },
  },
  {
    name: `single durable inserts, ${inFlight} in flight`,
    operations: 1000,
    raw(round) {
      for (let i = 0; i < 1000; i++) insertRaw.run(`single:${round}:${i}`, 'single', i, '{}');
    },
    embedded() {
      return concurrently(1000, (i) => members.insertOne({ ...member(i, 0), guildId: 'single' }));
    },
  },
];

for (const { name, operations, raw: runRaw, embedded } of cases) {
  const times = { raw: [] as number[], embedded: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.raw.push(await seconds(() => runRaw(round)));
    times.embedded.push(await seconds(() => embedded(round)));
  }
  const [rawRate, embeddedRate] = [operations / median(times.raw), operations / median(times.embedded)];
  const ratio = median(ratios(times.raw, times.embedded));
  console.log(
    `${name.padEnd(44)} raw ${Math.round(rawRate).toString().padStart(7)}/s   embedded-mongo ${Math.round(embeddedRate).toString().padStart(7)}/s   ratio ${ratio.toFixed(2)}`,
  );
}

// What the driver and a socket cost by themselves, with a server that has nothing to do.
const pings = await seconds(() => concurrently(2000, () => client.db().command({ ping: 1 })));
const encoding = await seconds(() => {
  for (let i = 0; i < 10_000; i++) BSON.serialize(member(i, 0));
});
console.log(
  `control: ${Math.round(2000 / pings)} pings/s at ${inFlight} in flight, ${Math.round(10_000 / encoding)} members/s encoded by the driver`,
);

await client.close();
await mongo.close();
raw.close();
rmSync(dataDir, { recursive: true, force: true });
