import { parentPort, workerData } from 'node:worker_threads';
import { EmbeddedMongoError } from '../startup-error.ts';
import { openStorage } from '../storage/open.ts';
import { sweep } from '../ttl/sweeper.ts';
import { listen } from '../wire/listener.ts';
import { askingClock } from './clock.ts';
import { Dispatcher } from './dispatcher.ts';
import { Engine } from './engine.ts';
import type { WorkerMessage, WorkerOptions, WorkerRequest } from './protocol.ts';

const port = parentPort;
if (!port) throw new Error('this file runs in a worker thread');
const say = (message: WorkerMessage) => port.postMessage(message);

async function start(options: WorkerOptions): Promise<void> {
  const engine = new Engine(
    openStorage(options.dataDir, options.durable),
    options.clock ? askingClock(options.clock) : Date.now,
  );
  const dispatcher = new Dispatcher(engine);
  const listener = await listen(options.host, options.port, (request, client, reply) =>
    dispatcher.handle(request, client, reply),
  ).catch((error: unknown) => {
    engine.close();
    throw error;
  });
  engine.address = `${options.host.includes(':') ? `[${options.host}]` : options.host}:${listener.port}`;
  const timer = setInterval(() => {
    try {
      sweep(engine);
    } catch (error) {
      // Nobody asked for this work, so nobody gets its error: the operator hears of it, and the next sweep tries again.
      const reason = error instanceof Error ? error.message : String(error);
      say({
        type: 'warning',
        message: `embedded-mongo could not expire documents and old records: ${reason}`,
      });
    }
  }, options.sweepMs);
  port?.on('message', (request: WorkerRequest) => {
    void answer(request);
  });
  say({ type: 'ready', port: listener.port });

  async function answer(request: WorkerRequest): Promise<void> {
    try {
      if (request.type === 'backup') engine.backup(request.path);
      else {
        clearInterval(timer);
        await listener.close();
        engine.close();
      }
      say({ type: 'done', id: request.id, error: undefined });
    } catch (error) {
      say({ type: 'done', id: request.id, error: error instanceof Error ? error.message : String(error) });
    }
    if (request.type === 'close') port?.close();
  }
}

start(workerData as WorkerOptions).catch((error: unknown) => {
  if (!(error instanceof EmbeddedMongoError)) throw error;
  say({ type: 'failed', code: error.code, message: error.reason, remedy: error.remedy });
  port.close();
});
