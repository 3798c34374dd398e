import type { Installation } from '../../installations/types.ts';
import { changelogBetween, compareVersions, type PluginVersion } from '../../plugins/index.ts';
import { type Route, route } from '../contract/route.ts';
import {
  confirmUpdate,
  listTransitions,
  moveInstallation,
  previewUpdate,
  rollbackInstallation,
} from '../contracts/versions.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import { ActorViews } from './actor-views.ts';
import { byDashboard } from './by-dashboard.ts';
import type { RouteDependencies } from './dependencies.ts';
import { installationView } from './installation-view.ts';
import { installedOf } from './installed-of.ts';
import { pageOf } from './page-of.ts';

export function versionRoutes({ services, cursors }: RouteDependencies): Route[] {
  const installed = (guildId: string, pluginId: string) => installedOf(services(), guildId, pluginId);

  function versionOf(pluginId: string, wanted: string | undefined): PluginVersion {
    const { catalogue } = services();
    const newest = catalogue.newest(pluginId);
    if (!newest) throw new RequestProblem('plugin_not_found');
    const found =
      wanted === undefined
        ? newest
        : catalogue.versions(pluginId).find((version) => version.version === wanted);
    if (!found) throw new RequestProblem('version_not_found');
    return found;
  }

  const answer = (installation: Installation) => ({
    status: 200 as const,
    body: installationView(installation),
    revision: installation.revision,
  });

  return [
    route(previewUpdate).handle(async ({ params, query }) => {
      const { guildId, pluginId } = params;
      const { version: current, consent: given } = await installed(guildId, pluginId);
      const target = versionOf(pluginId, query.version);
      const consent = await services().installations.consentDifference(guildId, pluginId, target.hash);
      const { version, hash, manifestHash } = target;
      return {
        status: 200,
        body: {
          from: current.version,
          to: {
            version,
            hash,
            manifestHash,
            changelog: changelogOf(current, target),
          },
          consent: {
            required: consent.required,
            capabilities: [...consent.capabilities],
            intents: [...consent.intents],
            hosts: [...consent.hosts],
            dataLeaving: [...consent.dataLeaving],
          },
          tier: current.tier === target.tier ? null : { from: current.tier, to: target.tier },
          sharesContent: target.manifest.dataLeaving.includes('content')
            ? (given.sharesContent ?? false)
            : null,
        },
      };
    }),
    route(moveInstallation).handle(async ({ params, body, ifMatch, session }) => {
      const { guildId, pluginId } = params;
      await installed(guildId, pluginId);
      return answer(
        await services().installations.update({
          guildId,
          pluginId,
          ...(body.version === undefined ? {} : { version: body.version }),
          ...(body.manifestHash === undefined ? {} : { manifestHash: body.manifestHash }),
          ...(body.sharesContent === undefined ? {} : { sharesContent: body.sharesContent }),
          ...(ifMatch === undefined ? {} : { expectedRevision: ifMatch }),
          actor: byDashboard(session),
        }),
      );
    }),
    route(rollbackInstallation).handle(async ({ params, ifMatch, session }) =>
      answer(
        await services().installations.rollback({
          ...params,
          ...(ifMatch === undefined ? {} : { expectedRevision: ifMatch }),
          actor: byDashboard(session),
        }),
      ),
    ),
    route(confirmUpdate).handle(async ({ params, ifMatch, session }) =>
      answer(
        await services().installations.confirmUpdate({
          ...params,
          ...(ifMatch === undefined ? {} : { expectedRevision: ifMatch }),
          actor: byDashboard(session),
        }),
      ),
    ),
    route(listTransitions).handle(async ({ params, query }) => {
      const { guildId, pluginId } = params;
      await installed(guildId, pluginId);
      const { items, nextCursor } = await pageOf(
        cursors,
        ['transitions', guildId, pluginId],
        query,
        (limit, before) =>
          services().installations.transitions(
            guildId,
            pluginId,
            limit,
            before === undefined ? undefined : Number(before),
          ),
        ({ revision }) => revision,
      );
      const actors = new ActorViews(services().directory, guildId);
      return {
        status: 200,
        body: {
          items: await Promise.all(
            items.map(async ({ revision, from, to, version, at, actor, reason }) => ({
              revision,
              from,
              to,
              version,
              at: at.toISOString(),
              actor: await actors.of(actor),
              reason: reason ?? null,
            })),
          ),
          nextCursor,
        },
      };
    }),
  ];
}

/** Of going back, the newer version tells what is given up. */
function changelogOf(from: PluginVersion, to: PluginVersion): string | null {
  const [, newer] = [from, to].toSorted((a, b) => compareVersions(a.version, b.version));
  return newer?.changelog === undefined ? null : changelogBetween(newer.changelog, from.version, to.version);
}
