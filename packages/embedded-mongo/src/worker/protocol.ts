import type { EmbeddedMongoErrorCode } from '../startup-error.ts';

/** What the main thread gives the worker at its start. */
export interface WorkerOptions {
  readonly dataDir: string;
  readonly durable: boolean;
  readonly host: string;
  readonly port: number;
  readonly sweepMs: number;
  /** Shared with the main thread when time comes from there (see clock.ts). */
  readonly clock: SharedArrayBuffer | undefined;
}

/** What the main thread asks of the worker. */
export type WorkerRequest =
  | { readonly type: 'backup'; readonly id: number; readonly path: string }
  | { readonly type: 'close'; readonly id: number };

export type WorkerMessage =
  | { readonly type: 'ready'; readonly port: number }
  | {
      readonly type: 'failed';
      readonly code: EmbeddedMongoErrorCode;
      readonly message: string;
      readonly remedy: string;
    }
  | { readonly type: 'done'; readonly id: number; readonly error: string | undefined }
  | { readonly type: 'warning'; readonly message: string }
  | { readonly type: 'time' };
