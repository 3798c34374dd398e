import type { Readable, Writable } from 'node:stream';
import {
  FrameReader,
  fragmentBytes,
  framesOf,
  header,
  mostBytes,
  ProtocolError,
  writeFrame,
  writeHeader,
} from './frames.ts';

/** A message: what it is, and its parts. */
export type Message = readonly [kind: string, ...parts: unknown[]];

/** So much may wait to be written; who reads nothing is cut off. */
const mostWaiting = 64 * 1024 * 1024;
const roomBytes = fragmentBytes + 1024;

/**
 * Messages over a pair of streams, in their order. What is sent within one tick is written at once; a long message goes out in
 * pieces, as fast as the other side reads them.
 */
export class Channel {
  readonly #output: Writable;
  readonly #reader = new FrameReader();
  readonly #onBroken: (error: ProtocolError) => void;
  /** Messages, and whole frames. */
  readonly #waiting: (string | Buffer)[] = [];
  #waitingLength = 0;
  #frames: Iterator<Buffer> | undefined;
  /** Memory that messages are written from, again and again: fresh memory for each write costs more than the copy. */
  #room: Buffer = Buffer.alloc(0);
  #scheduled = false;
  #blocked = false;
  #closed = false;

  constructor(options: {
    readonly input: Readable;
    readonly output: Writable;
    readonly onMessage: (message: Message) => void;
    /** The other side broke the protocol, or reads nothing: nothing more is delivered. */
    readonly onBroken: (error: ProtocolError) => void;
  }) {
    this.#output = options.output;
    this.#onBroken = options.onBroken;
    options.input.on('data', (chunk: Buffer) => {
      if (this.#closed) return;
      try {
        for (const text of this.#reader.read(chunk)) options.onMessage(parse(text));
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        this.#break(error);
      }
    });
    // Who is gone reads nothing; that it is gone is told by its exit.
    options.output.on('error', () => this.close());
  }

  send(message: Message): void {
    this.sendText(JSON.stringify(message));
  }

  /**
   * For who writes the message's JSON himself, into the memory that it is sent from; it goes at once.
   *
   * @param write writes from a place on, at most 256 kB and to the memory's end at most. @returns where the text ends; the place
   *   itself when there is nothing to send after all
   */
  sendWritten(write: (room: Buffer, at: number) => number): void {
    if (this.#closed) return;
    // What was sent before goes before.
    if (!this.#blocked) this.#pump();
    const isFree = !this.#blocked && !this.#frames && this.#waiting.length === 0;
    if (this.#room.length < roomBytes) this.#room = Buffer.allocUnsafeSlow(roomBytes);
    const length = write(this.#room, header) - header;
    if (length === 0) return;
    writeHeader(this.#room, length, 0);
    const frame = this.#room.subarray(0, header + length);
    if (isFree) this.#write(frame);
    else {
      this.#room = this.#room.subarray(frame.length);
      this.#wait(frame);
    }
  }

  /** For who makes the message's JSON himself. */
  sendText(text: string): void {
    if (this.#closed || !this.#wait(text)) return;
    if (this.#scheduled || this.#blocked) return;
    this.#scheduled = true;
    process.nextTick(() => {
      this.#scheduled = false;
      this.#pump();
    });
  }

  close(): void {
    this.#closed = true;
    this.#waiting.length = 0;
  }

  /** @returns whether it may wait */
  #wait(item: string | Buffer): boolean {
    this.#waiting.push(item);
    this.#waitingLength += item.length;
    if (this.#waitingLength <= mostWaiting) return true;
    this.#break(new ProtocolError('The other side does not read what it is sent.'));
    return false;
  }

  #pump(): void {
    while (!this.#closed && !this.#blocked) {
      const bytes = this.#written() ?? this.#short() ?? this.#long();
      if (!bytes) return;
      this.#write(bytes);
    }
  }

  #write(bytes: Buffer): void {
    const isReady = this.#output.write(bytes);
    // The kernel has not taken all of it at once: its memory is not ours yet.
    if (this.#output.writableLength > 0 && bytes.buffer === this.#room.buffer) {
      this.#room = this.#room.subarray(bytes.length);
    }
    if (isReady) return;
    this.#blocked = true;
    this.#output.once('drain', () => {
      this.#blocked = false;
      this.#pump();
    });
  }

  /** A frame that was whole when it had to wait. */
  #written(): Buffer | undefined {
    const [first] = this.#waiting;
    if (this.#frames || typeof first !== 'object') return undefined;
    this.#waiting.shift();
    this.#waitingLength -= first.length;
    return first;
  }

  /** As many short messages as there is room for in one piece of memory. */
  #short(): Buffer | undefined {
    if (this.#frames) return undefined;
    let used = 0;
    for (;;) {
      const text = this.#waiting[0];
      if (typeof text !== 'string') break;
      const bytes = mostBytes(text);
      if (bytes > this.#room.length - used) {
        if (used > 0 || bytes > roomBytes) break;
        this.#room = Buffer.allocUnsafeSlow(roomBytes);
      }
      this.#waiting.shift();
      this.#waitingLength -= text.length;
      used += writeFrame(this.#room, text, used);
    }
    return used === 0 ? undefined : this.#room.subarray(0, used);
  }

  /** Frames of messages that are longer. */
  #long(): Buffer | undefined {
    const batch: Buffer[] = [];
    let size = 0;
    while (size < 256 * 1024) {
      const frame = this.#next();
      if (!frame) break;
      batch.push(frame);
      size += frame.length;
    }
    return batch.length < 2 ? batch[0] : Buffer.concat(batch, size);
  }

  #next(): Buffer | undefined {
    for (;;) {
      if (this.#frames) {
        const { value, done } = this.#frames.next();
        if (!done) return value;
        this.#frames = undefined;
      }
      const text = this.#waiting[0];
      if (typeof text !== 'string') return undefined;
      this.#waiting.shift();
      this.#waitingLength -= text.length;
      this.#frames = framesOf(text);
    }
  }

  #break(error: ProtocolError): void {
    if (this.#closed) return;
    this.close();
    this.#onBroken(error);
  }
}

function parse(text: string): Message {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    throw new ProtocolError('A message is not JSON.');
  }
  if (!Array.isArray(message) || typeof message[0] !== 'string') {
    throw new ProtocolError('A message does not say what it is.');
  }
  return message as unknown as Message;
}
