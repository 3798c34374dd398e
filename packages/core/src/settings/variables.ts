import { z } from 'zod';
import { privilegedIntentNames } from '../discord/intents.ts';
import { isolationLevels } from '../sandbox/isolation-levels.ts';
import { isGuessableSecret } from './guessable-secret.ts';

/** What one variable means, how it is checked, and what to tell who set it wrongly. */
export interface Variable<T = unknown> {
  readonly help: string;
  readonly secret?: boolean;
  /** Shown in the help. */
  readonly standard?: string;
  readonly schema: z.ZodType<T, string | undefined>;
  readonly reason: string;
  readonly remedy: string;
}

const snowflakeText = /^\d{17,20}$/;
/** Discord's bot tokens: the application's id in base64, a time, a signature. */
const tokenText = /^[\w-]{20,40}\.[\w-]{5,10}\.[\w-]{20,60}$/;

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export const variables = {
  DISCORD_TOKEN: {
    help: "Your bot's token. Without it, Guildhall runs on a simulated Discord (demo mode).",
    secret: true,
    schema: z.string().regex(tokenText).optional(),
    reason: 'is not a bot token',
    remedy:
      'Copy it from https://discord.com/developers/applications → your application → Bot → Reset Token; it has three parts with dots between.',
  },
  DISCORD_CLIENT_ID: {
    help: "Your application's id. Read from the token when left out.",
    schema: z.string().regex(snowflakeText).optional(),
    reason: "is not one of Discord's ids",
    remedy:
      'Copy the Application ID (17 to 20 digits) from General Information, or leave it out: the token contains it.',
  },
  DISCORD_CLIENT_SECRET: {
    help: "Your application's OAuth2 secret: signing in to the dashboard needs it.",
    secret: true,
    schema: z.string().min(16).max(128).regex(/^\S+$/).optional(),
    reason: 'is not an OAuth2 client secret',
    remedy: 'Copy it from your application → OAuth2 → Client Secret.',
  },
  MONGODB_URI: {
    help: 'Address of your MongoDB. Without it, data is kept in DATA_DIR by the embedded database.',
    secret: true,
    schema: z
      .string()
      .regex(/^mongodb(\+srv)?:\/\/[^\s/]+(\/\S*)?$/)
      .optional(),
    reason: 'is not an address of a MongoDB',
    remedy:
      'Write it like mongodb://user:password@host:27017/guildhall, or leave it out to use the embedded database.',
  },
  PORT: {
    help: 'Where the dashboard and the API listen. 0: any free port.',
    standard: '3000',
    schema: z
      .string()
      .default('3000')
      .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535)
      .transform(Number),
    reason: 'is not a port',
    remedy: 'Give a whole number from 0 to 65535, such as 3000.',
  },
  HOST: {
    help: 'The address to listen on. 0.0.0.0 for all of them.',
    standard: '127.0.0.1',
    schema: z
      .string()
      .default('127.0.0.1')
      .refine((text) => /^[\w.:-]+$/.test(text)),
    reason: 'is not an address to listen on',
    remedy: 'Give an IP address or a host name of this machine, without a port: 127.0.0.1, 0.0.0.0, ::1.',
  },
  DATA_DIR: {
    help: 'The folder for everything that is kept here.',
    standard: './data',
    schema: z
      .string()
      .default('./data')
      .refine((text) => text.trim() !== '' && !text.includes('\0')),
    reason: 'is not a folder',
    remedy: 'Give the path of a folder that may be created and written, such as ./data.',
  },
  GUILDHALL_SECRET_KEY: {
    help: 'At least 32 bytes that encrypt secrets and sign cursors. Made and kept in DATA_DIR when left out; required when NODE_ENV=production.',
    secret: true,
    schema: z
      .string()
      .refine((text) => Buffer.byteLength(text) >= 32 && !isGuessableSecret(text))
      .optional(),
    reason: 'is too short, or can be guessed',
    remedy: 'Make one with `openssl rand -base64 48` and keep it: without it, stored secrets cannot be read.',
  },
  PUBLIC_URL: {
    help: 'The address that people open, when it is not the one that Guildhall listens on.',
    schema: z
      .string()
      .refine(isOrigin)
      .transform((text) => new URL(text))
      .optional(),
    reason: 'is not the address of a site',
    remedy: 'Write scheme and host, and a port when needed, without a path: https://bot.example.org.',
  },
  LOG_LEVEL: {
    help: `How much is logged: ${logLevels.join(', ')}.`,
    standard: 'info',
    schema: z.string().default('info').pipe(z.enum(logLevels)),
    reason: 'is not a log level',
    remedy: `Use one of ${logLevels.join(', ')}.`,
  },
  GUILDHALL_SAFE_MODE: {
    help: '1: no plugin runs. The dashboard works, to find and switch off the one that spoils everything.',
    standard: '0',
    schema: z
      .enum(['0', '1'])
      .default('0')
      .transform((text) => text === '1') as unknown as z.ZodType<boolean, string | undefined>,
    reason: 'is neither 0 nor 1',
    remedy: 'Use 1 to start without plugins, or leave it out.',
  },
  GUILDHALL_PRIVILEGED_INTENTS: {
    help: `Privileged intents that plugins may have: all (that your application has switched on), none, or some of ${privilegedIntentNames.join(', ')} with commas between. Without one, the plugins that want it do less, or are not installed.`,
    standard: 'all',
    schema: z
      .string()
      .default('all')
      .transform((text) => (text === 'all' ? privilegedIntentNames.join(',') : text))
      .transform((text) => (text === 'none' ? [] : text.split(',').map((name) => name.trim())))
      .pipe(z.array(z.enum(privilegedIntentNames))),
    reason: 'names an intent that is none of the privileged ones',
    remedy: `Use all, none, or names of ${privilegedIntentNames.join(', ')} with commas between.`,
  },
  GUILDHALL_SANDBOX: {
    help: 'Which plugins run in processes of their own: strangers (all that do not come with Guildhall), all, or off (you vouch for every one).',
    standard: 'strangers',
    schema: z
      .string()
      .default('strangers')
      .pipe(z.enum(['strangers', 'all', 'off'])),
    reason: 'says nothing about which plugins are locked up',
    remedy: 'Use strangers, all or off.',
  },
  GUILDHALL_SANDBOX_MINIMUM: {
    help: `How well strangers' plugins must be locked up to run: ${isolationLevels.join(', ')}.`,
    standard: 'uid+namespaces',
    schema: z.string().default('uid+namespaces').pipe(z.enum(isolationLevels)),
    reason: 'is not a level of isolation',
    remedy: `Use one of ${isolationLevels.join(', ')}. A lower one lets plugins run that are contained, not secure.`,
  },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof variables;
export const variableNames = Object.keys(variables) as VariableName[];
export type Values = { [N in VariableName]: z.output<(typeof variables)[N]['schema']> };

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '' &&
    url.username === ''
  );
}
