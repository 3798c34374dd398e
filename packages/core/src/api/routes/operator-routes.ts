import type { PluginVersion } from '../../plugins/index.ts';
import { type Route, route } from '../contract/route.ts';
import {
  distrustVersion,
  fetchPlugin,
  type HeldVersionView,
  listHeldVersions,
  removeHeldVersion,
  trustVersion,
  uploadPlugin,
} from '../contracts/operator-plugins.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import type { Session } from '../sign-in/session-store.ts';
import type { RouteDependencies } from './dependencies.ts';

export function operatorRoutes({ services }: RouteDependencies): Route[] {
  const by = ({ userId, name }: Session) => ({ userId, name });
  const view = async (version: PluginVersion): Promise<HeldVersionView> => {
    const { catalogue, store } = services();
    const isNewest = catalogue.newest(version.id)?.hash === version.hash;
    return heldView(version, await store.useOf(version.id, version.hash), isNewest);
  };
  const trust = async ({ pluginId, hash }: { pluginId: string; hash: string }, trusted: boolean) => {
    if (!services().catalogue.get(pluginId, hash)) throw new RequestProblem('version_not_found');
    return { status: 200 as const, body: await view(await services().store.trust(pluginId, hash, trusted)) };
  };
  return [
    route(listHeldVersions).handle(async () => {
      const { catalogue } = services();
      const all = catalogue
        .list()
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .flatMap(({ id }) => catalogue.versions(id));
      return { status: 200, body: { items: await Promise.all(all.map(view)) } };
    }),
    route(uploadPlugin).handle(async ({ upload, session }) => ({
      status: 201,
      body: await view(await services().store.addTarball(upload, by(session))),
    })),
    route(fetchPlugin).handle(async ({ body, session }) => {
      const { registryUrl, name, version } = body;
      const request = { registryUrl, name, ...(version === undefined ? {} : { version }) };
      return { status: 201, body: await view(await services().store.addFromRegistry(request, by(session))) };
    }),
    route(trustVersion).handle(({ params }) => trust(params, true)),
    route(distrustVersion).handle(({ params }) => trust(params, false)),
    route(removeHeldVersion).handle(async ({ params }) => {
      const { pluginId, hash } = params;
      if (!services().catalogue.get(pluginId, hash)) throw new RequestProblem('version_not_found');
      await services().store.remove(pluginId, hash);
      return { status: 204 };
    }),
  ];
}

function heldView(version: PluginVersion, guilds: number, isNewest: boolean): HeldVersionView {
  const { id, hash, manifestHash, manifest, tier, firstParty, origin } = version;
  return {
    id,
    version: version.version,
    hash,
    manifestHash,
    package: manifest.package,
    name: manifest.name,
    description: manifest.description,
    author: manifest.author ?? null,
    tier,
    firstParty,
    trusted: version.trusted === true,
    asks: {
      capabilities: manifest.capabilities.map((capability) => ({
        id: capability.id,
        reason: capability.reason,
      })),
      permissions: [...manifest.permissions],
      privilegedIntents: manifest.intents.privileged.map((intent) => intent.name),
      hosts: [...manifest.hosts],
    },
    added: origin
      ? {
          at: origin.at.toISOString(),
          from: origin.from,
          registry: origin.registry ?? null,
          by: origin.by ?? null,
        }
      : null,
    guilds,
    // What comes with Guildhall would be back at the next start.
    removable: guilds === 0 && !(firstParty && isNewest),
  };
}
