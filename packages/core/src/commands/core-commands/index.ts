export { type CoreCommandParts, coreCommandBodies, coreCommandPieces } from './core-commands.ts';
export { corePermissions, type Initialization, initializeGuild } from './initialize-guild.ts';
