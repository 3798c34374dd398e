import { Writer } from '../bson/encode.ts';
import type { Doc, Value } from '../bson/values.ts';

/** A reply that carries a batch of documents; they are spliced in as they are stored. */
export class CursorReply {
  readonly id: bigint;
  readonly namespace: string;
  readonly batchName: 'firstBatch' | 'nextBatch';
  readonly batch: readonly Uint8Array[];
  /** Further fields of the cursor, such as `postBatchResumeToken`. */
  readonly more: Doc | undefined;
  /** Fields of the reply beside the cursor. */
  readonly fields: Doc | undefined;

  constructor(
    id: bigint,
    namespace: string,
    batchName: CursorReply['batchName'],
    batch: readonly Uint8Array[],
    more?: Doc,
    fields?: Doc,
  ) {
    this.id = id;
    this.namespace = namespace;
    this.batchName = batchName;
    this.batch = batch;
    this.more = more;
    this.fields = fields;
  }
}

/** A reply with one document as it is stored, such as findAndModify's. */
export class ValueReply {
  readonly fields: Doc;
  readonly value: Buffer | null;
  constructor(fields: Doc, value: Buffer | null) {
    this.fields = fields;
    this.value = value;
  }
}

export type Reply = Doc | CursorReply | ValueReply;

const writer = new Writer();

/** Encodes a reply with the fields that every successful reply ends with. */
export function encodeReply(reply: Reply, ending: Iterable<[string, Value]>): Buffer {
  writer.length = 0;
  const at = writer.open();
  if (reply instanceof CursorReply) {
    writer.byte(3);
    writer.cstring('cursor');
    const cursor = writer.open();
    writer.rawArray(reply.batchName, reply.batch);
    if (reply.more) for (const [name, value] of reply.more) writer.element(name, value);
    writer.element('id', reply.id);
    writer.element('ns', reply.namespace);
    writer.close(cursor);
    if (reply.fields) for (const [name, value] of reply.fields) writer.element(name, value);
  } else if (reply instanceof ValueReply) {
    for (const [name, value] of reply.fields) writer.element(name, value);
    if (reply.value) {
      writer.byte(3);
      writer.cstring('value');
      writer.raw(reply.value);
    } else writer.element('value', null);
  } else for (const [name, value] of reply) writer.element(name, value);
  for (const [name, value] of ending) writer.element(name, value);
  writer.close(at);
  return writer.take();
}
