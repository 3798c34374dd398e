import { isAtLeast, secureIsolation } from '../../sandbox/index.ts';
import { type Route, route } from '../contract/route.ts';
import { getIsolation } from '../contracts/isolation.ts';
import type { RouteDependencies } from './dependencies.ts';

export function isolationRoutes({ services }: RouteDependencies): Route[] {
  return [
    route(getIsolation).handle(async () => {
      const { achieved, minimum, which } = await services().isolation();
      return {
        status: 200,
        body: {
          achieved,
          minimum,
          which,
          secure: isAtLeast(achieved, secureIsolation),
          runs: isAtLeast(achieved, minimum),
        },
      };
    }),
  ];
}
