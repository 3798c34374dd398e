export { manifestBlockSchema } from './block-schema.ts';
export { actionsOf, blocksByAddress, childBlocks, routesOf } from './block-tree.ts';
export type {
  ManifestAction,
  ManifestBlock,
  ManifestBulk,
  ManifestCall,
  ManifestForm,
  ManifestLink,
  ManifestShown,
  ManifestTable,
} from './block-types.ts';
export { dataLeaving } from './data-leaving.ts';
export { configPaths } from './describe-config.ts';
export { channelTypeNumbers } from './describe-options.ts';
export { longestModalText } from './describe-pieces.ts';
export { describePlugin, intentsOf, type PackageInfo } from './describe-plugin.ts';
export { dateFormat, jsonSchemaOf } from './json-schema.ts';
export { filledPath, pageUrl } from './page-url.ts';
export { patternsOf, repeatsFormat, type SchemaPattern } from './patterns.ts';
export { manifestSchema } from './schema.ts';
export type {
  DataLeaving,
  JsonSchema,
  Manifest,
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
