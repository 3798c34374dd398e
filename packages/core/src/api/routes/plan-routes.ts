import { includes, type PlanGrant } from '../../plans/index.ts';
import { type Route, route } from '../contract/route.ts';
import {
  getGuildPlans,
  grantPlan,
  listPlanGrants,
  type PlanGrantView,
  revokePlan,
} from '../contracts/plans.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import { ActorViews } from './actor-views.ts';
import { byDashboard } from './by-dashboard.ts';
import type { RouteDependencies } from './dependencies.ts';

export function planRoutes({ services }: RouteDependencies): Route[] {
  const view = async (grant: PlanGrant): Promise<PlanGrantView> => {
    const actors = new ActorViews(services().directory, grant.guildId);
    const { id, guildId, pluginId, plan, source, reason, from, until, revokedAt } = grant;
    return {
      id,
      guildId,
      pluginId,
      plan,
      source,
      reason,
      grantedBy: await actors.of(grant.grantedBy),
      from: from.toISOString(),
      until: until?.toISOString() ?? null,
      revokedAt: revokedAt?.toISOString() ?? null,
    };
  };
  return [
    route(getGuildPlans).handle(async ({ params }) => {
      const { guildId } = params;
      const { installations, plans } = services();
      const items = await Promise.all(
        (await installations.list(guildId)).map(async ({ pluginId, version }) => {
          const { name, until } = await plans.current(guildId, pluginId);
          return {
            pluginId,
            plan: name,
            until: until?.toISOString() ?? null,
            features: version.manifest.premium.map((feature) => ({
              name: feature.name,
              included: includes(name, feature.from),
            })),
          };
        }),
      );
      return { status: 200, body: { items } };
    }),
    route(listPlanGrants).handle(async ({ params }) => ({
      status: 200,
      body: { items: await Promise.all((await services().plans.list(params.guildId)).map(view)) },
    })),
    route(grantPlan).handle(async ({ params, body, session }) => {
      const { guildId } = params;
      const { directory, catalogue, plans } = services();
      if (!directory.guild(guildId)) throw new RequestProblem('guild_not_found');
      if (body.pluginId !== undefined && !catalogue.newest(body.pluginId)) {
        throw new RequestProblem('plugin_not_found');
      }
      const grant = await plans.grant(
        {
          guildId,
          pluginId: body.pluginId ?? null,
          plan: body.plan,
          until: body.until === undefined ? null : new Date(body.until),
          reason: body.reason,
        },
        byDashboard(session),
      );
      return { status: 201, body: await view(grant) };
    }),
    route(revokePlan).handle(async ({ params, session }) => {
      const revoked = await services().plans.revoke(params.guildId, params.grantId, byDashboard(session));
      if (!revoked) throw new RequestProblem('plan_grant_not_found');
      return { status: 204 };
    }),
  ];
}
