import type { Logger } from '@guildhall/sdk';
import { asCore, currentOwner } from '../discord/index.ts';
import type { Failure, HandlerRunner } from './handler-runner.ts';
import type { LiveInstallation } from './live-installation.ts';

/** How an error came to nobody: a promise that nobody awaited, or a throw below nobody's `try`. */
export type StrayKind = 'rejection' | 'exception';

const failures: Readonly<Record<StrayKind, Failure>> = {
  rejection: {
    code: 'REJECTION_UNHANDLED',
    remedy:
      'A promise failed that nobody waits for. Its author has forgotten an `await` before a call, or a `.catch(…)` behind one that is meant to go on alone.',
  },
  exception: {
    code: 'EXCEPTION_UNCAUGHT',
    remedy:
      'A timer or a listener threw where no handler could catch it. Its author needs a `try` in it, or a job or `ctx.signal` in its place.',
  },
};

/**
 * Errors of inline plugins that came to nobody. Whatever a handler starts, however late it fails, carries the handler's name
 * (`call-owner.ts`), so the plugin and guild can be blamed, and the process goes on.
 */
export class StrayErrors {
  readonly #runner: HandlerRunner;
  readonly #logger: Logger;
  readonly #find: (guildId: string, pluginId: string) => LiveInstallation | undefined;
  /** Lives of installations that are over: what goes on failing in one is said once. */
  readonly #told = new WeakSet<AbortSignal>();

  constructor(options: {
    runner: HandlerRunner;
    logger: Logger;
    find: (guildId: string, pluginId: string) => LiveInstallation | undefined;
  }) {
    this.#runner = options.runner;
    this.#logger = options.logger;
    this.#find = options.find;
  }

  /**
   * Call it where the process tells of the error, without waiting: who is to blame is known there only.
   *
   * @returns whether it was a plugin's
   */
  blame(error: unknown, kind: StrayKind): boolean {
    const owner = currentOwner();
    if (!owner) return false;
    const { guildId, pluginId, signal } = owner;
    const live = this.#find(guildId, pluginId);
    asCore(() => {
      if (live && live.signal === signal && !signal.aborted) {
        this.#runner.strayed(live, kind, failures[kind], error, owner);
      } else if (!this.#told.has(signal)) {
        this.#told.add(signal);
        this.#logger.warn('something of a plugin that is off fails', {
          guildId,
          pluginId,
          error: error instanceof Error ? error.stack : String(error),
        });
      }
    });
    return true;
  }
}
