import type { Logger } from '@guildhall/sdk';
import type { PluginStore } from '../plugins/index.ts';
import type { MovableClock } from '../runtime/index.ts';

const everyMs = 24 * 60 * 60_000;

/** Removes what no guild has needed for long from the plugin store: now, and then each day. @returns how to stop */
export function collectVersions(
  store: Pick<PluginStore, 'collectUnused'>,
  useOf: (id: string, hash: string) => Promise<number>,
  clock: MovableClock,
  logger: Logger,
): () => Promise<void> {
  let collecting: Promise<void> = Promise.resolve();
  const collect = (): Promise<void> => {
    collecting = collecting.then(async () => {
      try {
        const removed = await store.collectUnused(useOf, clock.now());
        for (const { id, version, hash } of removed) {
          logger.info('a plugin version that no guild needs was removed', { id, version, hash });
        }
      } catch (error) {
        logger.error('unused plugin versions could not be removed', { error: String(error) });
      }
    });
    return collecting;
  };
  void collect();
  const timer = setInterval(collect, everyMs).unref();
  const stopClock = clock.onAdvance?.(collect);
  return async () => {
    clearInterval(timer);
    stopClock?.();
    await collecting;
  };
}
