export type {
  ChannelKind,
  ChannelLike,
  ChannelSpec,
  GuildOptions,
  MessageLike,
  ModalValue,
  OptionValue,
  Permissions,
  PopulationOptions,
  RoleSpec,
  SayOptions,
  VirtualFile,
  VirtualModal,
} from './actors/index.ts';
export {
  CannotDo,
  type CannotDoReason,
  Reply,
  VirtualGuild,
  VirtualMember,
  VirtualMessage,
} from './actors/index.ts';
export { chatLink } from './control/index.ts';
export type { Faults, StormFault, StormOptions } from './faults/faults.ts';
export type { BusySource } from './idle.ts';
export type { DiscordOptions, DiscordSimulator, VirtualApplication } from './simulator.ts';
export { createDiscord } from './simulator.ts';
export type { Traffic, TrafficEntry } from './traffic.ts';
export type { ApplicationOptions, SkuOptions } from './world/actions/index.ts';
export type { SimulatorClock, Violation, World, WorldEvent } from './world/index.ts';
export { createClock } from './world/index.ts';
