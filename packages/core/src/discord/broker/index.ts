export { Broker } from './broker.ts';
export {
  asCore,
  asPlugin,
  type CallOwner,
  type Cause,
  currentOwner,
  type Entrance,
  entrance,
} from './call-owner.ts';
export type { DiscordWrite } from './discord-write.ts';
export type { InteractionGrant } from './interaction-tokens.ts';
export { namingCallers } from './naming-callers.ts';
export { BrokerRefusal, type RefusalReason, type RefusedCall, toRefusal } from './refusal.ts';
export { RestBudget } from './rest-budget.ts';
export { capabilitiesFor } from './route-capabilities.ts';
export type { CapturedWrite } from './shadow.ts';
export { type WriteAction, writeActionOf } from './write-actions.ts';
