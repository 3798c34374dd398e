import { PassThrough } from 'node:stream';
import type { LiveEvents } from './live-events.ts';

export interface EventStreamOptions {
  readonly live: LiveEvents;
  readonly guildId: string;
  readonly lastId: string | undefined;
  /** Whether who listens still may; asked at each heartbeat. */
  readonly allowed: () => Promise<boolean>;
  readonly heartbeatMs: number;
  /** Ends the stream. */
  readonly signal: AbortSignal;
}

/** A slow reader is cut rather than kept in memory: it comes back with its last id. */
const maxBufferedBytes = 256 * 1024;

/** One guild's events as a `text/event-stream`. It ends with the signal, the reader, or the reader's rights. */
export function eventStream(options: EventStreamOptions): PassThrough {
  const { live, guildId, lastId, allowed, heartbeatMs, signal } = options;
  const stream = new PassThrough();
  let unsubscribe = () => {};
  const end = () => {
    clearInterval(heartbeat);
    signal.removeEventListener('abort', end);
    unsubscribe();
    stream.end();
  };
  const write = (text: string) => {
    if (stream.writableEnded) return;
    stream.write(text);
    if (stream.writableLength > maxBufferedBytes) end();
  };
  const heartbeat = setInterval(() => {
    allowed().then(
      (may) => (may ? write(': still here\n\n') : end()),
      // What can't be checked is not allowed; the client comes back and is told why.
      () => end(),
    );
  }, heartbeatMs);
  // The id lets a client that has seen no event yet go on from here.
  stream.write(`retry: 2000\nid: ${lastId ?? live.currentId()}\n: connected\n\n`);
  unsubscribe = live.subscribe(guildId, lastId, (event, id) =>
    write(`id: ${id}\ndata: ${JSON.stringify(event)}\n\n`),
  );
  signal.addEventListener('abort', end);
  stream.on('close', end);
  // What was replayed may have been too much already.
  if (signal.aborted || stream.writableEnded) end();
  return stream;
}
