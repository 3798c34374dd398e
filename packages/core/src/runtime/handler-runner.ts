import { randomBytes } from 'node:crypto';
import { type Clock, type Logger, PluginProblem, type ServiceError } from '@guildhall/sdk';
import { asCore, asPlugin, BrokerRefusal, type CallOwner, type Entrance } from '../discord/index.ts';
import type { LiveInstallation } from './live-installation.ts';
import type { HostMetrics } from './metrics.ts';
import type { ProblemBook } from './problem-book.ts';

/** How a handler ended. */
export type Outcome =
  | { readonly kind: 'done' }
  /** The plugin rests in this guild after too many errors; it was not called. */
  | { readonly kind: 'resting' }
  /** It was switched off, before or while it ran. */
  | { readonly kind: 'off' }
  /** `reference` finds the error in the log and under Problems. */
  | { readonly kind: 'failed'; readonly reference: string };

/** A handler of a frame, with what it takes to run it made beforehand. */
export interface Heard {
  readonly live: LiveInstallation;
  /** As Problems name it: `onRaw MESSAGE_CREATE`. */
  readonly label: string;
  readonly enter: Entrance;
  /** Set where it runs in another process. */
  readonly far: object | undefined;
}

/** Under which code a failure is among an installation's Problems. */
export interface Failure {
  readonly code: string;
  readonly remedy?: string;
}

const handlerFailed: Failure = { code: 'HANDLER_FAILED' };
const done: Outcome = { kind: 'done' };
/** What a handler in another process gives back: how it ends, `ended` is told. */
export const away: unique symbol = Symbol('away');

/**
 * Runs plugins' handlers: in the plugin's name, measured, with their errors caught, counted and shown to admins. It never throws.
 */
export class HandlerRunner {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #metrics: HostMetrics;
  readonly #problems: ProblemBook;
  readonly #writing = new Set<Promise<void>>();

  constructor(options: { clock: Clock; logger: Logger; metrics: HostMetrics; problems: ProblemBook }) {
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#metrics = options.metrics;
    this.#problems = options.problems;
  }

  /**
   * Runs one handler. A handler that is done at once costs no promise: then, and only then, the outcome comes directly.
   *
   * @param event label of the metrics: an event's name, or `command`, `button`, `job` …
   * @param payload what Discord sent: `/why` tells whom and what it was about
   */
  run(
    live: LiveInstallation,
    event: string,
    piece: string,
    work: () => unknown,
    owner: CallOwner = live.owner,
    payload?: unknown,
  ): Outcome | Promise<Outcome> {
    const caused = { ...owner, cause: payload === undefined ? { piece, event } : { piece, event, payload } };
    return this.#run(live, event, piece, work, owner, (run) => asPlugin(caused, run));
  }

  /**
   * `run` for what nothing surrounds and comes by the thousands: the gateway's frames, each to all its handlers. One reading of
   * the clock ends one handler's time and begins the next one's.
   *
   * @param onPending gets the outcome of each handler that is not done at once, or has failed
   */
  hearAll<E extends Heard>(
    heard: readonly E[],
    event: string,
    work: (entry: E) => unknown,
    onPending: (entry: E, outcome: Outcome | Promise<Outcome>) => void,
  ): void {
    let started = performance.now();
    for (const entry of heard) {
      const { live } = entry;
      if (live.isOff || !this.#mayRun(live)) continue;
      let result: unknown;
      try {
        // What runs elsewhere is told there in whose name.
        result = entry.far ? work(entry) : entry.enter(work, entry);
      } catch (error) {
        onPending(entry, this.#failed(live, event, entry.label, error, started, live.owner));
        started = performance.now();
        continue;
      }
      if (result === away) {
        started = performance.now();
        continue;
      }
      if (isThenable(result)) {
        onPending(entry, this.#later(live, event, entry.label, result, started, live.owner));
        started = performance.now();
        continue;
      }
      const ended = performance.now();
      this.#metrics.handler(live.pluginId, event, (ended - started) / 1000, false);
      if (!live.breaker.isClosed) this.#recovered(live);
      started = ended;
    }
  }

  /** A handler that was `away` has ended. */
  ended(
    { live, label }: Pick<Heard, 'live' | 'label'>,
    event: string,
    startedAt: number,
    error: Error | undefined,
  ): Outcome {
    return error === undefined
      ? this.#done(live, event, startedAt)
      : this.#failed(live, event, label, error, startedAt, live.owner);
  }

  #run(
    live: LiveInstallation,
    event: string,
    piece: string,
    work: () => unknown,
    owner: CallOwner,
    enter: (run: () => unknown) => unknown,
  ): Outcome | Promise<Outcome> {
    if (owner.signal.aborted) return { kind: 'off' };
    if (!this.#mayRun(live)) return { kind: 'resting' };
    const started = performance.now();
    let result: unknown;
    try {
      result = enter(work);
    } catch (error) {
      return this.#failed(live, event, piece, error, started, owner);
    }
    if (!isThenable(result)) return this.#done(live, event, started);
    return this.#later(live, event, piece, result, started, owner);
  }

  /**
   * What a handler has started and lost sight of has failed: it counts as the handler's failure would. While the plugin rests
   * it is only measured, because a timer can throw a thousand times a second.
   */
  strayed(live: LiveInstallation, event: string, failure: Failure, error: unknown, owner: CallOwner): void {
    const started = performance.now();
    if (this.#mayRun(live))
      this.#failed(live, event, owner.cause?.piece ?? event, error, started, owner, failure);
    else this.#metrics.handler(live.pluginId, event, 0, true);
  }

  #mayRun(live: LiveInstallation): boolean {
    return live.breaker.isClosed || live.breaker.allows(this.#clock.now());
  }

  #later(
    live: LiveInstallation,
    event: string,
    piece: string,
    result: PromiseLike<unknown>,
    started: number,
    owner: CallOwner,
  ): Promise<Outcome> {
    return live.track(
      Promise.resolve(result).then(
        () => this.#done(live, event, started),
        (error: unknown) => this.#failed(live, event, piece, error, started, owner),
      ),
    );
  }

  /** Resolves when every problem so far is written. */
  async idle(): Promise<void> {
    while (this.#writing.size > 0) await Promise.all(this.#writing);
  }

  #done(live: LiveInstallation, event: string, started: number): Outcome {
    this.#metrics.handler(live.pluginId, event, (performance.now() - started) / 1000, false);
    if (!live.breaker.isClosed) this.#recovered(live);
    return done;
  }

  #recovered(live: LiveInstallation): void {
    const now = this.#clock.now();
    live.breaker.succeeded(now);
    if (live.breaker.isClosed) this.#metrics.circuit(live.pluginId, 'closed');
  }

  #failed(
    live: LiveInstallation,
    event: string,
    piece: string,
    error: unknown,
    started: number,
    owner: CallOwner,
    failure: Failure = handlerFailed,
  ): Outcome {
    // What an admin cut short did not fail.
    if (owner.signal.aborted || (error instanceof BrokerRefusal && error.reason === 'DISABLED')) {
      return { kind: 'off' };
    }
    if (owner.mode === 'shadow' && isTrialsEnd(error)) return this.#done(live, event, started);
    this.#metrics.handler(live.pluginId, event, (performance.now() - started) / 1000, true);
    const reference = randomBytes(4).toString('hex');
    const { guildId, pluginId } = live;
    if (isPluginProblem(error) || isOthersAbsence(error)) {
      this.#record(live, {
        code: error.code,
        message: error.summary,
        ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
        piece,
        reference,
      });
      return { kind: 'failed', reference };
    }
    const text = error instanceof Error ? error.message : String(error);
    this.#logger.error('a handler failed', {
      guildId,
      pluginId,
      piece,
      event,
      reference,
      error: error instanceof Error ? stackOf(error, live) : text,
    });
    const place = placeOf(error, live);
    this.#record(live, {
      ...failure,
      message: text,
      piece,
      reference,
      ...(place === undefined ? {} : { place }),
    });
    if (live.breaker.failed(this.#clock.now())) {
      this.#metrics.circuit(pluginId, 'open');
      this.#record(live, {
        code: 'CIRCUIT_OPEN',
        message: `${pluginId} failed five times within 30 seconds and rests for a minute.`,
        remedy: 'Look at its other problems; switch it off if they go on, and tell its author.',
      });
    }
    return { kind: 'failed', reference };
  }

  #record(live: LiveInstallation, report: Parameters<ProblemBook['record']>[2]): void {
    const writing = asCore(() => this.#problems.record(live.guildId, live.pluginId, report)).catch(
      (error: unknown) => {
        this.#logger.error('a problem could not be written down', {
          guildId: live.guildId,
          pluginId: live.pluginId,
          code: report.code,
          error: String(error),
        });
      },
    );
    this.#writing.add(writing);
    void writing.finally(() => this.#writing.delete(writing));
  }
}

function stackOf({ stack }: Error, { version }: LiveInstallation): string | undefined {
  return stack === undefined ? undefined : (version.positions?.translate(stack) ?? stack);
}

/** Where in its author's files it was thrown; a process of its own has told with the error. */
function placeOf(error: unknown, { version }: LiveInstallation): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('place' in error && typeof error.place === 'string') return error.place;
  return error.stack === undefined ? undefined : version.positions?.placeOf(error.stack);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}

/** On trial a request that would change something elsewhere goes no further, and so does a handler that rests on it: no fault. */
function isTrialsEnd(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'FetchRefusal' &&
    (error as Error & { code?: unknown }).code === 'FETCH_SHADOW'
  );
}

/** A plugin is not blamed, nor rested, for another one that is switched off: its other handlers go on. */
function isOthersAbsence(error: unknown): error is ServiceError {
  return (
    error instanceof Error &&
    error.name === 'ServiceError' &&
    (error as ServiceError).code === 'SERVICE_UNAVAILABLE'
  );
}

/** Also one of another copy of the SDK, which a plugin may have bundled. */
function isPluginProblem(error: unknown): error is PluginProblem {
  return (
    error instanceof PluginProblem ||
    (error instanceof Error && error.name === 'PluginProblem' && 'summary' in error && 'code' in error)
  );
}
