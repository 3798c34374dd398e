import { automod } from '../contract.ts';
import { stateOf } from '../engine/guild-state.ts';

/** What is remembered of roles and invites is looked up anew when they change. */
export const changes = [
  automod.onRaw('GUILD_ROLE_UPDATE', (ctx) => stateOf(ctx).rolesChanged()),
  automod.onRaw('GUILD_ROLE_DELETE', (ctx) => stateOf(ctx).rolesChanged()),
  automod.onRaw('INVITE_CREATE', (ctx) => stateOf(ctx).invitesChanged()),
];
