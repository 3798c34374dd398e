import { connect, type Socket } from 'node:net';
import { BSON } from 'mongodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { crc32c } from '../src/wire/crc32c.ts';
import { shareServer } from './server.ts';

const server = shareServer();

function open(): Socket {
  const socket = connect(server.mongo.port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  return socket;
}

function opMsg(command: object, flags = 0, sequence?: { name: string; documents: object[] }): Buffer {
  const parts = [Buffer.from([0]), Buffer.from(BSON.serialize(command))];
  if (sequence) {
    const body = Buffer.concat([
      Buffer.from(`${sequence.name}\0`),
      ...sequence.documents.map((document) => BSON.serialize(document)),
    ]);
    const size = Buffer.alloc(5);
    size[0] = 1;
    size.writeInt32LE(body.length + 4, 1);
    parts.push(size, body);
  }
  const head = Buffer.alloc(20);
  const checksum = flags & 1 ? 4 : 0;
  head.writeInt32LE(20 + parts.reduce((sum, part) => sum + part.length, 0) + checksum, 0);
  head.writeInt32LE(77, 4);
  head.writeInt32LE(2013, 12);
  head.writeUInt32LE(flags, 16);
  const message = Buffer.concat([head, ...parts]);
  if (!checksum) return message;
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32c(message));
  return Buffer.concat([message, sum]);
}

/** Everything that comes until the connection closes or one whole message is there. */
function answer(socket: Socket): Promise<Buffer> {
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length >= 4 && bytes.length >= bytes.readInt32LE(0)) resolve(bytes);
    });
    socket.on('close', () => resolve(bytes));
  });
}

const bodyOf = (message: Buffer) =>
  BSON.deserialize(message.subarray(message.readInt32LE(12) === 1 ? 36 : 21));

describe('GIVEN a raw connection', () => {
  it('WHEN it says hello by OP_QUERY THEN it is answered by OP_REPLY', async () => {
    const socket = open();
    const body = Buffer.concat([
      Buffer.from('\0\0\0\0admin.$cmd\0', 'latin1'),
      Buffer.from([0, 0, 0, 0, 255, 255, 255, 255]),
      BSON.serialize({ ismaster: 1, helloOk: true }),
    ]);
    const head = Buffer.alloc(16);
    head.writeInt32LE(16 + body.length, 0);
    head.writeInt32LE(5, 4);
    head.writeInt32LE(2004, 12);
    socket.write(Buffer.concat([head, body]));
    const reply = await answer(socket);
    expect([reply.readInt32LE(8), reply.readInt32LE(12)]).toEqual([5, 1]);
    expect(bodyOf(reply)).toMatchObject({ ismaster: true, helloOk: true, setName: 'guildhall', ok: 1 });
  });

  it('WHEN a message comes in single bytes, with a sequence and a checksum THEN it is understood', async () => {
    const socket = open();
    const message = opMsg({ insert: 'wire', $db: 'wire' }, 1, {
      name: 'documents',
      documents: [{ _id: 1 }, { a: 1, _id: 2 }],
    });
    for (const byte of message) socket.write(Buffer.from([byte]));
    const reply = await answer(socket);
    expect(reply.readInt32LE(8)).toBe(77);
    expect(bodyOf(reply)).toMatchObject({ n: 2, ok: 1 });
    const [, second] = await server.client.db('wire').collection('wire').find().toArray();
    expect(Object.keys(second ?? {})).toEqual(['_id', 'a']);
  });

  it('WHEN several requests come in one piece THEN each is answered in its turn', async () => {
    const socket = open();
    socket.write(
      Buffer.concat([
        opMsg({ insert: 'turns', documents: [{}], $db: 'wire' }, 2),
        opMsg({ count: 'turns', $db: 'wire' }),
      ]),
    );
    expect(bodyOf(await answer(socket))).toMatchObject({ n: 1 });
  });

  const broken: [what: string, message: Buffer][] = [
    ['a wrong checksum', Buffer.concat([opMsg({ ping: 1, $db: 'x' }, 1).subarray(0, -1), Buffer.from([0])])],
    ['an unknown required flag', opMsg({ ping: 1, $db: 'x' }, 8)],
    ['an operation that is gone', Buffer.from([16, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0xd2, 7, 0, 0])],
    ['a size that cannot be', Buffer.from([255, 255, 255, 127, 1, 0, 0, 0, 0, 0, 0, 0, 0xdd, 7, 0, 0])],
  ];
  it.each(broken)('WHEN it sends %s THEN it is closed, and others go on', async (_what, message) => {
    const socket = open();
    socket.write(message);
    expect(await answer(socket)).toHaveLength(0);
    expect(await server.client.db('x').command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  it('WHEN its document is no BSON THEN it gets InvalidBSON', async () => {
    const socket = open();
    const message = opMsg({ ping: 'text', $db: 'x' });
    message.writeInt32LE(9999, 20 + 1 + 4 + 6);
    socket.write(message);
    expect(bodyOf(await answer(socket))).toMatchObject({ ok: 0, code: 22, codeName: 'InvalidBSON' });
  });
});
