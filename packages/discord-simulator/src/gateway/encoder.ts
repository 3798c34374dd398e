import type { Duplex, Transform } from 'node:stream';
import { constants, createDeflate, createZstdCompress, deflateSync } from 'node:zlib';
import type { WebSocket } from 'ws';
import { TextFrames } from './frames.ts';

/** Puts frames on a socket in order, compressed as the client asked. */
export interface Encoder {
  send(text: string): void;
  /** To be called before anything else is written to the socket. */
  flush(): void;
  /** Frames that are not on the socket yet. */
  readonly pending: number;
  close(): void;
}

export type Compression = 'none' | 'zlib-stream' | 'zstd-stream';

export function createEncoder(socket: WebSocket, wire: Duplex, compression: Compression): Encoder {
  if (compression === 'none') return plain(wire);
  return streamed(
    socket,
    compression === 'zlib-stream' ? createDeflate() : createZstdCompress(),
    compression === 'zlib-stream' ? constants.Z_SYNC_FLUSH : constants.ZSTD_e_flush,
  );
}

function plain(wire: Duplex): Encoder {
  const frames = new TextFrames(wire);
  return {
    send: (text) => frames.add(text),
    flush: () => frames.flush(),
    get pending() {
      return frames.pending;
    },
    close() {},
  };
}

/** One compression context for the whole connection; each frame ends with a flush. */
function streamed(
  socket: WebSocket,
  stream: Transform & { flush(kind: number, done: () => void): void },
  flush: number,
): Encoder {
  const queue: string[] = [];
  let chunks: Buffer[] = [];
  let busy = false;
  let closed = false;
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const next = (): void => {
    const text = queue[0];
    if (busy || closed || text === undefined) return;
    busy = true;
    stream.write(text);
    stream.flush(flush, () => {
      // The flush calls back before its last chunk is read when the stream is full.
      setImmediate(() => {
        busy = false;
        queue.shift();
        if (closed) return;
        const frame = Buffer.concat(chunks);
        chunks = [];
        socket.send(frame);
        next();
      });
    });
  };
  return {
    send(text) {
      queue.push(text);
      next();
    },
    // Frames that are still being compressed come later, and always did: nothing of them is held back.
    flush() {},
    get pending() {
      return queue.length;
    },
    close() {
      closed = true;
      queue.length = 0;
      stream.destroy();
    },
  };
}

/** `compress: true` in IDENTIFY: each large frame compressed for itself. */
export function compressFrame(text: string): Buffer {
  return deflateSync(text);
}
