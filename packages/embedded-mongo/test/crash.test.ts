import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { expect, it } from 'vitest';
import { kill, serve } from './fixtures/process.ts';

const kills = 5;
const writers = 8;

interface Ledger {
  _id: string;
  n: number;
  ops: string[];
}

it('GIVEN writers at work WHEN the process is killed again and again THEN no acknowledged write is lost and none is made twice', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'guildhall-crash-'));
  let served = await serve(dataDir);
  const port = served.said.port ?? 0;
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    maxPoolSize: writers,
  });
  const events = client.db('test').collection<{ _id: string; writer: number; tags: string[] }>('events');
  const ledgers = client.db('test').collection<Ledger>('ledgers');
  await events.createIndex({ writer: 1, _id: 1 });
  await events.createIndex({ tags: 1 });

  const acknowledged = new Set<string>();
  const attempted = new Set<string>();
  let stopped = false;
  const work = async (writer: number) => {
    for (let i = 0; !stopped; i++) {
      const id = `${writer}-${i}`;
      attempted.add(id);
      try {
        await events.insertOne({ _id: id, writer, tags: [`t${i % 7}`, `w${writer}`] });
        await ledgers.updateOne(
          { _id: `l${writer % 3}` },
          { $inc: { n: 1 }, $push: { ops: id } },
          { upsert: true },
        );
        acknowledged.add(id);
      } catch {
        // Not acknowledged: it may or may not be there, but not twice.
      }
    }
  };
  const running = Array.from({ length: writers }, (_, writer) => work(writer));

  for (let i = 0; i < kills; i++) {
    const goal = acknowledged.size + 40 + i * 15;
    while (acknowledged.size < goal) await new Promise((resolve) => setImmediate(resolve));
    await kill(served.child);
    served = await serve(dataDir, port);
    expect(served.said.port).toBe(port);
  }
  stopped = true;
  await Promise.all(running);

  const stored = await events.find().toArray();
  const ids = new Set(stored.map((event) => event._id));
  expect(ids.size).toBe(stored.length);
  expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([]);
  expect([...ids].filter((id) => !attempted.has(id))).toEqual([]);

  const counted = await ledgers.find().toArray();
  const ops = counted.flatMap((ledger) => ledger.ops);
  expect(new Set(ops).size).toBe(ops.length);
  expect([...acknowledged].filter((id) => !ops.includes(id))).toEqual([]);
  for (const ledger of counted) expect(ledger.n).toBe(ledger.ops.length);

  for (const name of ['events', 'ledgers']) {
    expect(await client.db('test').command({ validate: name })).toMatchObject({ valid: true, errors: [] });
  }
  // Reading through an index finds what reading everything finds.
  for (const tag of ['t0', 'w1']) {
    const byIndex = await events
      .find({ tags: tag })
      .map((event) => event._id)
      .toArray();
    const byScan = stored.filter((event) => event.tags.includes(tag)).map((event) => event._id);
    expect(byIndex.toSorted()).toEqual(byScan.toSorted());
  }
  await client.close();
  await kill(served.child);
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);
