import type { Route } from '../router.ts';
import { autoModRoutes } from './automod.ts';
import { channelRoutes } from './channels.ts';
import { commandRoutes } from './commands.ts';
import { entitlementRoutes } from './entitlements.ts';
import { expressionRoutes } from './expressions.ts';
import type { GatewayInfo } from './gateway.ts';
import { gatewayRoutes } from './gateway.ts';
import { guildRoutes } from './guilds.ts';
import { interactionRoutes } from './interactions.ts';
import { memberRoutes } from './members.ts';
import { messageRoutes } from './messages.ts';
import { pollRoutes } from './polls.ts';
import { scheduledEventRoutes } from './scheduled-events.ts';
import { userRoutes } from './users.ts';
import { webhookRoutes } from './webhooks.ts';
import { widgetRoutes } from './widget.ts';

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
    ...widgetRoutes,
    ...scheduledEventRoutes,
    ...pollRoutes,
    ...expressionRoutes,
    ...entitlementRoutes,
    ...autoModRoutes,
  ];
}
