import { testOf } from '../../reproduction/index.ts';
import { type Route, route } from '../contract/route.ts';
import { getProblemScene } from '../contracts/problem-scenes.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import type { RouteDependencies } from './dependencies.ts';
import { installedOf } from './installed-of.ts';

export function problemSceneRoutes({ services }: RouteDependencies): Route[] {
  return [
    route(getProblemScene).handle(async ({ params }) => {
      const { guildId, pluginId } = params;
      await installedOf(services(), guildId, pluginId);
      const kept = await services().problemScene(guildId, pluginId);
      if (!kept) throw new RequestProblem('scene_not_found');
      const { scene, at, expiresAt } = kept;
      const { code, message, piece } = scene.problem;
      return {
        status: 200,
        body: {
          at: at.toISOString(),
          keptUntil: expiresAt.toISOString(),
          pluginVersion: scene.version,
          problem: { code, message, piece: piece ?? null },
          steps: scene.steps.length,
          leftOut: Object.values(scene.leftOut).reduce((sum, count) => sum + count, 0),
          scene: { ...scene },
          ...testOf(scene),
        },
      };
    }),
  ];
}
