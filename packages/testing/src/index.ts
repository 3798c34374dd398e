export type { ProblemScene } from '@guildhall/core';
export {
  CannotDo,
  createDiscord,
  type DiscordSimulator,
  type Reply,
  type Violation,
  type VirtualGuild,
  VirtualMember,
} from '@guildhall/discord-simulator';
export {
  checkOffMeansOff,
  checkWithoutIntents,
  OffMeansOffError,
  type OffMeansOffOptions,
  type OffMeansOffReport,
  type Stimulus,
  type Trial,
  type WithoutIntents,
  WithoutIntentsError,
  type WithoutIntentsOptions,
} from './conformance/index.ts';
export type { Leak } from './leaks.ts';
export { type Replay, type ReplayOptions, replayProblem } from './reproduction/index.ts';
export { type SignedIn, signIn } from './sign-in.ts';
export {
  type Configuration,
  type Scene,
  type SceneOptions,
  type Stage,
  StageNotCleanError,
  type StageOptions,
  startGuild,
} from './start-guild.ts';
