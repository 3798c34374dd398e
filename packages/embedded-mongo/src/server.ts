import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { EmbeddedMongoError } from './startup-error.ts';
import { answerTime, clockBytes } from './worker/clock.ts';
import type { WorkerMessage, WorkerOptions, WorkerRequest } from './worker/protocol.ts';

export interface EmbeddedMongoOptions {
  /**
   * Where the data is kept; made when it is not there. `':memory:'` keeps it in a temporary directory that `close`
   * removes, and does not wait for the disk: for tests.
   */
  readonly dataDir: string | ':memory:';
  /** The TCP port; 0 or nothing takes any free one. */
  readonly port?: number;
  readonly host?: '127.0.0.1' | '::1';
  /** Milliseconds since 1970, for `$$NOW`, `$currentDate`, TTL and session times. Normally the system's clock. */
  readonly clock?: () => number;
  /** How often TTL indexes are looked at, in milliseconds of real time; normally 60,000. @internal For tests. */
  readonly sweepMs?: number;
}

export interface EmbeddedMongo {
  /** What a driver or mongoose connects to. */
  readonly uri: string;
  readonly port: number;
  /** Writes a consistent copy of the database into a new file, which a data directory can be made of. */
  backup(path: string): Promise<void>;
  /** Finishes what is under way, closes the database and lets go of its lock. May be called again. */
  close(): Promise<void>;
}

type Settle = { resolve: () => void; reject: (error: Error) => void };

/**
 * Starts the embedded database: MongoDB's wire protocol on a loopback port, over SQLite files in a directory.
 * It runs in a thread of its own, so that its work never holds up the caller's.
 *
 * @throws EmbeddedMongoError with the code LOCKED, UNWRITABLE, CORRUPT, PORT_IN_USE or NOT_LOOPBACK
 * @example
 * const mongo = await startEmbeddedMongo({ dataDir: './data' });
 * const client = await new MongoClient(mongo.uri).connect();
 * // …
 * await client.close();
 * await mongo.close();
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const host = options.host ?? '127.0.0.1';
  if (host !== '127.0.0.1' && host !== '::1') {
    throw new EmbeddedMongoError(
      'NOT_LOOPBACK',
      `The embedded database answers on loopback addresses only, not on ${String(host)}.`,
      'Use 127.0.0.1 or ::1, or run a MongoDB server and set MONGODB_URI.',
    );
  }
  const temporary =
    options.dataDir === ':memory:' ? await mkdtemp(join(tmpdir(), 'embedded-mongo-')) : undefined;
  const clean = async () => {
    if (temporary) await rm(temporary, { recursive: true, force: true });
  };
  const clock = options.clock;
  const shared = clock ? new SharedArrayBuffer(clockBytes) : undefined;
  const workerData: WorkerOptions = {
    dataDir: temporary ?? resolve(options.dataDir),
    durable: temporary === undefined,
    host,
    port: options.port ?? 0,
    sweepMs: options.sweepMs ?? 60_000,
    clock: shared,
  };
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`./worker/main.${extension}`, import.meta.url), { workerData });
  if (clock && shared) {
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'time') answerTime(shared, clock);
    });
  }
  try {
    const port = await started(worker);
    return handle(worker, host, port, clean);
  } catch (error) {
    await worker.terminate();
    await clean();
    throw error;
  }
}

function started(worker: Worker): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const finish = () => {
      worker.off('message', onMessage);
      worker.off('error', onError);
    };
    const onError = (error: Error) => {
      finish();
      reject(error);
    };
    const onMessage = (message: WorkerMessage) => {
      if (message.type === 'ready') {
        finish();
        resolvePort(message.port);
      } else if (message.type === 'failed') {
        finish();
        reject(new EmbeddedMongoError(message.code, message.message, message.remedy));
      }
    };
    worker.on('message', onMessage);
    worker.on('error', onError);
  });
}

function handle(worker: Worker, host: string, port: number, clean: () => Promise<void>): EmbeddedMongo {
  const waiting = new Map<number, Settle>();
  let lastId = 0;
  let closing: Promise<void> | undefined;

  worker.on('message', (message: WorkerMessage) => {
    if (message.type === 'warning') process.emitWarning(message.message);
    if (message.type !== 'done') return;
    const settle = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) settle?.resolve();
    else settle?.reject(new Error(message.error));
  });
  // There is no listener for 'error': a database that died is an uncaught exception of the process.
  worker.on('exit', (code) => {
    for (const { reject } of waiting.values())
      reject(new Error(`the embedded database ended with code ${code}`));
    waiting.clear();
  });

  const ask = (request: WorkerRequest) =>
    new Promise<void>((resolveAsk, reject) => {
      waiting.set(request.id, { resolve: resolveAsk, reject });
      worker.postMessage(request);
    });

  const shownHost = host.includes(':') ? `[${host}]` : host;
  return {
    uri: `mongodb://${shownHost}:${port}/guildhall?directConnection=true`,
    port,
    backup: (path) => ask({ type: 'backup', id: ++lastId, path: resolve(path) }),
    close: () => {
      closing ??= ask({ type: 'close', id: ++lastId }).finally(async () => {
        await worker.terminate();
        await clean();
      });
      return closing;
    },
  };
}
