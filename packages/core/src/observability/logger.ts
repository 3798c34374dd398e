import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { LogLevel } from '../settings/index.ts';

export type { Logger } from 'pino';

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Lines for a person instead of JSON. */
  readonly pretty?: boolean;
  /** Where the lines go, standard output when left out. */
  readonly destination?: NodeJS.WritableStream;
}

/** Never logged, wherever they are: what a person wrote, and what opens doors. */
const withheld = [
  'token',
  'clientSecret',
  'secretKey',
  'cookie',
  'authorization',
  '*.token',
  '*.clientSecret',
  '*.secretKey',
  '*.cookie',
  '*.authorization',
  'headers.cookie',
  'headers.authorization',
];

/**
 * The process's one logger. Children carry `request`, `guildId` and `pluginId`; no line carries a message's content.
 *
 * @example
 * const logger = createLogger({ level: 'info' });
 * logger.child({ guildId }).info('installed');
 */
export function createLogger({
  level,
  pretty: forPeople = false,
  destination = process.stdout,
}: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    redact: { paths: withheld, censor: '[withheld]' },
  };
  if (!forPeople) return pino(options, destination);
  return pino(options, pretty({ destination, colorize: true, translateTime: 'SYS:HH:MM:ss', sync: true }));
}
