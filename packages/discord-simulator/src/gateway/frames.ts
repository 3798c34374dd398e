import type { Duplex } from 'node:stream';

/** Texts of more than this many bytes are written without waiting for the end of the turn. */
const enough = 256 * 1024;

/**
 * Writes the text frames of one turn of the event loop with one write. `ws` itself hands the socket two pieces for each
 * frame, which under load costs more than making what is in them.
 *
 * Guarantees: 1. frames leave in the order in which they were added, each whole; 2. none waits longer than the turn.
 * Whoever writes to the socket past it (a closing frame, a compressed one) calls `flush` first.
 */
export class TextFrames {
  readonly #wire: Duplex;
  #texts: string[] = [];
  #bytes = 0;

  constructor(wire: Duplex) {
    this.#wire = wire;
  }

  /** Whether some frame is not with the operating system yet. */
  get pending(): number {
    return this.#texts.length + (this.#wire.writableLength > 0 ? 1 : 0);
  }

  add(text: string): void {
    if (this.#texts.push(text) === 1) process.nextTick(() => this.flush());
    this.#bytes += text.length;
    if (this.#bytes > enough) this.flush();
  }

  flush(): void {
    if (this.#texts.length === 0) return;
    const frames = encodeTextFrames(this.#texts);
    this.#texts = [];
    this.#bytes = 0;
    if (this.#wire.writable) this.#wire.write(frames);
  }
}

/** Text frames of a WebSocket server, one after the other: whole, and not masked (RFC 6455, section 5.2). */
export function encodeTextFrames(texts: readonly string[]): Buffer {
  const lengths = texts.map((text) => Buffer.byteLength(text));
  const out = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + headLength(length) + length, 0));
  let at = 0;
  for (const [index, text] of texts.entries()) {
    const length = lengths[index] ?? 0;
    out[at] = 0x81;
    if (length < 126) out[at + 1] = length;
    else if (length < 65_536) {
      out[at + 1] = 126;
      out.writeUInt16BE(length, at + 2);
    } else {
      out[at + 1] = 127;
      out.writeBigUInt64BE(BigInt(length), at + 2);
    }
    at += headLength(length);
    at += out.write(text, at);
  }
  return out;
}

function headLength(length: number): number {
  if (length < 126) return 2;
  return length < 65_536 ? 4 : 10;
}
