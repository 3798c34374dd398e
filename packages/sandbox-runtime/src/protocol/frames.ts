/** The longest frame that is taken; whoever sends a longer one breaks the protocol. */
export const longestFrame = 1024 * 1024;
/** Longer messages are cut into pieces of this size. */
export const fragmentBytes = 256 * 1024;
/** The longest message, put together: Discord's largest attachment and room around it. */
export const longestMessage = 32 * 1024 * 1024;

/** So many bytes come before a frame's text. */
export const header = 5;
const whole = 0;
const more = 1;
const last = 2;

/** A peer that does not keep to the protocol. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code = 'PROTOCOL_BROKEN';
}

/** The frames of one message: its length (4 bytes, little-endian), what it is (1 byte), the text. */
export function* framesOf(text: string): Generator<Buffer> {
  const length = Buffer.byteLength(text);
  if (length <= fragmentBytes) {
    const frame = Buffer.allocUnsafe(header + length);
    frame.writeUInt32LE(length, 0);
    frame[4] = whole;
    frame.write(text, header);
    yield frame;
    return;
  }
  if (length > longestMessage) {
    throw new ProtocolError(
      `A message of ${length} bytes is longer than the ${longestMessage} that are taken.`,
    );
  }
  const bytes = Buffer.from(text);
  for (let start = 0; start < length; start += fragmentBytes) {
    const part = bytes.subarray(start, start + fragmentBytes);
    const head = Buffer.allocUnsafe(header);
    head.writeUInt32LE(part.length, 0);
    head[4] = start + fragmentBytes >= length ? last : more;
    yield Buffer.concat([head, part]);
  }
}

/** A bound of what `writeFrame` writes, found without looking at a short text; infinite for a text that has to go in pieces. */
export function mostBytes(text: string): number {
  // A character of a string is at most three bytes.
  const bound = text.length * 3;
  if (bound <= fragmentBytes) return header + bound;
  const exact = Buffer.byteLength(text);
  return exact <= fragmentBytes ? header + exact : Number.POSITIVE_INFINITY;
}

/** Writes a message that fits into one frame. @returns how many bytes it took */
export function writeFrame(target: Buffer, text: string, at: number): number {
  const length = target.write(text, at + header);
  writeHeader(target, length, at);
  return header + length;
}

/** Makes a whole message of a text that is written already. */
export function writeHeader(target: Buffer, length: number, at: number): void {
  target.writeUInt32LE(length, at);
  target[at + 4] = whole;
}

/** Puts messages together again from whatever pieces a stream delivers. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #held = 0;
  #parts: Buffer[] = [];
  #assembled = 0;

  /** @returns the messages that are complete now. @throws `ProtocolError`; the stream can't be read on after that */
  read(chunk: Buffer): string[] {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    const messages: string[] = [];
    while (this.#held >= header) {
      const head = this.#peek(header);
      const length = head.readUInt32LE(0);
      const kind = head[4] ?? -1;
      if (length > longestFrame) throw new ProtocolError(`A frame claims ${length} bytes; 1 MB is taken.`);
      if (kind !== whole && kind !== more && kind !== last) {
        throw new ProtocolError(`A frame is of kind ${kind}, which there is not.`);
      }
      if (this.#held < header + length) break;
      const body = this.#take(header + length).subarray(header);
      if (kind === whole && this.#parts.length === 0) messages.push(body.toString('utf8'));
      else this.#assemble(body, kind, messages);
    }
    return messages;
  }

  #assemble(body: Buffer, kind: number, messages: string[]): void {
    if (kind === whole) throw new ProtocolError('A whole message came in the middle of another.');
    this.#assembled += body.length;
    if (this.#assembled > longestMessage) throw new ProtocolError('A message in pieces is too long.');
    this.#parts.push(body);
    if (kind === more) return;
    messages.push(Buffer.concat(this.#parts).toString('utf8'));
    this.#parts = [];
    this.#assembled = 0;
  }

  #peek(length: number): Buffer {
    const [first] = this.#chunks;
    if (first && first.length >= length) return first;
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }

  #take(length: number): Buffer {
    let first = this.#peek(length);
    if (first.length < length) {
      first = Buffer.concat(this.#chunks);
      this.#chunks = [first];
    }
    const taken = first.subarray(0, length);
    const rest = first.subarray(length);
    if (rest.length > 0) this.#chunks[0] = rest;
    else this.#chunks.shift();
    this.#held -= length;
    return taken;
  }
}
