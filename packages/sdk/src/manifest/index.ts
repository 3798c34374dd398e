export { dataLeaving } from './data-leaving.ts';
export { configPaths } from './describe-config.ts';
export { channelTypeNumbers } from './describe-options.ts';
export { longestModalText } from './describe-pieces.ts';
export { describePlugin, intentsOf, type PackageInfo } from './describe-plugin.ts';
export { dateFormat, jsonSchemaOf } from './json-schema.ts';
export { patternsOf, repeatsFormat, type SchemaPattern } from './patterns.ts';
export { manifestBlockSchema, manifestSchema } from './schema.ts';
export type {
  DataLeaving,
  JsonSchema,
  Manifest,
  ManifestBlock,
  ManifestChoice,
  ManifestCollection,
  ManifestCommand,
  ManifestCommandOption,
  ManifestFeature,
  ManifestMenu,
  ManifestModalField,
  ManifestOptionType,
  ManifestPage,
  ManifestPiece,
  ManifestRoute,
  ManifestSapphire,
  ManifestSchedule,
  ManifestSubcommand,
} from './types.ts';
