import type { ManifestRoute } from '@guildhall/sdk/host';
import { type SignedIn, signIn } from '../sign-in.ts';
import { sampleOf } from './sample.ts';
import { idsOf, type Stimulus, type Trial } from './trial.ts';

/** The guild's owner calls each route over HTTP. */
export function routes(trial: Trial): Stimulus[] {
  const { stage, scene, manifest } = trial;
  const ids = idsOf(trial);
  let session: Promise<SignedIn> | undefined;
  return manifest.pieces
    .filter((piece): piece is ManifestRoute => piece.kind === 'route')
    .map((route) => ({
      name: `the route ${route.name}`,
      async act() {
        session ??= signIn(stage.guildhall, scene.guild.owner);
        const params = sampleOf(route.params, ids) as Record<string, unknown>;
        const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
          encodeURIComponent(String(params[name])),
        );
        const query = new URLSearchParams();
        for (const [name, value] of Object.entries(sampleOf(route.query, ids) as Record<string, unknown>)) {
          query.set(name, String(value));
        }
        const admin = await session;
        await admin.fetch(`/api/v1/guilds/${scene.guild.id}/plugins/${manifest.id}${path}?${query}`, {
          method: route.method,
          ...(route.body === undefined
            ? {}
            : {
                headers: { 'content-type': 'application/json' },
                body: JSON.stringify(sampleOf(route.body, ids)),
              }),
        });
        return undefined;
      },
    }));
}
