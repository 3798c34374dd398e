import { createServer, type Server, type Socket } from 'node:net';
import { encodeDoc } from '../bson/encode.ts';
import { doc, int } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { EmbeddedMongoError } from '../startup-error.ts';
import { frameReply, maxMessageBytes, opMsg, parseMessage, type Request } from './message.ts';

export interface Connected {
  readonly id: number;
  /** Called once, when the client has gone. */
  onClose(listener: () => void): void;
}

/** Takes a request and gives back, now or later, the body of the reply. */
export type Handler = (request: Request, client: Connected, reply: (body: Buffer) => void) => void;

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Accepts clients on a loopback address. @throws EmbeddedMongoError PORT_IN_USE */
export function listen(host: string, port: number, handle: Handler): Promise<Listener> {
  const sockets = new Set<Socket>();
  let lastId = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    serve(socket, ++lastId, handle);
    socket.on('close', () => sockets.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explained(error, host, port)));
    server.listen(port, host, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address ? address.port : port;
      resolve({ port: bound, close: () => closeAll(server, sockets) });
    });
  });
}

function explained(error: Error, host: string, port: number): Error {
  if ('code' in error && error.code === 'EADDRINUSE') {
    return new EmbeddedMongoError(
      'PORT_IN_USE',
      `Something else listens on ${host}:${port}.`,
      'Stop it, or choose another port (0 takes any free one).',
    );
  }
  return error;
}

function closeAll(server: Server, sockets: Set<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroySoon();
  });
}

function serve(socket: Socket, id: number, handle: Handler): void {
  const listeners: (() => void)[] = [];
  const client: Connected = { id, onClose: (listener) => listeners.push(listener) };
  let kept: Buffer[] = [];
  let keptBytes = 0;

  const answer = (request: Request) => (body: Buffer) => {
    if (request.silent || socket.destroyed) return;
    socket.cork();
    for (const part of frameReply(request, body)) socket.write(part);
    socket.uncork();
  };

  const take = (message: Buffer) => {
    try {
      const request = parseMessage(message);
      handle(request, client, answer(request));
    } catch (error) {
      if (!(error instanceof MongoError)) {
        socket.destroy();
        return;
      }
      const request = { requestId: message.readInt32LE(4), opcode: opMsg } as const;
      const body = doc({ ok: 0, errmsg: error.message, code: int(error.code), codeName: error.codeName });
      for (const part of frameReply(request, encodeDoc(body))) socket.write(part);
    }
  };

  socket.on('data', (chunk: Buffer) => {
    kept.push(chunk);
    keptBytes += chunk.length;
    while (keptBytes >= 16) {
      const first = kept[0] as Buffer;
      const size = first.length >= 4 ? first.readInt32LE(0) : Buffer.concat(kept).readInt32LE(0);
      if (size < 16 || size > maxMessageBytes) {
        socket.destroy();
        return;
      }
      if (keptBytes < size) return;
      const all = kept.length === 1 ? first : Buffer.concat(kept);
      const rest = all.subarray(size);
      kept = rest.length > 0 ? [rest] : [];
      keptBytes = rest.length;
      take(all.subarray(0, size));
    }
  });
  // A client that breaks off is closed; there is nobody to tell.
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    for (const listener of listeners) listener();
  });
}
