import { resolve } from 'node:path';
import type { PrivilegedIntentName } from '../discord/index.ts';
import type { IsolationLevel } from '../sandbox/index.ts';
import { misspelledVariables } from './misspelled.ts';
import { type SettingProblem, SettingsError } from './settings-error.ts';
import {
  type LogLevel,
  type Values,
  type Variable,
  type VariableName,
  variableNames,
  variables,
} from './variables.ts';

export interface DiscordCredentials {
  readonly token: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Everything that an operator can set, checked. */
export interface Settings {
  /** Absent: demo mode. */
  readonly discord: DiscordCredentials | undefined;
  /** Absent: the embedded database. */
  readonly mongodbUri: string | undefined;
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Absent: made and kept in `dataDir`. */
  readonly secretKey: string | undefined;
  readonly publicUrl: URL | undefined;
  readonly logLevel: LogLevel;
  readonly production: boolean;
  /** No plugin runs. */
  readonly safeMode: boolean;
  /** Privileged intents that plugins may have, as far as the application has them. */
  readonly privilegedIntents: readonly PrivilegedIntentName[];
  /** Which plugins run in processes of their own, and how well they must be locked up there. */
  readonly sandbox: { readonly which: 'strangers' | 'all' | 'off'; readonly minimum: IsolationLevel };
  /** What is probably a mistake, as sentences. */
  readonly warnings: readonly string[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Checks an environment. Pure: reads no file and changes nothing.
 *
 * @param folder - what a relative DATA_DIR starts from.
 * @throws `SettingsError` with every problem at once.
 * @example
 * const settings = readSettings({ PORT: '8080' }, '/srv/guildhall');
 */
export function readSettings(environment: Environment, folder: string = process.cwd()): Settings {
  const problems: SettingProblem[] = [];
  const values = {} as Record<VariableName, unknown>;
  for (const name of variableNames) {
    const variable: Variable = variables[name];
    // An empty line in a .env file means "not set".
    const text = environment[name]?.trim() || undefined;
    const parsed = variable.schema.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else
      problems.push({
        variable: name,
        shown: show(variable, text),
        reason: variable.reason,
        remedy: variable.remedy,
      });
  }
  const checked = values as Values;
  const broken = new Set(problems.map((problem) => problem.variable));
  const production = environment.NODE_ENV === 'production';
  const discord = credentials(checked, broken, problems);
  if (production && !checked.GUILDHALL_SECRET_KEY && !broken.has('GUILDHALL_SECRET_KEY')) {
    problems.push({
      variable: 'GUILDHALL_SECRET_KEY',
      shown: undefined,
      reason: 'is missing, and NODE_ENV is production',
      remedy: variables.GUILDHALL_SECRET_KEY.remedy,
    });
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return {
    discord,
    mongodbUri: checked.MONGODB_URI,
    port: checked.PORT,
    host: checked.HOST,
    dataDir: resolve(folder, checked.DATA_DIR),
    secretKey: checked.GUILDHALL_SECRET_KEY,
    publicUrl: checked.PUBLIC_URL,
    logLevel: checked.LOG_LEVEL,
    production,
    safeMode: checked.GUILDHALL_SAFE_MODE,
    privilegedIntents: checked.GUILDHALL_PRIVILEGED_INTENTS,
    sandbox: { which: checked.GUILDHALL_SANDBOX, minimum: checked.GUILDHALL_SANDBOX_MINIMUM },
    warnings: [...misspelledVariables(environment), ...unreachable(checked)],
  };
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** Combinations that are valid, and under which somebody will not get in. */
function unreachable({ HOST: host, PUBLIC_URL: publicUrl, DISCORD_TOKEN: token }: Values): string[] {
  const warnings: string[] = [];
  if (!loopback.test(host) && !publicUrl) {
    warnings.push(
      `HOST is ${host} and PUBLIC_URL is not set: signing in works on this machine only. Set PUBLIC_URL to the address that people open.`,
    );
  }
  if (!loopback.test(host) && !token) {
    warnings.push(
      'Without DISCORD_TOKEN, the simulated Discord answers on this machine only, whatever HOST is.',
    );
  }
  if (publicUrl?.protocol === 'http:' && !loopback.test(publicUrl.hostname.replace(/^\[|\]$/g, ''))) {
    warnings.push(
      `PUBLIC_URL is ${publicUrl.origin}, without TLS: sessions can be read on the way. Put a proxy with a certificate in front, and use https.`,
    );
  }
  return warnings;
}

function credentials(
  values: Values,
  broken: ReadonlySet<string>,
  problems: SettingProblem[],
): DiscordCredentials | undefined {
  const { DISCORD_TOKEN: token, DISCORD_CLIENT_ID: id, DISCORD_CLIENT_SECRET: clientSecret } = values;
  if (broken.has('DISCORD_TOKEN')) return undefined;
  if (!token) {
    for (const name of ['DISCORD_CLIENT_ID', 'DISCORD_CLIENT_SECRET'] as const) {
      if (values[name] && !broken.has(name)) {
        problems.push({
          variable: 'DISCORD_TOKEN',
          shown: undefined,
          reason: `is missing, and ${name} is set`,
          remedy: `${variables.DISCORD_TOKEN.remedy} For the demo, take ${name} out instead.`,
        });
      }
    }
    return undefined;
  }
  const fromToken = applicationIdOf(token);
  if (!fromToken) {
    const { reason, remedy } = variables.DISCORD_TOKEN;
    problems.push({ variable: 'DISCORD_TOKEN', shown: show(variables.DISCORD_TOKEN, token), reason, remedy });
  } else if (id && id !== fromToken) {
    problems.push({
      variable: 'DISCORD_CLIENT_ID',
      shown: id,
      reason: `is another application than the token's, ${fromToken}`,
      remedy: 'Copy both from the same application, or leave DISCORD_CLIENT_ID out.',
    });
  }
  if (!clientSecret) {
    if (!broken.has('DISCORD_CLIENT_SECRET')) {
      problems.push({
        variable: 'DISCORD_CLIENT_SECRET',
        shown: undefined,
        reason: 'is missing, and DISCORD_TOKEN is set: nobody could sign in to the dashboard',
        remedy: variables.DISCORD_CLIENT_SECRET.remedy,
      });
    }
    return undefined;
  }
  return { token, clientId: id ?? fromToken ?? '', clientSecret };
}

/** The first part of a bot token is its application's id in base64. */
export function applicationIdOf(token: string): string | undefined {
  const text = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('latin1');
  return /^\d{17,20}$/.test(text) ? text : undefined;
}

function show(variable: Variable, text: string | undefined): string | undefined {
  if (text === undefined || !variable.secret) return text === undefined ? undefined : JSON.stringify(text);
  return `${text.slice(0, 3)}… (${text.length} characters)`;
}
