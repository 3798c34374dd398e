export { type ActDecision, canActOn, hasPermission, type Standing } from './can-act-on.ts';
export { accessOf, type GuildAccess, guildAccess } from './guild-access.ts';
export {
  type GuildRules,
  type Hindrance,
  hindranceOf,
  permissionsIn,
  type Somebody,
} from './hindrance-of.ts';
export { obstacleTo } from './obstacle-to.ts';
