import semver from 'semver';
import { z } from 'zod';
import { PluginStoreError } from './errors.ts';
import { integrityOf, tarballLimits } from './unpack-tarball.ts';

const timeoutMs = 30_000;
const maxPackument = 20 * 1024 * 1024;

export interface RegistryRequest {
  /** Address of an npm-compatible registry, e.g. `https://npm.example.org`. */
  readonly registryUrl: string;
  /** The package's name, e.g. `@acme/guildhall-starboard`. */
  readonly name: string;
  /** An exact version, a semver range, or a dist-tag; `latest` when left out. */
  readonly version?: string;
}

const packument = z.object({
  name: z.string(),
  'dist-tags': z.record(z.string(), z.string()).default({}),
  versions: z.record(
    z.string(),
    z.object({ dist: z.object({ tarball: z.string(), integrity: z.string().optional() }) }),
  ),
});

export interface FetchedTarball {
  readonly bytes: Uint8Array;
  readonly version: string;
}

/**
 * Fetches one version's tarball from a registry, and holds it to the sha512 that the registry lists.
 *
 * @throws `PluginStoreError` `REGISTRY_UNREACHABLE`, `REGISTRY_INVALID`, `VERSION_NOT_FOUND`, `INTEGRITY_MISMATCH`, `TOO_LARGE`
 */
export async function fetchFromRegistry(request: RegistryRequest): Promise<FetchedTarball> {
  const base = registryBase(request.registryUrl);
  if (!/^(?:@[a-z0-9-~][a-z0-9-._~]*\/)?[a-z0-9-~][a-z0-9-._~]*$/.test(request.name)) {
    throw invalid(`"${request.name.slice(0, 100)}" is no name of a package.`);
  }
  const address = new URL(request.name.replace('/', '%2f'), base);
  const listed = packument.safeParse(parse(await get(address, maxPackument)));
  if (!listed.success || listed.data.name !== request.name) {
    throw invalid(`${address.href} does not describe the package ${request.name}.`);
  }
  const version = choose(listed.data, request);
  const dist = listed.data.versions[version]?.dist;
  if (!dist) throw invalid(`${address.href} lists no tarball of ${version}.`);
  const wanted = dist.integrity?.split(/\s+/).find((one) => one.startsWith('sha512-'));
  if (wanted === undefined) {
    throw invalid(`${address.href} lists no sha512 of ${version}, without which nothing is installed.`);
  }
  const tarball = URL.canParse(dist.tarball, base) ? new URL(dist.tarball, base) : undefined;
  // A registry must not send us anywhere else in the operator's network.
  if (tarball?.origin !== base.origin) {
    throw invalid(`The tarball of ${request.name} ${version} is not at ${base.origin}.`);
  }
  const bytes = await get(tarball, tarballLimits.compressed);
  if (integrityOf(bytes) !== wanted) {
    throw new PluginStoreError(
      'INTEGRITY_MISMATCH',
      `The tarball of ${request.name} ${version} is not the one that the registry lists.`,
      'Try again; if it stays so, do not trust this registry.',
    );
  }
  return { bytes, version };
}

function choose(listed: z.output<typeof packument>, { name, version = 'latest' }: RegistryRequest): string {
  const tagged = Object.hasOwn(listed['dist-tags'], version) ? listed['dist-tags'][version] : undefined;
  const available = Object.keys(listed.versions);
  const chosen =
    tagged ??
    (available.includes(version) ? version : undefined) ??
    (semver.validRange(version) === null ? undefined : semver.maxSatisfying(available, version));
  if (chosen && available.includes(chosen)) return chosen;
  throw new PluginStoreError(
    'VERSION_NOT_FOUND',
    `The registry has no ${name}@${version}.`,
    available.length > 0 ? `It has ${available.slice(-10).join(', ')}.` : 'It has no version of it.',
  );
}

async function get(address: URL, limit: number): Promise<Uint8Array> {
  let answer: Response;
  try {
    answer = await fetch(address, {
      headers: { accept: 'application/json, application/octet-stream' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    throw new PluginStoreError(
      'REGISTRY_UNREACHABLE',
      `${address.href} does not answer: ${error instanceof Error ? error.message : error}.`,
      'Check the address, and whether this machine may reach it.',
      error,
    );
  }
  if (answer.status === 404) {
    throw new PluginStoreError(
      'VERSION_NOT_FOUND',
      `There is nothing at ${address.href}.`,
      'Check the name.',
    );
  }
  if (!answer.ok) {
    throw new PluginStoreError(
      'REGISTRY_UNREACHABLE',
      `${address.href} answers ${answer.status}.`,
      'Try again later; a registry that asks for a sign-in is not supported.',
    );
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > limit) {
      throw new PluginStoreError(
        'TOO_LARGE',
        `${address.href} has more than ${limit} bytes.`,
        'Leave out of the package what it does not need.',
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function registryBase(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw invalid(`"${address}" is no address of a registry.`);
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

function invalid(message: string): PluginStoreError {
  return new PluginStoreError(
    'REGISTRY_INVALID',
    message,
    'Check the address of the registry and the name of the package.',
  );
}
