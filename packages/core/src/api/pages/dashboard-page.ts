import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Middleware } from 'koa';
import { folderServer } from './serve-folder.ts';

const notBuilt = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Guildhall: the dashboard is not built</title></head>
<body>
<h1>The dashboard is not built yet</h1>
<p>Guildhall is running, but the folder <code>packages/dashboard/dist</code> has no <code>index.html</code>.</p>
<p>Run <code>npm run setup</code> in the repository, then reload this page. The API works meanwhile: see <a href="/docs">/docs</a>.</p>
</body>
</html>
`;

/**
 * The dashboard's built files, and its page for every other address, because its router reads them in the browser.
 * Files with a hash in their name never change; the page is asked for again each time.
 */
export function dashboardPage(folder: string): Middleware {
  let built: { serve: ReturnType<typeof folderServer>; page: Buffer } | undefined;

  function read() {
    const index = join(folder, 'index.html');
    // Built while this runs: from the next request on, it is there.
    if (!built && existsSync(index)) {
      built = {
        serve: folderServer(folder, {
          cacheControl: (path) =>
            path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        }),
        page: readFileSync(index),
      };
    }
    return built;
  }

  return async (context, next) => {
    if (context.method !== 'GET' && context.method !== 'HEAD') return next();
    context.state.operation = 'dashboard';
    const { serve, page } = read() ?? {};
    if (!serve) {
      context.status = 503;
      context.type = 'html';
      context.body = notBuilt;
      return;
    }
    const isFile = /\.[\w]+$/.test(context.path);
    if (context.path !== '/' && isFile) {
      if (await serve(context, context.path)) return;
      return next();
    }
    context.set('cache-control', 'no-cache');
    context.type = 'html';
    context.body = page;
  };
}
