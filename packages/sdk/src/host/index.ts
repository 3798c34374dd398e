export {
  type Capability,
  type CapabilityId,
  capabilities,
  type IntentName,
  isCapabilityId,
  privilegedIntents,
} from '../capabilities.ts';
export { ConfigByPlace, type Override, type ParentOf } from '../config-by-place.ts';
export { isPlugin, pluginMark } from '../contract.ts';
export {
  type CustomId,
  type CustomIdParameter,
  customIdLimit,
  decodePayload,
  encodeCustomId,
  parseCustomId,
} from '../custom-id/index.ts';
export { accessLevels } from '../definition/access-levels.ts';
export {
  type ClientEventName,
  clientEventRequirement,
  type EventRequirement,
  type RawEventName,
  rawEventRequirement,
  rawEvents,
} from '../events.ts';
export { pointId } from '../extension-point.ts';
export { embedLength, isEmptyEmbed } from '../fields/embed.ts';
export { unknownPlaceholder } from '../fields/placeholders.ts';
export {
  customEmojiId,
  filledUrl,
  isCron,
  isEmoji,
  isPattern,
  isTimezone,
  type UrlFault,
  urlFault,
} from '../fields/rules.ts';
export { takesAnyUser } from '../fields/takes-any-user.ts';
export { fieldWidgets, overrideScopes } from '../fields/ui.ts';
export * from '../index.ts';
export { placeholdersOf, translate } from '../locales/index.ts';
export * from '../manifest/index.ts';
export { permissionNames } from '../permissions.ts';
export { sapphireArguments } from '../pieces/inspect-sapphire.ts';
export { pathNames } from '../pieces/make-route.ts';
export { readModalFields } from '../pieces/read-modal-fields.ts';
export { sapphireEvents } from '../pieces/sapphire-types.ts';
export { type SapphireFile, withSapphireFiles } from '../sapphire-files.ts';
export { SourcePositions } from '../source-positions/index.ts';
export { sdkVersion } from '../version.ts';
