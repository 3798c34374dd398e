import type { Route } from '../router.ts';
import { channelRoutes } from './channels.ts';
import { commandRoutes } from './commands.ts';
import type { GatewayInfo } from './gateway.ts';
import { gatewayRoutes } from './gateway.ts';
import { guildRoutes } from './guilds.ts';
import { interactionRoutes } from './interactions.ts';
import { memberRoutes } from './members.ts';
import { messageRoutes } from './messages.ts';
import { userRoutes } from './users.ts';
import { webhookRoutes } from './webhooks.ts';

/** Every route that is simulated. */
export function allRoutes(gateway: GatewayInfo): Route[] {
  return [
    ...gatewayRoutes(gateway),
    ...userRoutes,
    ...commandRoutes,
    ...interactionRoutes,
    ...webhookRoutes,
    ...channelRoutes,
    ...messageRoutes,
    ...guildRoutes,
    ...memberRoutes,
  ];
}
