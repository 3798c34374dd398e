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
  const serve = folderServer(folder, {
    cacheControl: (path) =>
      path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  return async (context, next) => {
    if (context.method !== 'GET' && context.method !== 'HEAD') return next();
    context.state.operation = 'dashboard';
    const isFile = /\.[\w]+$/.test(context.path);
    if (isFile) {
      if (await serve(context, context.path)) return;
      return next();
    }
    // Public pages of guilds have addresses too: who wants them found says so elsewhere.
    context.set('x-robots-tag', 'noindex');
    if (await serve(context, '/index.html')) return;
    context.status = 503;
    context.type = 'html';
    context.body = notBuilt;
  };
}
