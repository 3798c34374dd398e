import type { PluginHost } from '../host/index.ts';
import type { Logger } from '../observability/index.ts';
import type { StrayKind } from '../runtime/index.ts';

/**
 * Sees to errors that came to nobody, in this whole process. One that a plugin has started is the plugin's, and everything goes
 * on. Any other is ours: what state we are in then, nobody knows, so `onFatal` has to end the process.
 *
 * @param blame as the plugin host has it; until there is one, every error is ours
 * @returns the undo
 */
export function watchProcess(options: {
  readonly logger: Logger;
  readonly blame: PluginHost['blame'];
  readonly onFatal: (error: unknown) => void;
}): () => void {
  const { logger, blame, onFatal } = options;
  const see =
    (kind: StrayKind) =>
    (error: unknown): void => {
      if (blame(error, kind)) return;
      logger.fatal({ err: error, kind }, 'an error that nobody caught');
      onFatal(error);
    };
  const [rejected, thrown] = [see('rejection'), see('exception')];
  process.on('unhandledRejection', rejected);
  process.on('uncaughtException', thrown);
  return () => void process.off('unhandledRejection', rejected).off('uncaughtException', thrown);
}
