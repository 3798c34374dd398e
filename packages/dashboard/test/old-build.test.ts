import { beforeEach, expect, test, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { leaveOldBuild } from '../src/app/old-build.ts';

const build = '/assets/index-old.js';
const page = (entry: string) => new Response(`<script type="module" src="${entry}"></script>`);
const gone = () => dispatchEvent(new Event('vite:preloadError', { cancelable: true }));
const settled = () => new Promise((done) => setImmediate(done));

/** Each has a build of its own: what listens to the window stays until the file's end. */
function tab(entry: string) {
  const loaded: string[] = [];
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: {} },
      {
        path: '/audit',
        component: async () => {
          gone();
          throw new TypeError('Failed to fetch dynamically imported module');
        },
      },
    ],
  });
  leaveOldBuild(router, entry, (to) => loaded.push(to));
  return { router, loaded };
}

beforeEach(() => {
  sessionStorage.clear();
});

test('a part that a new build no longer has loads the tab anew, where it was going, and once', async () => {
  const asked = vi.fn(async () => page('/assets/index-new.js'));
  vi.stubGlobal('fetch', asked);
  const { router, loaded } = tab(build);
  await router.push('/');
  await expect(router.push('/audit')).rejects.toThrow('dynamically imported');
  await settled();
  expect(loaded).toEqual(['/audit']);
  expect(asked).toHaveBeenCalledWith('/', { cache: 'no-store' });
  gone();
  await settled();
  expect(loaded).toEqual(['/audit']);
});

test('outside of a way to another page, the page that is open is loaded', async () => {
  vi.stubGlobal('fetch', async () => page('/assets/index-new.js'));
  const { loaded } = tab('/assets/index-second.js');
  gone();
  await settled();
  expect(loaded).toEqual([location.href]);
});

test.each([
  ['the build is still the same', async () => page('/assets/index-third.js')],
  ['nothing answers', async () => Promise.reject(new TypeError('Failed to fetch'))],
  ['the host is starting', async () => new Response('', { status: 503 })],
])('nothing is loaded anew when %s', async (_why, answer) => {
  vi.stubGlobal('fetch', answer);
  const { loaded } = tab('/assets/index-third.js');
  gone();
  await settled();
  expect(loaded).toEqual([]);
});
