import { decodeDoc } from '../bson/decode.ts';
import type { Doc } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { crc32c } from './crc32c.ts';

export const maxMessageBytes = 48_000_000;
export const maxDocumentBytes = 16 * 1024 * 1024;

export const opReply = 1;
export const opQuery = 2004;
export const opMsg = 2013;

const checksumPresent = 1;
const moreToCome = 2;

/** A command as it came over the wire. */
export interface Request {
  readonly requestId: number;
  readonly opcode: typeof opQuery | typeof opMsg;
  readonly body: Doc;
  /** Documents that came beside the body (OP_MSG sections of kind 1), as BSON. */
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
  /** The client reads no reply: an unacknowledged write. */
  readonly silent: boolean;
}

/** A message that breaks the protocol; the connection cannot go on. */
export class ProtocolError extends Error {}

/** Reads one whole message, header included. @throws ProtocolError */
export function parseMessage(message: Buffer): Request {
  const requestId = message.readInt32LE(4);
  const opcode = message.readInt32LE(12);
  if (opcode === opMsg) return parseOpMsg(message, requestId);
  if (opcode === opQuery) return parseOpQuery(message, requestId);
  throw new ProtocolError(`the operation ${opcode} is not known here`);
}

function parseOpMsg(message: Buffer, requestId: number): Request {
  const flags = message.readUInt32LE(16);
  if (flags & 0xffff & ~(checksumPresent | moreToCome))
    throw new ProtocolError('a required flag bit is not known');
  let end = message.length;
  if (flags & checksumPresent) {
    end -= 4;
    if (crc32c(message.subarray(0, end)) !== message.readUInt32LE(end)) {
      throw new ProtocolError('the checksum does not match the message');
    }
  }
  let body: Doc | undefined;
  const sequences = new Map<string, Buffer[]>();
  let at = 20;
  while (at < end) {
    const kind = message[at];
    at += 1;
    if (at + 4 > end) throw new ProtocolError('a section is cut off');
    const size = message.readInt32LE(at);
    if (size < 4 || at + size > end) throw new ProtocolError('a section is cut off');
    const section = message.subarray(at, at + size);
    at += size;
    if (kind === 0) {
      if (body) throw new ProtocolError('a message has one body');
      body = decodeDoc(section);
    } else if (kind === 1) {
      const [name, documents] = parseSequence(section);
      if (sequences.has(name)) throw new ProtocolError(`the sequence ${name} appears twice`);
      sequences.set(name, documents);
    } else throw new ProtocolError(`the section kind ${kind} is not known`);
  }
  if (!body) throw new ProtocolError('a message needs a body');
  return { requestId, opcode: opMsg, body, sequences, silent: (flags & moreToCome) !== 0 };
}

function parseSequence(section: Buffer): [string, Buffer[]] {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw new ProtocolError('a sequence has no name');
  const documents: Buffer[] = [];
  let at = nameEnd + 1;
  while (at < section.length) {
    if (at + 5 > section.length) throw new ProtocolError('a document is cut off');
    const size = section.readInt32LE(at);
    if (size < 5 || at + size > section.length) throw new ProtocolError('a document is cut off');
    documents.push(section.subarray(at, at + size));
    at += size;
  }
  return [section.toString('utf8', 4, nameEnd), documents];
}

/** The old operation; drivers still open with it, as they don't know yet what the server understands. */
function parseOpQuery(message: Buffer, requestId: number): Request {
  const nameEnd = message.indexOf(0, 20);
  const namespace = message.toString('utf8', 20, nameEnd);
  if (nameEnd < 0 || !namespace.endsWith('.$cmd')) {
    throw new ProtocolError('OP_QUERY is understood for the handshake only');
  }
  const body = decodeDoc(message.subarray(nameEnd + 9));
  const [name] = body.keys();
  if (!['hello', 'ismaster', 'isMaster'].includes(name ?? '')) {
    throw new MongoError(
      352,
      `Unsupported OP_QUERY command: ${name}. The client driver may require an upgrade.`,
    );
  }
  body.set('$db', namespace.slice(0, -'.$cmd'.length));
  return { requestId, opcode: opQuery, body, sequences: new Map(), silent: false };
}

let lastReplyId = 0;

/** Frames a reply document for the request it answers. */
export function frameReply(request: Pick<Request, 'requestId' | 'opcode'>, body: Buffer): Buffer[] {
  const query = request.opcode === opQuery;
  const head = Buffer.alloc(query ? 36 : 21);
  head.writeInt32LE(head.length + body.length, 0);
  lastReplyId = (lastReplyId + 1) | 0;
  head.writeInt32LE(lastReplyId, 4);
  head.writeInt32LE(request.requestId, 8);
  head.writeInt32LE(query ? opReply : opMsg, 12);
  if (query) {
    // AwaitCapable, no cursor, from the start, one document.
    head.writeInt32LE(8, 16);
    head.writeInt32LE(1, 32);
  }
  return [head, body];
}
