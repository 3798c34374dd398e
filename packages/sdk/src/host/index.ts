export {
  type Capability,
  type CapabilityId,
  capabilities,
  type IntentName,
  isCapabilityId,
  privilegedIntents,
} from '../capabilities.ts';
export { isPlugin, pluginMark } from '../contract.ts';
export {
  type CustomId,
  type CustomIdParameter,
  customIdLimit,
  decodePayload,
  encodeCustomId,
  parseCustomId,
} from '../custom-id/index.ts';
export { accessLevels } from '../definition/check-routes.ts';
export {
  type ClientEventName,
  clientEventRequirement,
  type EventRequirement,
  type RawEventName,
  rawEventRequirement,
  rawEvents,
} from '../events.ts';
export { pointId } from '../extension-point.ts';
export * from '../index.ts';
export { localize, placeholdersOf, translate } from '../locales/index.ts';
export * from '../manifest/index.ts';
export { pathNames } from '../pieces/make-route.ts';
export { readModalFields } from '../pieces/read-modal-fields.ts';
export { sdkVersion } from '../version.ts';
