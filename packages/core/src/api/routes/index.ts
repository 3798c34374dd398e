import type { Route } from '../contract/route.ts';
import { auditRoutes } from './audit-routes.ts';
import { commandRoutes } from './command-routes.ts';
import { configRoutes } from './config-routes.ts';
import { deadLetterRoutes } from './dead-letter-routes.ts';
import type { RouteDependencies } from './dependencies.ts';
import { explanationRoutes } from './explanation-routes.ts';
import { guildRoutes } from './guild-routes.ts';
import { guildSettingsRoutes } from './guild-settings-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { installationRoutes } from './installation-routes.ts';
import { isolationRoutes } from './isolation-routes.ts';
import { killSwitchRoutes } from './kill-switch-routes.ts';
import { liveRoutes } from './live-routes.ts';
import { memberDataRoutes } from './member-data-routes.ts';
import { metaRoutes } from './meta-routes.ts';
import { openApiRoutes } from './openapi-routes.ts';
import { operatorRoutes } from './operator-routes.ts';
import { pageRoutes } from './page-routes.ts';
import { planRoutes } from './plan-routes.ts';
import { pluginRoutes } from './plugin-routes.ts';
import { problemSceneRoutes } from './problem-scene-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { shadowRoutes } from './shadow-routes.ts';
import { versionRoutes } from './version-routes.ts';

/** Every operation with its handler. */
export function allRoutes(deps: RouteDependencies & { readonly closing: AbortSignal }): readonly Route[] {
  return [
    ...sessionRoutes(deps),
    ...metaRoutes(deps),
    ...guildRoutes(deps),
    ...guildSettingsRoutes(deps),
    ...pluginRoutes(deps),
    ...pageRoutes(deps),
    ...installationRoutes(deps),
    ...shadowRoutes(deps),
    ...problemSceneRoutes(deps),
    ...deadLetterRoutes(deps),
    ...versionRoutes(deps),
    ...configRoutes(deps),
    ...auditRoutes(deps),
    ...explanationRoutes(deps),
    ...memberDataRoutes(deps),
    ...planRoutes(deps),
    ...commandRoutes(deps),
    ...isolationRoutes(deps),
    ...killSwitchRoutes(deps),
    ...operatorRoutes(deps),
    ...liveRoutes(deps),
    ...openApiRoutes(deps),
    ...healthRoutes(deps),
  ];
}
