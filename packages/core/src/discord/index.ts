export {
  asCore,
  asPlugin,
  Broker,
  BrokerRefusal,
  type CallOwner,
  type CapturedWrite,
  type Cause,
  currentOwner,
  type DiscordWrite,
  type Entrance,
  entrance,
  type InteractionGrant,
  type RefusalReason,
  RestBudget,
  toRefusal,
  type WriteAction,
  writeActionOf,
} from './broker/index.ts';
export { type Bot, type BotOptions, createBot } from './create-bot.ts';
export type {
  ChannelView,
  GuildDirectory,
  GuildView,
  MemberView,
  OverwriteView,
  RoleView,
} from './directory-types.ts';
export { type FrameConsumer, structuresOptional } from './dispatch-tap.ts';
export { BotStartError } from './errors.ts';
export { Frame, SequenceLedger } from './frame.ts';
export { isDeadProcessHere } from './gateway-sessions.ts';
export {
  type ChosenIntents,
  type PrivilegedIntentName,
  wayToIntent,
} from './intents.ts';
export { isKeptUp } from './is-kept-up.ts';
export type { DiscordMetrics } from './metrics.ts';
export type { GuildhallClient } from './sapphire-client.ts';
export {
  fullSight,
  type Sight,
  sightIn,
  sightOf,
  sightWith,
  visibleTo,
  withholdingFrom,
  withoutWritten,
} from './withheld.ts';
