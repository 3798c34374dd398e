import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frame, fullSight, SequenceLedger, sightWith, visibleTo } from '../../src/discord/index.ts';

describe('SequenceLedger', () => {
  it('never commits a sequence number ahead of an open frame, and commits all once all have settled', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.infiniteStream(fc.nat()), (count, choices) => {
        const ledger = new SequenceLedger(0);
        const open: number[] = [];
        for (let sequence = 1; sequence <= count; sequence++) {
          ledger.begin(sequence);
          open.push(sequence);
          const [chosen] =
            choices.next().value % 2 === 0 ? open.splice(choices.next().value % open.length, 1) : [];
          if (chosen !== undefined) ledger.settle(chosen);
          const oldest = Math.min(...open, Number.POSITIVE_INFINITY);
          expect(ledger.committed).toBeLessThan(oldest);
        }
        for (const sequence of open) ledger.settle(sequence);
        expect(ledger.committed).toBe(count);
      }),
    );
  });
});

describe('Frame', () => {
  it('settles once, after the last of its effects, also when one fails', async () => {
    let settled = 0;
    const frame = new Frame('MESSAGE_CREATE', {}, { shardId: 0, sequence: 1 }, () => settled++);
    const first = Promise.withResolvers<void>();
    const second = Promise.withResolvers<void>();
    frame.track(first.promise);
    frame.track(second.promise);
    frame.close();
    first.reject(new Error('of the plugin'));
    await first.promise.catch(() => undefined);
    await Promise.resolve();
    expect(settled).toBe(0);
    second.resolve();
    await second.promise;
    await Promise.resolve();
    expect(settled).toBe(1);
  });
});

describe('what a frame says', () => {
  const sights = [fullSight, sightWith(false, true), sightWith(true, false), sightWith(false, false)];
  const read = (text: string, packet: string): unknown => {
    const value: unknown = JSON.parse(text);
    return text === packet ? (value as { d: unknown }).d : value;
  };

  it('is the same for whoever reads it, in whatever order, also after it was put away', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('content', 'member', 'embeds', 'other'), fc.jsonValue()),
        fc.array(fc.nat(3), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        (given, readers, isKnown) => {
          const packet = JSON.stringify({ t: 'MESSAGE_CREATE', s: 1, op: 0, d: given });
          const payload = JSON.parse(packet).d;
          const at = { shardId: 0, sequence: 1, ...(isKnown && { packet }) };
          const frame = new Frame('MESSAGE_CREATE', payload, at, () => undefined);
          for (const _ of readers) frame.expectReader();
          for (const index of readers) {
            const sight = sights[index] ?? fullSight;
            const expected = JSON.parse(JSON.stringify(visibleTo(sight, payload, '1')));
            expect(read(frame.textSeenBy(sight, '1'), packet)).toEqual(expected);
          }
          expect(frame.payload).toEqual(payload);
          expect(frame.seenBy(sightWith(false, false), '1')).toEqual(
            visibleTo(sightWith(false, false), payload, '1'),
          );
        },
      ),
    );
  });
});
