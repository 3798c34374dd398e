/**
 * How well a plugin's process is locked up: its own process with Node's permissions; another user's; its own namespaces, in which
 * it sees no network and no other process.
 */
export type IsolationLevel = 'process' | 'uid' | 'namespaces' | 'uid+namespaces';

/** Less than this is contained, not secure: what is demanded for strangers when nobody has decided otherwise. */
export const secureIsolation: IsolationLevel = 'uid+namespaces';

/** From the least to the most; what a minimum is compared by. */
export const isolationLevels: readonly IsolationLevel[] = ['process', 'uid', 'namespaces', 'uid+namespaces'];

/** Whether a level is at least another one. Pure. */
export function isAtLeast(level: IsolationLevel, minimum: IsolationLevel): boolean {
  return isolationLevels.indexOf(level) >= isolationLevels.indexOf(minimum);
}
