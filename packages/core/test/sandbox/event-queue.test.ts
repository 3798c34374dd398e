import { mostInBatch } from '@guildhall/sandbox-runtime';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Frame, fullSight } from '../../src/discord/index.ts';
import { EventQueue } from '../../src/sandbox/event-queue.ts';

interface Heard {
  readonly guildId: string;
  readonly type: string;
  readonly places: readonly number[];
  readonly payload: { readonly number: number };
  readonly config: unknown;
}

interface Read {
  readonly number: number;
  readonly events: readonly { readonly id: number; readonly heard: Heard }[];
}

/** What a plugin's process understands of what it is sent, counting kinds as it does. */
class Process {
  readonly unread: Read[] = [];
  readonly #kinds: (readonly unknown[] | undefined)[] = [];

  readonly sendText = (text: string): void => {
    const [kind, number, payloads, heads] = JSON.parse(text) as [string, number, unknown[], unknown[]];
    expect(kind).toBe('events');
    expect(heads.length).toBeLessThanOrEqual(mostInBatch);
    this.unread.push({
      number,
      events: heads.map((head, index) => ({
        id: number * mostInBatch + index,
        heard: this.#heard(head, payloads[index]),
      })),
    });
  };

  readonly sendWritten = (write: (room: Buffer, at: number) => number): void => {
    const room = Buffer.alloc(20_000);
    const end = write(room, 5);
    if (end > 5) this.sendText(room.toString('utf8', 5, end));
  };

  leave(guildId: string): void {
    for (const [index, kind] of this.#kinds.entries())
      if (kind?.[1] === guildId) this.#kinds[index] = undefined;
  }

  #heard(head: unknown, given: unknown): Heard {
    const whole = typeof head === 'number' ? this.#kinds[head < 0 ? -1 - head : head] : (head as unknown[]);
    if (!whole) throw new Error(`kind ${String(head)} is not known`);
    const [packet, guildId, type, places, config] = whole as [number, string, string, number[], unknown];
    if (typeof head !== 'number' && whole.length === 4) this.#kinds.push(whole);
    const isPacket = typeof head === 'number' ? head < 0 : packet === 1;
    const payload = (isPacket ? (given as { d: unknown }).d : given) as { number: number };
    return { guildId, type, places, payload, config };
  }
}

const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('add' as const),
        guild: fc.nat(2),
        type: fc.constantFrom('MESSAGE_CREATE', 'TYPING_START'),
        places: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }),
        count: fc.integer({ min: 1, max: 200 }),
        text: fc.string({ unit: 'grapheme', maxLength: 40 }),
        long: fc.boolean(),
        packet: fc.boolean(),
        placed: fc.boolean(),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('flush' as const), hurry: fc.boolean() }) },
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('read' as const),
        pending: fc.array(fc.nat(mostInBatch - 1), { maxLength: 5 }),
        failed: fc.array(fc.nat(mostInBatch - 1), { maxLength: 5 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), guild: fc.nat(2) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
  ),
  { maxLength: 40 },
);

test('GIVEN events of several guilds WHEN they wait, fail, are left behind or lost with a process THEN each is heard once, in order and whole, and each piece is told once how it ended', () => {
  fc.assert(
    fc.property(steps, (done) => {
      const queue = new EventQueue({
        withhold: (_type, payload) => payload,
        textOf: (_guildId, frame) => frame.textSeenBy(fullSight, '1'),
        onWaiting: () => undefined,
      });
      let process = new Process();
      let number = 0;
      const expected = new Map<number, Omit<Heard, 'payload'> & { readonly payload: unknown }>();
      const told = new Map<string, string>();
      const open = new Set<string>();
      const listener = (event: number, place: number) => ({
        ended: (_frame: unknown, _at: number, error: Error | undefined) => {
          const key = `${event}/${place}`;
          expect(told.has(key), `told twice: ${key}`).toBe(false);
          told.set(key, error?.message ?? 'well');
          open.delete(key);
        },
      });
      let latest = 0;
      const running: { readonly id: number; readonly heard: Heard }[] = [];
      const read = (pending: readonly number[], failed: readonly number[]) => {
        const batch = process.unread.shift();
        if (!batch) return;
        const ids = (of: readonly number[]) => of.map((index) => batch.number * mostInBatch + index);
        const failing = batch.events.filter(({ id }) => ids(failed).includes(id));
        const later = batch.events.filter(
          (event) => ids(pending).includes(event.id) && !failing.includes(event),
        );
        for (const { heard } of batch.events) {
          expect(heard).toEqual(expected.get(heard.payload.number));
          expect(heard.payload.number, 'in order').toBeGreaterThan(latest);
          latest = heard.payload.number;
        }
        running.push(...later);
        const failures = failing.map(({ id, heard }) => [
          id,
          [[heard.places[0], { name: 'Error', message: 'its own' }]],
        ]);
        queue.read(
          batch.number,
          later.map(({ id }) => id),
          failures,
        );
        // Said again, and of a batch that there is not: nothing comes of it.
        queue.read(batch.number, [], []);
        queue.read(-1, [], []);
        for (const { heard } of failing) {
          for (const place of heard.places) {
            expect(told.get(`${heard.payload.number}/${place}`)).toBe(
              place === heard.places[0] ? 'its own' : 'well',
            );
          }
        }
        for (const { heard } of later) {
          for (const place of heard.places) expect(open.has(`${heard.payload.number}/${place}`)).toBe(true);
        }
      };
      for (const step of done) {
        switch (step.do) {
          case 'add':
            for (let index = 0; index < step.count; index += 1) {
              number += 1;
              const guildId = `10${step.guild}`;
              const payload = {
                number,
                guild_id: guildId,
                text: step.long ? step.text.repeat(300) : step.text,
              };
              const { type, places } = step;
              const config = step.placed ? { at: number } : undefined;
              const packet = step.packet
                ? JSON.stringify({ t: type, s: number, op: 0, d: payload })
                : undefined;
              const frame = new Frame(
                type,
                payload,
                { shardId: 0, sequence: number, packet },
                () => undefined,
              );
              expected.set(number, { guildId, type, places, payload, config });
              for (const place of places) {
                open.add(`${number}/${place}`);
                const given = { frame, payload: undefined, within: undefined, config };
                queue.add({ guildId, type, place, listener: listener(number, place), ...given });
              }
            }
            break;
          case 'flush':
            queue.flush(process, step.hurry);
            break;
          case 'read':
            read(step.pending, step.failed);
            break;
          case 'settle':
            queue.settle(running.splice(0).map(({ id }) => id));
            break;
          case 'leave':
            queue.drop(new Error('left'), `10${step.guild}`);
            process.leave(`10${step.guild}`);
            break;
          case 'crash':
            queue.lost(new Error('crashed'));
            running.length = 0;
            process = new Process();
            queue.begin();
            break;
        }
      }
      for (let turn = 0; queue.size > 0; turn += 1) {
        expect(turn, 'it goes on for ever').toBeLessThan(10_000);
        queue.flush(process);
        while (process.unread.length > 0) read([], []);
        queue.settle(running.splice(0).map(({ id }) => id));
      }
      expect([...open]).toEqual([]);
    }),
    { numRuns: 100 },
  );
}, 60_000);

test('GIVEN a process that could not be started WHEN more happens THEN it is asked for again, and nothing waits for ever', () => {
  let asked = 0;
  const queue = new EventQueue({
    withhold: (_type, payload) => payload,
    textOf: (_guildId, frame) => frame.textSeenBy(fullSight, '1'),
    onWaiting: () => {
      asked += 1;
    },
  });
  const payload = { number: 1 };
  const told: (string | undefined)[] = [];
  const hear = (place: number) =>
    queue.add({
      guildId: '100',
      type: 'TYPING_START',
      place,
      frame: undefined,
      payload,
      within: undefined,
      listener: { ended: (_frame, _at, error) => told.push(error?.message) },
    });
  hear(0);
  expect(asked).toBe(1);
  queue.drop(new Error('it took too long to load'));
  expect(told).toEqual(['it took too long to load']);
  // The very same payload, for another piece: not one of those that are gone.
  hear(1);
  expect(asked).toBe(2);
  const process = new Process();
  queue.begin();
  queue.flush(process);
  const [batch] = process.unread;
  expect(batch?.events.map(({ heard }) => heard.places)).toEqual([[1]]);
  queue.read(batch?.number, [], []);
  expect(told).toEqual(['it took too long to load', undefined]);
  expect(queue.size).toBe(0);
});
