import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import type { Sight } from '../withheld.ts';

/** What made a plugin do something: for `/why`. */
export interface Cause {
  /** The handler, as Problems name it: `command rank`. */
  readonly piece: string;
  /** The gateway's event, or `command`, `button`, `job` … */
  readonly event: string;
  /** What Discord sent, where that is known without cost. */
  readonly payload?: unknown;
}

/** On whose behalf a REST call is made. Calls without an owner are the core's own. */
export interface CallOwner {
  readonly pluginId: string;
  readonly guildId: string;
  /** Capabilities that the guild's admin has granted. */
  readonly capabilities: ReadonlySet<string>;
  /** `live`: calls reach Discord. `shadow`: the plugin is on trial, its writes are captured. */
  readonly mode: 'live' | 'shadow';
  /** Aborted when the installation is disabled, updated or uninstalled: off means off. */
  readonly signal: AbortSignal;
  /** What it sees of members at this moment: an admin may change it. Absent: everything. */
  readonly sight?: () => Sight;
  /** Why the plugin runs at this moment. */
  readonly cause?: Cause;
}

const storage = new AsyncLocalStorage<CallOwner | undefined>();

/**
 * Everything that `run` starts, however late, is done in the plugin's name. It survives discord.js' queues.
 * What a handler does through its context keeps the handler's cause.
 */
export function asPlugin<T>(owner: CallOwner, run: () => T): T {
  if (owner.cause === undefined) {
    const current = storage.getStore();
    if (current?.cause && current.pluginId === owner.pluginId && current.guildId === owner.guildId) {
      return storage.run({ ...owner, cause: current.cause }, run);
    }
  }
  return storage.run(owner, run);
}

/** As it was when nothing had begun: without an owner, and without what anybody else has put there. */
const outside = AsyncLocalStorage.snapshot();

/**
 * `asPlugin` made ready for one owner, for what nothing surrounds, such as events of the gateway: entering a context that is
 * there costs a tenth of making one each time. What is stored around the call is not seen inside.
 */
export function entrance(owner: CallOwner): Entrance {
  const resource = outside(() => storage.run(owner, () => new AsyncResource('GuildhallPlugin')));
  return (run, argument) => resource.runInAsyncScope(run, undefined, argument);
}

/** Calls `run` in a plugin's name. It takes an argument so that nobody needs a closure for each event. */
export type Entrance = <A, T>(run: (argument: A) => T, argument: A) => T;

/** Leaves a plugin's name, for what the core does in the middle of a handler. */
export function asCore<T>(run: () => T): T {
  return storage.run(undefined, run);
}

export function currentOwner(): CallOwner | undefined {
  return storage.getStore();
}
