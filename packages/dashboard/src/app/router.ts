import { useQueryCache } from '@pinia/colada';
import { createRouter, createWebHistory, type Router, type RouterHistory } from 'vue-router';
import { api, isProblem, keys } from '../api/index.ts';
import { routes } from './routes.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Open to whoever has not signed in. */
    public?: boolean;
  }
}

/** Every page but the public ones needs a session; without one, sign-in brings the person back to where they wanted. */
export function createDashboardRouter(history: RouterHistory = createWebHistory()): Router {
  const router = createRouter({
    history,
    routes,
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  });
  router.beforeEach(async (to) => {
    if (to.meta.public) return true;
    const cache = useQueryCache();
    const entry = cache.ensure({ key: keys.session, query: api.session, staleTime: 5 * 60_000 });
    try {
      await cache.refresh(entry);
    } catch (error) {
      if (!isProblem(error, 'not_signed_in')) return true; // The page itself says what is wrong.
    }
    if (isProblem(entry.state.value.error, 'not_signed_in')) {
      return { name: 'sign-in', query: to.fullPath === '/' ? {} : { returnTo: to.fullPath } };
    }
    return true;
  });
  router.afterEach((to, from) => {
    // A reader starts at the new page's content, not at the link that led there.
    if (from.matched.length > 0 && to.path !== from.path) {
      requestAnimationFrame(() => document.getElementById('main')?.focus({ preventScroll: true }));
    }
  });
  return router;
}
