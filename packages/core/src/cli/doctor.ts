import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ApplicationFlagsBitField } from 'discord.js';
import { MongoClient } from 'mongodb';
import { realDiscord } from '../api/index.ts';
import { openEmbeddedDatabase } from '../app/embedded-database.ts';
import { dashboardFolder, firstPartyPlugins } from '../app/first-party-plugins.ts';
import { createLogger, sdkLogger } from '../observability/index.ts';
import { createPluginStore } from '../plugins/index.ts';
import { type Environment, loadSettings, prepareDataFolder, type Settings } from '../settings/index.ts';

/** What one check found. `note`: nothing is wrong, but it should be known. */
export interface Finding {
  readonly name: string;
  readonly state: 'ok' | 'note' | 'failed';
  readonly text: string;
  readonly remedy?: string;
}

type Result = Omit<Finding, 'name'>;
const ok = (text: string): Result => ({ state: 'ok', text });
const note = (text: string, remedy?: string): Result => ({
  state: 'note',
  text,
  ...(remedy ? { remedy } : {}),
});
const failed = (text: string, remedy: string): Result => ({ state: 'failed', text, remedy });

export interface DoctorOptions {
  readonly environment: Environment;
  readonly folder: string;
  readonly fetch?: typeof fetch;
}

/** Checks everything that a start needs, each on its own, so that one answer does not hide the next. */
export async function examine({
  environment,
  folder,
  fetch: send = fetch,
}: DoctorOptions): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const check = async (name: string, run: () => Promise<Result> | Result) => {
    const result = await Promise.resolve()
      .then(run)
      .catch((error: unknown) => {
        const remedy =
          error instanceof Error && 'remedy' in error ? String(error.remedy) : 'See the message.';
        const text = error instanceof Error ? error.message.replace(remedy, '').trim() : String(error);
        return failed(text, remedy);
      });
    findings.push({ name, ...result });
  };

  await check('Node.js', node);
  let settings: Settings | undefined;
  await check('Settings', () => {
    settings = loadSettings(environment, folder);
    const [warning] = settings.warnings;
    return warning === undefined
      ? ok('all valid')
      : note(settings.warnings.join(' '), 'Correct or remove them.');
  });
  if (!settings) return findings;
  const known = settings;
  await check('Data folder', async () => {
    await prepareDataFolder(known.dataDir);
    return ok(`${known.dataDir} can be written`);
  });
  await check('Port', () => port(known));
  await check('Database', () => database(known));
  await check('Discord', () => discord(known, send));
  await check('Plugins', async () => ok(`${firstPartyPlugins().length} come with Guildhall and are built`));
  await check('Dashboard', () =>
    existsSync(join(dashboardFolder, 'index.html'))
      ? ok('is built')
      : failed('is not built', 'Run `npm run setup` in the repository.'),
  );
  return findings;
}

function node(): Result {
  const [major = 0] = process.versions.node.split('.').map(Number);
  return major >= 24
    ? ok(process.version)
    : failed(
        `${process.version} is too old`,
        'Use `npm start`, which brings its own, or install Node.js 24 or later.',
      );
}

async function port({ host, port: wanted }: Settings): Promise<Result> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'EADDRINUSE'
          ? failed(
              `${host}:${wanted} is in use`,
              'Stop the program that uses it (a Guildhall?), or set PORT.',
            )
          : failed(`cannot listen on ${host}:${wanted}: ${error.message}`, 'Correct HOST and PORT.'),
      ),
    );
    server.listen(wanted, host, () => server.close(() => resolve(ok(`${host}:${wanted} is free`))));
  });
}

async function database({ mongodbUri, dataDir }: Settings): Promise<Result> {
  if (!mongodbUri) {
    const embedded = await openEmbeddedDatabase(dataDir);
    await embedded.close();
    return ok('the embedded one opens');
  }
  const client = new MongoClient(mongodbUri, { serverSelectionTimeoutMS: 5_000 });
  try {
    await client.db().command({ ping: 1 });
    return ok('MONGODB_URI answers');
  } catch (error) {
    return failed(
      `MONGODB_URI does not answer: ${error instanceof Error ? error.message : error}`,
      'Start the database, correct the address, or leave MONGODB_URI out to use the embedded one.',
    );
  } finally {
    await client.close();
  }
}

const privileged = [
  ['GuildMembers', 'GatewayGuildMembers', 'GatewayGuildMembersLimited'],
  ['GuildPresences', 'GatewayPresence', 'GatewayPresenceLimited'],
  ['MessageContent', 'GatewayMessageContent', 'GatewayMessageContentLimited'],
] as const;

async function discord(
  { discord: credentials, dataDir, privilegedIntents }: Settings,
  send: typeof fetch,
): Promise<Result> {
  if (!credentials)
    return note('simulated: DISCORD_TOKEN is not set', 'Set it to connect to the real Discord.');
  const response = await send(`${realDiscord.api}/applications/@me`, {
    headers: { authorization: `Bot ${credentials.token}` },
    signal: AbortSignal.timeout(8_000),
  }).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  if (response instanceof Error) {
    return failed(
      `does not answer: ${response.message}`,
      'Check the network, then https://discordstatus.com.',
    );
  }
  if (response.status === 401) {
    return failed('does not know DISCORD_TOKEN', 'Copy it again: your application → Bot → Reset Token.');
  }
  if (!response.ok)
    return failed(`answered ${response.status}`, 'Try again in a minute; see https://discordstatus.com.');
  const { flags = 0, name } = (await response.json()) as { flags?: number; name: string };
  const has = new ApplicationFlagsBitField(flags);
  const off = privileged
    .filter(([, full, limited]) => !has.has(full) && !has.has(limited))
    .map(([intent]) => intent);
  const wanted = await wantedIntents(dataDir);
  const missing = off.filter((intent) => wanted.has(intent));
  const unapproved = [...wanted].filter((intent) => !privilegedIntents.some((name) => name === intent));
  if (unapproved.length > 0) {
    return note(
      `the token is valid, of "${name}", but plugins want the intents ${unapproved.join(', ')}, which GUILDHALL_PRIVILEGED_INTENTS does not approve`,
      'Approve them there, or leave them out: those plugins then do less.',
    );
  }
  return missing.length === 0
    ? ok(`the token is valid, of "${name}"`)
    : note(
        `the token is valid, of "${name}", but plugins want the intents ${missing.join(', ')}, which are off`,
        'Switch them on: your application → Bot → Privileged Gateway Intents. Until then those plugins do less.',
      );
}

async function wantedIntents(dataDir: string): Promise<ReadonlySet<string>> {
  const store = await createPluginStore({ dataDir, logger: sdkLogger(createLogger({ level: 'silent' })) });
  const intents = store.catalogue.list().flatMap(({ manifest }) => manifest.intents.privileged);
  return new Set(intents.map((intent) => intent.name));
}

const marks = { ok: '✔', note: '!', failed: '✖' } as const;

/** The findings as lines for a terminal. */
export function describeFindings(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ name, state, text, remedy }) => [
    `${marks[state]} ${name}: ${text}`,
    ...(remedy ? [`    ${remedy}`] : []),
  ]);
  const broken = findings.filter((finding) => finding.state === 'failed').length;
  return `${lines.join('\n')}\n\n${broken === 0 ? 'Guildhall can start.' : `${broken} of ${findings.length} checks failed.`}\n`;
}
