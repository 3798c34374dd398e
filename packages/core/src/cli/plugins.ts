import { stat } from 'node:fs/promises';
import path from 'node:path';
import { MongoClient } from 'mongodb';
import { openEmbeddedDatabase } from '../app/embedded-database.ts';
import { countVersionUse } from '../installations/index.ts';
import { createLogger, sdkLogger } from '../observability/index.ts';
import {
  createPluginStore,
  type PluginStore,
  PluginStoreError,
  type PluginVersion,
  removeVersion,
  tierOf,
} from '../plugins/index.ts';
import { DataFolderError, prepareDataFolder, type Settings } from '../settings/index.ts';
import { type Command, UsageError } from './arguments.ts';
import { runKillCommand } from './kill.ts';

const npm = 'https://registry.npmjs.org';

type PluginsCommand = Extract<Command, { name: `plugins ${string}` }>;

/**
 * `guildhall plugins …`: works on the data folder alone, so that it needs no running Guildhall; one that runs sees the change
 * within a second or two.
 *
 * @returns what is printed.
 * @throws errors with `code` and `remedy`: `PluginStoreError`, `UsageError`, `DataFolderError`
 */
export async function runPluginsCommand(
  command: PluginsCommand,
  settings: Settings,
  folder: string,
): Promise<string> {
  await prepareDataFolder(settings.dataDir);
  const store = await createPluginStore({
    dataDir: settings.dataDir,
    logger: sdkLogger(createLogger({ level: 'silent' })),
  });
  switch (command.name) {
    case 'plugins list':
      return listText(store, settings);
    case 'plugins add':
      return addedText(await add(store, command, folder), settings);
    case 'plugins trust':
    case 'plugins distrust': {
      const { id, hash } = named(store, command.version);
      const trusted = command.name === 'plugins trust';
      return trustText(await store.trust(id, hash, trusted), trusted);
    }
    case 'plugins kill':
    case 'plugins revive':
      if (store.catalogue.versions(command.pluginId).length === 0) {
        throw new UsageError(`There is no plugin "${command.pluginId}" here.`);
      }
      return runKillCommand(command, settings);
    case 'plugins remove': {
      const version = named(store, command.version);
      await removeVersion(store, (id, hash) => useOf(settings, id, hash), version.id, version.hash);
      return `Removed ${version.id} ${version.version}.`;
    }
  }
}

async function add(
  store: PluginStore,
  { source, registry }: Extract<Command, { name: 'plugins add' }>,
  folder: string,
): Promise<PluginVersion> {
  const place = path.resolve(folder, source);
  const found = registry === undefined ? await stat(place).catch(() => undefined) : undefined;
  if (found?.isDirectory()) return store.add(place);
  if (found?.isFile()) return store.addTarball(place);
  // What looks like a place and is none would only be looked for in a registry by mistake.
  if (/^[./~]|\.tgz$|^[A-Za-z]:[\\/]/.test(source) && registry === undefined) {
    throw new PluginStoreError(
      'MANIFEST_MISSING',
      `There is nothing at ${place}.`,
      'Name a folder, a .tgz file, or a package as name@range.',
    );
  }
  const at = source.indexOf('@', 1);
  const version = at < 0 ? undefined : source.slice(at + 1);
  return store.addFromRegistry({
    registryUrl: registry ?? npm,
    name: at < 0 ? source : source.slice(0, at),
    ...(version ? { version } : {}),
  });
}

/** The version that `id@version`, `id@hash` or the beginning of a hash names. @throws `UsageError` */
function named(store: PluginStore, text: string): PluginVersion {
  const [id = '', wanted = ''] = text.split('@');
  const held = store.catalogue.versions(id);
  const found = held.filter(
    ({ version, hash }) => version === wanted || (wanted.length >= 7 && hash.startsWith(wanted)),
  );
  const [only] = found;
  if (only && found.length === 1) return only;
  if (found.length > 1) {
    throw new UsageError(
      `${text} is held ${found.length} times with other content; name one: ${found.map((one) => `${id}@${one.hash.slice(0, 12)}`).join(', ')}.`,
    );
  }
  throw new UsageError(
    held.length > 0
      ? `${id} is held as ${held.map(({ version }) => version).join(', ')}, not as "${wanted}".`
      : `There is no plugin "${id}" here: name one as id@version.`,
  );
}

/** Of every application that uses this database: a version is held for all of them. */
async function useOf(settings: Settings, id: string, hash: string): Promise<number> {
  if (settings.mongodbUri) return countIn(settings.mongodbUri, id, hash);
  const embedded = await openEmbeddedDatabase(settings.dataDir).catch((error: unknown) => {
    if (!(error instanceof DataFolderError) || error.code !== 'DATA_DIR_LOCKED') throw error;
    throw new DataFolderError(
      error.code,
      `Guildhall is running on ${settings.dataDir}, so it can't be seen from here which servers need the version.`,
      'Remove it in the dashboard, under your account → Plugins of this Guildhall; or stop Guildhall first.',
      error,
    );
  });
  try {
    return await countIn(embedded.uri, id, hash);
  } finally {
    await embedded.close();
  }
}

async function countIn(uri: string, id: string, hash: string): Promise<number> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  try {
    return await countVersionUse(client.db(), id, hash);
  } finally {
    await client.close();
  }
}

/** Where a Guildhall of these settings runs it; this process runs nothing. */
function tierIn({ sandbox }: Settings, version: PluginVersion): PluginVersion['tier'] {
  return version.trusted ? 'inline' : tierOf(sandbox.which, version);
}

function addedText(added: PluginVersion, settings: Settings): string {
  const { id, version, hash, manifest } = added;
  const tier = tierIn(settings, added);
  const asks = [
    ...manifest.capabilities.map((capability) => capability.id),
    ...manifest.intents.privileged.map((intent) => `intent ${intent.name}`),
    ...manifest.hosts.map((host) => `host ${host}`),
  ];
  return [
    `Added ${id} ${version} (${manifest.package}).`,
    `  hash   ${hash}`,
    `  runs   ${tier === 'inline' ? 'inside the bot' : 'locked up, in a process of its own'}`,
    `  asks   ${asks.length > 0 ? asks.join(', ') : 'for nothing'}`,
    '',
    'Servers can install it now. No code of it runs before one does.',
  ].join('\n');
}

function trustText({ id, version }: PluginVersion, trusted: boolean): string {
  return [
    ...(trusted
      ? [
          `${id} ${version} is trusted from now on: it runs inside the bot.`,
          '  Its code can read the bot’s token, the database and the files of this machine, and can end the bot.',
          '  What it does through Guildhall is judged as before. Other versions of it are not trusted by this.',
        ]
      : [
          `${id} ${version} is a stranger’s again: it runs locked up, unless GUILDHALL_SANDBOX says otherwise.`,
        ]),
    '',
    'Servers in which it runs follow within seconds where Guildhall runs on this data folder, else when it is next started.',
    ...(trusted ? [] : ['What its code has left in the bot’s process is gone after the next start.']),
  ].join('\n');
}

function listText({ catalogue }: PluginStore, settings: Settings): string {
  const all = catalogue
    .list()
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ id }) => catalogue.versions(id));
  if (all.length === 0) return 'No plugin is held yet: `guildhall start` adds those that come with it.';
  const rows = [
    ['plugin', 'version', 'runs', 'from', 'added', 'hash'],
    ...all.map((held) => {
      const { id, version, origin, hash } = held;
      return [
        id,
        version,
        tierIn(settings, held),
        origin?.registry ?? origin?.from ?? '',
        origin?.at.toISOString().slice(0, 10) ?? '',
        hash.slice(0, 12),
      ];
    }),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
