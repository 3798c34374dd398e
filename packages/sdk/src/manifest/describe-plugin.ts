import { capabilities, isCapabilityId, privilegedIntents } from '../capabilities.ts';
import type { AnyPluginDeclaration, Plugin, PrivilegedIntent } from '../contract.ts';
import { clientEventRequirement, rawEventRequirement } from '../events.ts';
import { inspectSapphire } from '../pieces/inspect-sapphire.ts';
import type { Piece } from '../pieces/types.ts';
import type { Service } from '../service.ts';
import { sdkVersion } from '../version.ts';
import { dataLeaving } from './data-leaving.ts';
import { describeConfig } from './describe-config.ts';
import { describePiece } from './describe-pieces.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { type Catalogues, withTranslations } from './localized-text.ts';
import type { Manifest, ManifestCollection } from './types.ts';

/** What a manifest says about the package that a plugin comes in. */
export interface PackageInfo {
  readonly package: string;
  readonly version: string;
  /** Default: compatible with this SDK's version. */
  readonly sdk?: string;
  readonly author?: string;
  readonly homepage?: string;
  readonly license?: string;
  /** Semver ranges of the plugins that it uses, by plugin id. */
  readonly ranges?: Readonly<Record<string, string>>;
}

/**
 * The manifest of a built plugin. Pure: the same plugin and package give the same JSON.
 *
 * @example
 * const manifest = describePlugin(hello, { package: 'guildhall-plugin-hello', version: '1.0.0' });
 */
export function describePlugin(plugin: Plugin, info: PackageInfo): Manifest {
  const { declaration, pieces } = plugin;
  const catalogues: Catalogues = declaration.locales ?? {};
  const needed = Object.entries(declaration.needs).flatMap(([id, reason]) =>
    isCapabilityId(id) && reason !== undefined ? [{ id, reason }] : [],
  );
  return {
    manifestVersion: 1,
    id: declaration.id,
    package: info.package,
    version: info.version,
    sdk: info.sdk ?? `^${sdkVersion}`,
    name: withTranslations(declaration.name, catalogues, 'plugin.name') ?? declaration.id,
    description: withTranslations(declaration.description, catalogues, 'plugin.description') ?? '',
    category: declaration.category,
    ...(info.author !== undefined && { author: info.author }),
    ...(info.homepage !== undefined && { homepage: info.homepage }),
    ...(info.license !== undefined && { license: info.license }),
    capabilities: needed,
    intents: {
      standard: intentsOf(pieces).filter((intent) => !isPrivileged(intent)),
      privileged: Object.entries(declaration.intents ?? {}).flatMap(([name, intent]) =>
        isPrivileged(name) && intent
          ? [
              {
                name,
                reason: intent.reason,
                ...(intent.degraded !== undefined && { degraded: intent.degraded }),
              },
            ]
          : [],
      ),
    },
    permissions: sorted(needed.flatMap(({ id }) => capabilities[id].permissions)),
    hosts: [...(declaration.hosts ?? [])],
    dataLeaving: dataLeaving(
      declaration.hosts ?? [],
      needed.map(({ id }) => id),
      Object.keys(declaration.intents ?? {}),
    ),
    premium: describePremium(declaration),
    config: describeConfig(declaration),
    data: describeData(declaration),
    emits: Object.fromEntries(
      Object.entries(declaration.emits ?? {}).map(([name, schema]) => [name, jsonSchemaOf(schema)]),
    ),
    ...(declaration.offers && { offers: declaration.offers.id }),
    uses: describeUses(declaration, info.ranges ?? {}),
    pieces: pieces.flatMap((piece) => describePiece(declaration, piece, () => undefined) ?? []),
    locales: Object.fromEntries(
      Object.entries(catalogues).map(([locale, catalogue]) => [locale, { ...catalogue }]),
    ),
    installTypes: ['guild'],
    contexts: ['guild'],
  };
}

/** Intents that the event pieces need, privileged ones included. */
export function intentsOf(pieces: readonly Piece[]): readonly string[] {
  return sorted(
    pieces.flatMap((piece) => {
      if (piece.kind === 'on') return clientEventRequirement(piece.event)?.intent ?? [];
      if (piece.kind === 'onRaw') return rawEventRequirement(piece.event)?.intent ?? [];
      if (piece.kind === 'messageCommand') return 'GuildMessages';
      if (piece.kind !== 'sapphire') return [];
      const { event, runs } = inspectSapphire(piece);
      if (event !== undefined) return clientEventRequirement(event)?.intent ?? [];
      return runs.includes('messageRun') ? 'GuildMessages' : [];
    }),
  );
}

function isPrivileged(intent: string): intent is PrivilegedIntent {
  return (privilegedIntents as readonly string[]).includes(intent);
}

function describeData(declaration: AnyPluginDeclaration): Manifest['data'] {
  const described: [string, ManifestCollection][] = Object.entries(declaration.data ?? {}).map(
    ([name, collection]) => [
      name,
      {
        version: collection.version,
        schema: jsonSchemaOf(collection.schema, 'output'),
        key: [...collection.key],
        indexes: (collection.indexes ?? []).map((fields) => [...fields]),
        unique: (collection.unique ?? []).map((fields) => [...fields]),
        personal: [...(collection.personal ?? [])],
        ...(collection.tally === undefined ? {} : { tally: [...collection.tally] }),
        ...(collection.encrypted === undefined ? {} : { encrypted: [...collection.encrypted] }),
      },
    ],
  );
  return Object.fromEntries(described);
}

function describePremium(declaration: AnyPluginDeclaration): Manifest['premium'] {
  return Object.entries(declaration.premium ?? {}).map(([name, { title, description, from }]) => ({
    name,
    title,
    ...(description === undefined ? {} : { description }),
    from: from ?? 'premium',
  }));
}

function describeUses(
  declaration: AnyPluginDeclaration,
  ranges: Readonly<Record<string, string>>,
): Manifest['uses'] {
  return Object.values(declaration.uses?.() ?? {}).map((used) => {
    const optional = 'optional' in used;
    const { id }: Service = optional ? used.optional : used;
    const range = ranges[id];
    return range === undefined ? { id, optional } : { id, optional, range };
  });
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
