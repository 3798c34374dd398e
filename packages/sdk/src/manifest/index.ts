export { configPaths } from './describe-config.ts';
export { channelTypeNumbers } from './describe-options.ts';
export { longestModalText } from './describe-pieces.ts';
export { describePlugin, intentsOf, type PackageInfo } from './describe-plugin.ts';
export { dateFormat, jsonSchemaOf } from './json-schema.ts';
export { manifestSchema } from './schema.ts';
export type {
  JsonSchema,
  Manifest,
  ManifestBlock,
  ManifestChoice,
  ManifestCollection,
  ManifestCommand,
  ManifestCommandOption,
  ManifestMenu,
  ManifestModalField,
  ManifestOptionType,
  ManifestPage,
  ManifestPiece,
  ManifestRoute,
  ManifestSchedule,
  ManifestSubcommand,
} from './types.ts';
