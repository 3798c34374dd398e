export {
  type CoreCommandParts,
  coreCommandBodies,
  coreCommandPieces,
  coreMenuBodies,
} from './core-commands.ts';
export { corePermissions, type Initialization, initializeGuild } from './initialize-guild.ts';
