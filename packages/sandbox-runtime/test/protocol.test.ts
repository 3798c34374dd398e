import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Channel,
  decodeValue,
  describeError,
  encodeValue,
  FrameReader,
  fragmentBytes,
  framesOf,
  longestFrame,
  type Message,
  ProtocolError,
  readError,
  reviveError,
} from '../src/index.ts';

const cross = (value: unknown): unknown => decodeValue(JSON.parse(JSON.stringify(encodeValue(value))));
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('values', () => {
  it('cross as they were, whatever they hold', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withNullPrototype: true,
          withUnicodeString: true,
        } as never),
        (value) => {
          fc.pre(isData(value));
          expect(cross(value)).toEqual(value);
        },
      ),
    );
  });

  it('are bytes, dates and big numbers on the other side, too', () => {
    const value = { at: new Date(5), bits: 2n ** 70n, data: new Uint8Array([0, 255]), none: [undefined] };
    expect(cross(value)).toEqual(value);
  });

  it('have no prototype, so that a key is a key', () => {
    const decoded = decodeValue(JSON.parse('{"__proto__":{"polluted":true},"constructor":1}')) as Record<
      string,
      unknown
    >;
    expect(Object.keys(decoded)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(decoded)).toBeNull();
  });

  it('that mean nothing elsewhere are refused', () => {
    const circle: unknown[] = [];
    circle.push(circle);
    for (const value of [() => 1, Symbol('x'), circle])
      expect(() => encodeValue(value)).toThrow(/plain data/);
  });
});

describe('errors', () => {
  it('keep their name, their words and what the SDK gives them, and nothing else', () => {
    const error = Object.assign(new TypeError('no'), { code: 'X', summary: 'S', secret: { token: 't' } });
    const revived = reviveError(readError(plain(describeError(error))), { TypeError });
    expect(revived).toBeInstanceOf(TypeError);
    expect(revived).toMatchObject({ name: 'TypeError', message: 'no', code: 'X', summary: 'S' });
    expect(revived).not.toHaveProperty('secret');
  });

  it('are read from anything', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(reviveError(readError(value))).toBeInstanceOf(Error);
      }),
    );
  });
});

describe('frames', () => {
  it('put every message together again, however the stream cuts them', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 20 }), fc.array(fc.nat(50)), (texts, cuts) => {
        const bytes = Buffer.concat(texts.flatMap((text) => [...framesOf(text)]));
        const reader = new FrameReader();
        const read: string[] = [];
        let at = 0;
        for (const cut of [...cuts, bytes.length]) {
          read.push(...reader.read(bytes.subarray(at, at + cut)));
          at += cut;
        }
        read.push(...reader.read(bytes.subarray(at)));
        expect(read).toEqual(texts);
      }),
    );
  });

  it('of a long message are pieces', () => {
    const text = 'é'.repeat(fragmentBytes);
    const frames = [...framesOf(text)];
    expect(frames.length).toBeGreaterThan(1);
    expect(Math.max(...frames.map((frame) => frame.length))).toBeLessThanOrEqual(fragmentBytes + 5);
    const reader = new FrameReader();
    expect(frames.flatMap((frame) => reader.read(frame))).toEqual([text]);
  });

  it('that claim too much, or are of no kind, end the conversation', () => {
    const claim = Buffer.alloc(5);
    claim.writeUInt32LE(longestFrame + 1, 0);
    expect(() => new FrameReader().read(claim)).toThrow(ProtocolError);
    expect(() => new FrameReader().read(Buffer.from([0, 0, 0, 0, 9]))).toThrow(ProtocolError);
  });
});

describe('a channel', () => {
  it('carries messages in their order, long and short ones', async () => {
    const [there, back] = [new PassThrough(), new PassThrough()];
    const received: Message[] = [];
    const done = Promise.withResolvers<void>();
    new Channel({
      input: there,
      output: back,
      onMessage: (message) => {
        received.push(message);
        if (message[0] === 'last') done.resolve();
      },
      onBroken: done.reject,
    });
    const sender = new Channel({
      input: back,
      output: there,
      onMessage: () => undefined,
      onBroken: done.reject,
    });
    const long = 'x'.repeat(3 * fragmentBytes);
    const messages: Message[] = [
      ['first', 1],
      ['long', long],
      ['last', { two: 2 }],
    ];
    for (const message of messages) sender.send(message);
    await done.promise;
    expect(received).toEqual(messages);
  });

  it('is over when what comes is no message', async () => {
    const input = new PassThrough();
    const broken = Promise.withResolvers<ProtocolError>();
    new Channel({ input, output: new PassThrough(), onMessage: () => undefined, onBroken: broken.resolve });
    for (const frame of framesOf('{"no":"list"}')) input.write(frame);
    expect((await broken.promise).code).toBe('PROTOCOL_BROKEN');
  });
});

/** What may cross: no `-0` (JSON has none), no key of one control character, nothing that is not data. */
function isData(value: unknown): boolean {
  if (typeof value === 'symbol' || typeof value === 'function') return false;
  if (Object.is(value, -0) || (value instanceof Date && Number.isNaN(value.getTime()))) return false;
  if (typeof value !== 'object' || value === null) return true;
  if (value instanceof Date) return true;
  return Object.entries(value).every(
    ([key, inner]) => key !== '\u0001' && key !== 'toJSON' && inner !== undefined && isData(inner),
  );
}
