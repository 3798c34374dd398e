export { type ActDecision, canActOn, hasPermission, type Standing, topPosition } from './can-act-on.ts';
export { accessOf, type GuildAccess, guildAccess } from './guild-access.ts';
