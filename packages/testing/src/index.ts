export {
  createDiscord,
  type DiscordSimulator,
  type Reply,
  type VirtualGuild,
  type VirtualMember,
} from '@guildhall/discord-simulator';
export {
  type Configuration,
  type Scene,
  type SceneOptions,
  type Stage,
  type StageOptions,
  startGuild,
} from './start-guild.ts';
