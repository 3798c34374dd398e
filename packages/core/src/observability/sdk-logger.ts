import type { Logger as SdkLogger } from '@guildhall/sdk';
import type { Logger } from './logger.ts';

/** The process's logger in the form that plugins and their host write to. */
export function sdkLogger(logger: Logger): SdkLogger {
  const at =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, details?: Readonly<Record<string, unknown>>) =>
      logger[level](details ?? {}, message);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
