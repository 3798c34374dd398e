import { randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '@guildhall/sdk';
import type { Manifest, Plugin } from '@guildhall/sdk/host';
import { canonicalJson, sha256 } from './canonical-json.ts';
import { PluginStoreError } from './errors.ts';
import { assertDeclares, loadPlugin, provideHostModules } from './load-plugin.ts';
import { type PluginPackage, readPackage } from './read-package.ts';
import { fetchFromRegistry, type RegistryRequest } from './registry.ts';
import type { PluginCatalogue, PluginVersion } from './types.ts';
import { integrityOf, tarballLimits, unpackTarball } from './unpack-tarball.ts';
import { compareVersions } from './versions.ts';

export interface PluginStoreOptions {
  /** Versions are kept below `<dataDir>/plugins`. */
  readonly dataDir: string;
  readonly logger: Logger;
}

export interface AddOptions {
  /** Comes with Guildhall. */
  readonly firstParty?: boolean;
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
  addFromRegistry(request: RegistryRequest): Promise<PluginVersion>;
  /** Lists a plugin that lives in memory, for tests. @throws `PluginStoreError` `CODE_MISMATCH` */
  addInMemory(plugin: Plugin, manifest: Manifest, options?: AddOptions): PluginVersion;
}

interface Stored extends PluginVersion {
  readonly addedAt: number;
}

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
    list(await describeVersion(folder, content, record));
  };

  for (const id of await folders(root)) {
    for (const hash of await folders(path.join(root, id))) {
      if (!/^[0-9a-f]{64}$/.test(hash)) continue;
      await readStored(id, hash).catch((error: unknown) => {
        options.logger.error('a stored plugin version is left out', { id, hash, error: String(error) });
      });
    }
  }

  const add: PluginStore['add'] = async (folder, { firstParty = false } = {}) => {
    const content = await readPackage(folder);
    const { id } = content.manifest;
    const target = path.join(root, id, content.hash);
    const record: StoreRecord = { firstParty, addedAt: Date.now() };
    const version = await describeVersion(folder, content, record, target);
    list(version);
    await keep(folder, target, content, record);
    options.logger.info('plugin added', { id, version: version.version, hash: version.hash });
    return version;
  };

  const addBytes = async (
    bytes: Uint8Array,
    { check, ...options }: AddOptions & { readonly check?: (manifest: Manifest) => void },
  ): Promise<PluginVersion> => {
    await mkdir(root, { recursive: true });
    const scratch = await mkdtemp(path.join(root, '.unpack-'));
    try {
      await unpackTarball(bytes, scratch);
      check?.((await readPackage(scratch)).manifest);
      return await add(scratch, options);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  };

  return {
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
      return addBytes(bytes, options);
    },
    async addFromRegistry(request) {
      const { bytes, version } = await fetchFromRegistry(request);
      return addBytes(bytes, {
        check: (manifest) => {
          if (manifest.package === request.name && manifest.version === version) return;
          throw new PluginStoreError(
            'REGISTRY_INVALID',
            `${request.name} ${version} holds the plugin of ${manifest.package} ${manifest.version}.`,
            'Tell its publisher: package.json and manifest.json must agree.',
          );
        },
      });
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
  const draft = path.join(parent, `.record-${randomUUID()}`);
  await writeFile(draft, JSON.stringify(record));
  await rename(draft, `${target}.json`);
}

async function describeVersion(
  folder: string,
  content: PluginPackage,
  record: StoreRecord,
  home: string = folder,
): Promise<Stored> {
  const text = async (name: string) =>
    content.files.includes(name) ? await readFile(path.join(folder, name), 'utf8') : undefined;
  const readme = await text('README.md');
  const changelog = await text('CHANGELOG.md');
  let loading: Promise<Plugin> | undefined;
  return {
    id: content.manifest.id,
    version: content.manifest.version,
    hash: content.hash,
    manifestHash: sha256(canonicalJson(content.manifest)),
    manifest: content.manifest,
    tier: 'inline',
    firstParty: record.firstParty,
    addedAt: record.addedAt,
    ...(readme === undefined ? {} : { readme }),
    ...(changelog === undefined ? {} : { changelog }),
    load() {
      provideHostModules(path.dirname(home));
      loading ??= loadPlugin(path.join(home, content.entry), content.manifest);
      return loading;
    },
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
