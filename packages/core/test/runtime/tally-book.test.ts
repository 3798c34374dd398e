import fc from 'fast-check';
import { MongoServerError } from 'mongodb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Addition, TallyBook, type TallyWriter } from '../../src/runtime/data/index.ts';

const quiet = () => undefined;
const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const tally = (n: number) => ({
  to: {
    pluginId: 'stats',
    guildId: '1',
    name: 'counts',
    collection: 'counts',
    id: { g: '1', n },
    document: `${n}`,
    onInsert: () => ({}),
  },
  increments: { n: 1 },
  mark: `${n}`,
});

/** A database that is away for the first writes, and refuses some tallies for good. */
function makeWriter(away: number, poison: ReadonlySet<string>) {
  const written: string[] = [];
  const waitingAt = { added: 0 };
  const missed: string[] = [];
  let failures = away;
  const write = async (additions: readonly Addition[], whole: boolean): Promise<void> => {
    const tallies = additions.flatMap((addition) => addition.tallies);
    // Whoever stores now how far the events have been handled must have everything that was tallied so far.
    const known = new Set([...written, ...poison, ...tallies.map(({ mark }) => mark)]);
    for (let n = 0; whole && n < waitingAt.added; n++) if (!known.has(String(n))) missed.push(String(n));
    await Promise.resolve();
    if (failures-- > 0) throw new Error('connection refused');
    if (tallies.some(({ mark }) => poison.has(mark))) {
      throw new MongoServerError({ message: 'E11000', code: 11000 });
    }
    written.push(...tallies.map(({ mark }) => mark));
  };
  return { writer: { write } as unknown as TallyWriter, written, missed, waitingAt };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('GIVEN a database that is away for a while and refuses some for good THEN every other tally is written once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1_200 }),
      fc.nat(5),
      fc.array(fc.nat(1_199), { maxLength: 3 }),
      async (count, away, bad) => {
        const poison = new Set(bad.map(String));
        const { writer, written, missed, waitingAt } = makeWriter(away, poison);
        const book = new TallyBook({ writer, logger });
        const results = Promise.allSettled(
          Array.from({ length: count }, (_, n) => {
            waitingAt.added = n + 1;
            return book.add(tally(n));
          }),
        );
        await vi.advanceTimersByTimeAsync(20 + 250 * (away + 1));
        const states = (await results).map(({ status }) => status);
        const all = Array.from({ length: count }, (_, n) => String(n));
        expect(written).toEqual(all.filter((mark) => !poison.has(mark)));
        expect(states).toEqual(all.map((mark) => (poison.has(mark) ? 'rejected' : 'fulfilled')));
        expect(missed).toEqual([]);
        expect(book.waits('stats', '1')).toBe(false);
      },
    ),
    { numRuns: 40 },
  );
});

it('WHEN the end comes while the database is away THEN it is not waited for longer than 10 seconds, and nobody is told that it was written', async () => {
  const { writer, written } = makeWriter(Number.POSITIVE_INFINITY, new Set());
  const book = new TallyBook({ writer, logger });
  const lost = expect(book.add(tally(1))).rejects.toMatchObject({ code: 'TALLY_REFUSED' });
  const closed = book.close();
  await vi.advanceTimersByTimeAsync(11_000);
  await lost;
  await closed;
  expect(written).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

it('GIVEN more than can be written THEN whoever brings it is told to hold back, once, and to go on when most is written', async () => {
  const { writer, written } = makeWriter(0, new Set());
  const told: boolean[] = [];
  const book = new TallyBook({ writer, logger, onPressure: (high) => told.push(high) });
  const all = Array.from({ length: 9_000 }, (_, n) => book.add(tally(n)));
  expect(told).toEqual([true]);
  await book.flush();
  await Promise.all(all);
  expect(told).toEqual([true, false]);
  expect(written).toHaveLength(9_000);
});

it('GIVEN tallies of one document THEN they are one addition with a mark for each, whose defaults are asked for once a write', async () => {
  const additions: Addition[][] = [];
  const write = async (all: readonly Addition[]) => void additions.push([...all]);
  const book = new TallyBook({ writer: { write } as unknown as TallyWriter, logger });
  let asked = 0;
  const { to } = tally(1);
  const counted = { ...to, onInsert: () => ({ nth: ++asked }) };
  for (let write = 1; write <= 2; write++) {
    const done = ['a', 'b', 'c'].map((mark) => book.add({ to: counted, increments: { n: 2 }, mark }));
    await book.flush();
    await Promise.all(done);
    expect(additions[write - 1]).toMatchObject([
      { to: counted, onInsert: { nth: write }, tallies: [{ mark: 'a' }, { mark: 'b' }, { mark: 'c' }] },
    ]);
  }
});
