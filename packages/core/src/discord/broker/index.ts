export { Broker } from './broker.ts';
export { asCore, asPlugin, type CallOwner, entrance } from './call-owner.ts';
export type { InteractionGrant } from './interaction-tokens.ts';
export { BrokerRefusal, type RefusalReason, toRefusal } from './refusal.ts';
export { capabilitiesFor } from './route-capabilities.ts';
