import { randomUUID } from 'node:crypto';
import { unwatchFile, watchFile } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '@guildhall/sdk';
import { type Manifest, type Plugin, SourcePositions } from '@guildhall/sdk/host';
import { assertFitsTier } from './assert-fits-tier.ts';
import { canonicalJson, sha256 } from './canonical-json.ts';
import { collectUnused } from './collect-unused.ts';
import { PluginStoreError } from './errors.ts';
import { assertDeclares, loadPlugin, provideHostModules } from './load-plugin.ts';
import { type PluginPackage, readPackage } from './read-package.ts';
import { fetchFromRegistry, type RegistryRequest } from './registry.ts';
import { StartJournal } from './start-journal.ts';
import { sweepScratch } from './sweep-scratch.ts';
import type { PluginCatalogue, PluginVersion, VersionOrigin } from './types.ts';
import { integrityOf, tarballLimits, unpackTarball } from './unpack-tarball.ts';
import { compareVersions } from './versions.ts';

export interface PluginStoreOptions {
  /** Versions are kept below `<dataDir>/plugins`. */
  readonly dataDir: string;
  readonly logger: Logger;
  /** Runs versions that nobody vouches for. Left out: every version runs in this process. */
  readonly sandbox?: SandboxedLoader;
}

/** Loads a version in a process of its own. */
export interface SandboxedLoader {
  load(code: {
    readonly folder: string;
    readonly entry: string;
    readonly hash: string;
    readonly manifest: Manifest;
  }): Promise<Plugin>;
  /** Where a version runs that says nothing itself. */
  tierOf(version: { readonly firstParty: boolean }): PluginVersion['tier'];
  /** A version is gone: its process ends. */
  forget(hash: string): Promise<void>;
}

export interface AddOptions {
  /** Comes with Guildhall. */
  readonly firstParty?: boolean;
  /** The operator who adds it, when one did in the dashboard. */
  readonly by?: VersionOrigin['by'];
  /** The tier, when it does not follow from where the version comes from: the operator trusts it, or wants it locked up. */
  readonly tier?: PluginVersion['tier'];
}

export interface PluginStore {
  readonly catalogue: PluginCatalogue;
  /**
   * Takes in a built plugin: checks it, copies it to an immutable folder named by its content's hash, lists it.
   * Adding the same content again changes nothing.
   * @throws `PluginStoreError`
   */
  add(folder: string, options?: AddOptions): Promise<PluginVersion>;
  /**
   * The same from a package's tarball, a file or its bytes, as `guildhall-sdk pack` makes it.
   * @param options.integrity `sha512-…`: anything else is refused
   * @throws `PluginStoreError`, e.g. `PATH_REFUSED`, `NATIVE_REFUSED`, `INTEGRITY_MISMATCH`
   */
  addTarball(
    tarball: string | Uint8Array,
    options?: AddOptions & { readonly integrity?: string },
  ): Promise<PluginVersion>;
  /**
   * The same from an npm-compatible registry, held to the sha512 that it lists.
   * @example
   * await store.addFromRegistry({ registryUrl: 'https://npm.example.org', name: 'guildhall-plugin-x', version: '^1.2.0' });
   */
  addFromRegistry(request: RegistryRequest, options?: AddOptions): Promise<PluginVersion>;
  /**
   * Deletes one version from the disk. Whether a guild still uses it is for the caller to know (see `removeVersion`).
   * @throws `PluginStoreError` `VERSION_NOT_FOUND`
   */
  remove(id: string, hash: string): Promise<void>;
  /**
   * Removes versions that no guild has needed for 30 days, counted from the first call that finds it so; never a plugin's
   * newest. To be called now and then.
   * @param useOf how many guilds need a version
   * @returns what was removed
   */
  collectUnused(
    useOf: (id: string, hash: string) => Promise<number>,
    now: number,
  ): Promise<readonly PluginVersion[]>;
  /**
   * The operator vouches for a version, so that it runs in the bot's own process, or does so no longer, so that it runs where
   * versions of its origin do. Resolves when those who listen by `onMoved` have followed.
   * @throws `PluginStoreError` `VERSION_NOT_FOUND`; `COMES_WITH_GUILDHALL`; `MANIFEST_INVALID` when it can't run sandboxed
   */
  trust(id: string, hash: string, trusted: boolean): Promise<PluginVersion>;
  /** Told of versions that run elsewhere from now on, whoever has trusted or distrusted them. Must not reject. @returns the undo */
  onMoved(listener: (version: PluginVersion) => Promise<void>): () => void;
  /** Reads from the disk again what other processes have added or removed. */
  refresh(): Promise<void>;
  /**
   * Refreshes whenever another process has changed the folder, such as `guildhall plugins add` beside a running
   * Guildhall: one small file is looked at every second. @returns the undo
   */
  follow(): () => void;
  /** Lists a plugin that lives in memory, for tests. @throws `PluginStoreError` `CODE_MISMATCH` */
  addInMemory(plugin: Plugin, manifest: Manifest, options?: AddOptions): PluginVersion;
}

interface Stored extends PluginVersion {
  readonly addedAt: number;
}

/** Written last by every change of the folder. */
const stampName = '.changed';
const lookEveryMs = 1_000;

/** Opens the store, with every version that it already holds. */
export async function createPluginStore(options: PluginStoreOptions): Promise<PluginStore> {
  const root = path.resolve(options.dataDir, 'plugins');
  const versions = new Map<string, Stored[]>();

  const list = (version: Stored): void => {
    const of = versions.get(version.id) ?? [];
    const package_ = of[0]?.manifest.package;
    if (package_ !== undefined && package_ !== version.manifest.package) {
      throw new PluginStoreError(
        'ID_TAKEN',
        `The plugin id "${version.id}" belongs to the package ${package_}, not to ${version.manifest.package}.`,
        'Choose another id.',
      );
    }
    const others = of.filter((known) => known.hash !== version.hash);
    versions.set(
      version.id,
      [...others, version].sort((a, b) => compareVersions(b.version, a.version) || b.addedAt - a.addedAt),
    );
  };

  const readStored = async (id: string, hash: string): Promise<void> => {
    const folder = path.join(root, id, hash);
    const record = JSON.parse(await readFile(`${folder}.json`, 'utf8')) as StoreRecord;
    const content = await readPackage(folder);
    if (content.hash !== hash) {
      throw new Error(`its content has changed on disk (${content.hash}); add the plugin again`);
    }
    list(await describeVersion(folder, content, record, options.sandbox));
  };

  const movedListeners = new Set<(version: PluginVersion) => Promise<void>>();
  const tellMoved = async (version: PluginVersion | undefined): Promise<void> => {
    if (version) await Promise.all([...movedListeners].map((listener) => listener(version)));
  };

  const unlist = (id: string, hash: string): void => {
    const rest = (versions.get(id) ?? []).filter((version) => version.hash !== hash);
    if (rest.length > 0) versions.set(id, rest);
    else versions.delete(id);
  };

  /** Another process has said that it is to run elsewhere. */
  const hasMoved = async (held: Stored): Promise<boolean> => {
    const record = await readRecord(path.join(root, held.id, held.hash));
    return record !== undefined && tierIn(record, options.sandbox) !== held.tier;
  };

  const readFolder = async (): Promise<void> => {
    const found = new Set<string>();
    for (const id of await folders(root)) {
      for (const hash of await folders(path.join(root, id))) {
        if (!/^[0-9a-f]{64}$/.test(hash)) continue;
        found.add(`${id}/${hash}`);
        const held = versions.get(id)?.find((version) => version.hash === hash);
        if (held && (held.origin === undefined || !(await hasMoved(held)))) continue;
        await readStored(id, hash).catch((error: unknown) => {
          options.logger.error('a stored plugin version is left out', { id, hash, error: String(error) });
        });
        const now = held && versions.get(id)?.find((version) => version.hash === hash);
        if (now && now.tier !== held.tier) await tellMoved(now);
      }
    }
    for (const { id, hash, origin } of [...versions.values()].flat()) {
      if (origin && !found.has(`${id}/${hash}`)) unlist(id, hash);
    }
  };
  const swept = await sweepScratch(root, Date.now());
  if (swept > 0) options.logger.info('what a former process has left half done was deleted', { swept });
  await readFolder();
  /** One at a time: what is being written here must not look as if another process had removed it. */
  let changing: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = changing.then(work);
    changing = done.catch(() => undefined);
    return done;
  };
  const stamp = () => writeFile(path.join(root, stampName), randomUUID());

  const take = (
    folder: string,
    { firstParty = false, by, tier }: AddOptions,
    from: Pick<VersionOrigin, 'from' | 'registry'>,
  ): Promise<PluginVersion> =>
    inTurn(async () => {
      const content = await readPackage(folder);
      const { id } = content.manifest;
      const target = path.join(root, id, content.hash);
      const held = await readRecord(target);
      // Somebody wants it again: since when nobody has is forgotten.
      const { unusedSince: _, ...kept } = held ?? {};
      const known = held && (kept as StoreRecord);
      const record: StoreRecord = {
        // What an operator added first stays known as theirs; what comes with Guildhall is trusted whoever added it before.
        ...(known ?? { addedAt: Date.now(), ...from, ...(by ? { by } : {}) }),
        firstParty: firstParty || known?.firstParty === true,
        ...(tier ? { tier } : {}),
      };
      const version = await describeVersion(folder, content, record, options.sandbox, target);
      list(version);
      await keep(folder, target, content, record);
      if (!known) {
        await stamp();
        options.logger.info('plugin added', { id, version: version.version, hash: version.hash });
      }
      return version;
    });

  const add: PluginStore['add'] = (folder, given = {}) =>
    take(folder, given, { from: given.firstParty ? 'guildhall' : 'folder' });

  const addBytes = async (
    bytes: Uint8Array,
    { check, ...options }: AddOptions & { readonly check?: (manifest: Manifest) => void },
    from: Pick<VersionOrigin, 'from' | 'registry'>,
  ): Promise<PluginVersion> => {
    await mkdir(root, { recursive: true });
    const scratch = await mkdtemp(path.join(root, '.unpack-'));
    try {
      await unpackTarball(bytes, scratch);
      check?.((await readPackage(scratch)).manifest);
      return await take(scratch, options, from);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  };

  const remove = (id: string, hash: string): Promise<void> =>
    inTurn(async () => {
      const held = versions.get(id)?.find((version) => version.hash === hash);
      if (!held) {
        throw new PluginStoreError(
          'VERSION_NOT_FOUND',
          `There is no version ${hash.slice(0, 12)} of ${id} here.`,
          'See `guildhall plugins list`.',
        );
      }
      unlist(id, hash);
      held.forgive?.();
      await options.sandbox?.forget(hash);
      if (!held.origin) return;
      const target = path.join(root, id, hash);
      const gone = path.join(root, id, `.removed-${randomUUID()}`);
      await rename(target, gone);
      await rm(`${target}.json`, { force: true });
      await rm(gone, { recursive: true, force: true });
      await stamp();
      options.logger.info('plugin removed', { id, version: held.version, hash });
    });

  const trust: PluginStore['trust'] = (id, hash, trusted) =>
    inTurn(async () => {
      const target = path.join(root, id, hash);
      const record = await readRecord(target);
      if (!record) {
        throw new PluginStoreError(
          'VERSION_NOT_FOUND',
          `There is no version ${hash.slice(0, 12)} of ${id} here.`,
          'See `guildhall plugins list`.',
        );
      }
      if (record.firstParty) {
        throw new PluginStoreError(
          'COMES_WITH_GUILDHALL',
          `${id} comes with Guildhall, and is trusted as Guildhall is.`,
          'GUILDHALL_SANDBOX=all locks up those plugins, too.',
        );
      }
      const { tier: _, ...rest } = record;
      const content = await readPackage(target);
      // Where it would run is the host's to say; that it can run locked up at all must hold anyway.
      assertFitsTier(content.manifest, trusted ? 'inline' : 'sandboxed');
      const changed: StoreRecord = trusted ? { ...rest, tier: 'inline' } : rest;
      const version = await describeVersion(target, content, changed, options.sandbox);
      const before = versions.get(id)?.find((known) => known.hash === hash)?.tier;
      await writeRecord(target, changed);
      list(version);
      await stamp();
      options.logger.warn(
        trusted ? 'a plugin version is trusted from now on' : 'a plugin version is not trusted any more',
        {
          id,
          version: version.version,
          hash,
          tier: version.tier,
        },
      );
      if (version.tier !== before) await tellMoved(version);
      return version;
    });

  return {
    trust,
    catalogue: {
      list: () => [...versions.values()].flatMap((of) => of.slice(0, 1)),
      newest: (id) => versions.get(id)?.[0],
      get: (id, hash) => versions.get(id)?.find((version) => version.hash === hash),
      versions: (id) => versions.get(id) ?? [],
    },
    add,
    async addTarball(tarball, { integrity, ...options } = {}) {
      const bytes = typeof tarball === 'string' ? await readLimited(tarball) : tarball;
      if (integrity !== undefined && integrityOf(bytes) !== integrity) {
        throw new PluginStoreError(
          'INTEGRITY_MISMATCH',
          `This tarball is not the one with ${integrity}.`,
          'Fetch it again; if it stays so, do not trust where it comes from.',
        );
      }
      return addBytes(bytes, options, { from: 'tarball' });
    },
    async addFromRegistry(request, options = {}) {
      const { bytes, version } = await fetchFromRegistry(request);
      const check = (manifest: Manifest) => {
        if (manifest.package === request.name && manifest.version === version) return;
        throw new PluginStoreError(
          'REGISTRY_INVALID',
          `${request.name} ${version} holds the plugin of ${manifest.package} ${manifest.version}.`,
          'Tell its publisher: package.json and manifest.json must agree.',
        );
      };
      return addBytes(bytes, { ...options, check }, { from: 'registry', registry: request.registryUrl });
    },
    remove,
    collectUnused: (useOf, now) =>
      collectUnused({
        versions: () => [...versions.values()].flat(),
        useOf,
        unusedSince: async ({ id, hash }) => (await readRecord(path.join(root, id, hash)))?.unusedSince,
        note: ({ id, hash }, unusedSince) =>
          inTurn(async () => {
            const target = path.join(root, id, hash);
            const record = await readRecord(target);
            if (!record) return;
            const { unusedSince: _, ...rest } = record;
            await writeRecord(target, unusedSince === undefined ? rest : { ...rest, unusedSince });
          }),
        remove: ({ id, hash }) => remove(id, hash),
        now,
      }),
    onMoved(listener) {
      movedListeners.add(listener);
      return () => void movedListeners.delete(listener);
    },
    refresh: () => inTurn(readFolder),
    follow() {
      const file = path.join(root, stampName);
      const changed = () => {
        inTurn(readFolder).catch((error: unknown) => {
          options.logger.error('the folder of plugins could not be read again', { error: String(error) });
        });
      };
      watchFile(file, { interval: lookEveryMs, persistent: false }, changed);
      return () => unwatchFile(file, changed);
    },
    addInMemory(plugin, manifest, { firstParty = false } = {}) {
      assertDeclares(plugin, manifest);
      const manifestHash = sha256(canonicalJson(manifest));
      const version: Stored = {
        id: manifest.id,
        version: manifest.version,
        hash: manifestHash,
        manifestHash,
        manifest,
        tier: 'inline',
        firstParty,
        addedAt: Date.now(),
        load: () => Promise.resolve(plugin),
      };
      list(version);
      return version;
    },
  };
}

interface StoreRecord {
  readonly firstParty: boolean;
  readonly addedAt: number;
  /** Absent in records of before there was more than one way. */
  readonly from?: VersionOrigin['from'];
  readonly registry?: string;
  readonly by?: VersionOrigin['by'];
  readonly tier?: PluginVersion['tier'];
  /** When it was first seen that no guild needs it. */
  readonly unusedSince?: number;
}

async function readRecord(target: string): Promise<StoreRecord | undefined> {
  const text = await readFile(`${target}.json`, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : (JSON.parse(text) as StoreRecord);
}

/** Copies beside the final place and renames: a version's folder is whole or absent. */
async function keep(
  from: string,
  target: string,
  content: PluginPackage,
  record: StoreRecord,
): Promise<void> {
  const parent = path.dirname(target);
  await mkdir(parent, { recursive: true });
  if (!(await folders(parent)).includes(content.hash)) {
    const draft = path.join(parent, `.draft-${randomUUID()}`);
    try {
      for (const file of content.files) {
        await mkdir(path.join(draft, path.dirname(file)), { recursive: true });
        await cp(path.join(from, file), path.join(draft, file));
      }
      if ((await readPackage(draft)).hash !== content.hash) {
        throw new Error(`${from} changed while it was being copied`);
      }
      await rename(draft, target);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      // Another process was faster with the same content: as good as ours.
      if (!(await folders(parent)).includes(content.hash)) throw error;
    }
  }
  await writeRecord(target, record);
}

async function writeRecord(target: string, record: StoreRecord): Promise<void> {
  const draft = path.join(path.dirname(target), `.record-${randomUUID()}`);
  await writeFile(draft, JSON.stringify(record));
  await rename(draft, `${target}.json`);
}

function tierIn(record: StoreRecord, sandbox: SandboxedLoader | undefined): PluginVersion['tier'] {
  return sandbox ? (record.tier ?? sandbox.tierOf(record)) : 'inline';
}

async function describeVersion(
  folder: string,
  content: PluginPackage,
  record: StoreRecord,
  sandbox: SandboxedLoader | undefined,
  home: string = folder,
): Promise<Stored> {
  const text = async (name: string) =>
    content.files.includes(name) ? await readFile(path.join(folder, name), 'utf8') : undefined;
  const readme = await text('README.md');
  const changelog = await text('CHANGELOG.md');
  let loading: Promise<Plugin> | undefined;
  const journal = new StartJournal(home);
  const tier = tierIn(record, sandbox);
  assertFitsTier(content.manifest, tier);
  return {
    id: content.manifest.id,
    version: content.manifest.version,
    hash: content.hash,
    manifestHash: sha256(canonicalJson(content.manifest)),
    manifest: content.manifest,
    tier,
    firstParty: record.firstParty,
    ...(record.tier === 'inline' && !record.firstParty ? { trusted: true } : {}),
    addedAt: record.addedAt,
    origin: {
      at: new Date(record.addedAt),
      from: record.from ?? (record.firstParty ? 'guildhall' : 'folder'),
      ...(record.registry === undefined ? {} : { registry: record.registry }),
      ...(record.by === undefined ? {} : { by: record.by }),
    },
    ...(readme === undefined ? {} : { readme }),
    ...(changelog === undefined ? {} : { changelog }),
    load() {
      if (sandbox && tier === 'sandboxed') {
        const { entry, hash, manifest } = content;
        loading ??= sandbox.load({ folder: home, entry, hash, manifest }).catch((error: unknown) => {
          // A process that could not start now may start later.
          loading = undefined;
          throw error;
        });
        return loading;
      }
      provideHostModules(path.dirname(home));
      loading ??= journal
        .attempt('load', () => loadPlugin(path.join(home, content.entry), content.manifest))
        .catch((error: unknown) => {
          // Node keeps what an import has thrown; that it is not to be tried is forgiven.
          if (error instanceof PluginStoreError && error.code === 'ENDS_THE_PROCESS') loading = undefined;
          throw error;
        });
      return loading;
    },
    ...(sandbox && tier === 'sandboxed'
      ? {}
      : {
          positions: new SourcePositions(path.join(home, content.entry)),
          attempt: <T>(what: string, work: () => Promise<T>) => journal.attempt(what, work),
          forgive: () => journal.forgive(),
        }),
  };
}

/** Not more of a file than is taken: a path may name anything. */
async function readLimited(file: string): Promise<Uint8Array> {
  const { size } = await stat(file);
  if (size <= tarballLimits.compressed) return readFile(file);
  throw new PluginStoreError('TOO_LARGE', `${file} has more than 2 MB.`, 'Leave out what it does not need.');
}

async function folders(parent: string): Promise<string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
