import type { WorldEvent } from '../world/events.ts';
import type { World } from '../world/world.ts';

/**
 * Waits until `look` finds something: at once if it is there, else at the first event after which it is.
 *
 * @param ms - real milliseconds to wait; then `null`.
 */
export function waitFor<T>(
  world: World,
  look: (event: WorldEvent | null) => T | null | undefined,
  ms: number,
): Promise<T | null> {
  const now = look(null);
  if (now !== null && now !== undefined) return Promise.resolve(now);
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      stop();
      resolve(null);
    }, ms);
    const stop = world.subscribe((event) => {
      const found = look(event);
      if (found === null || found === undefined) return;
      clearTimeout(timer);
      stop();
      resolve(found);
    });
  });
}
