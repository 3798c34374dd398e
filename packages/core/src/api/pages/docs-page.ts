import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Middleware } from 'koa';
import { folderServer } from './serve-folder.ts';

const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Guildhall API</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
<link rel="icon" type="image/png" href="/docs/assets/favicon-32x32.png">
</head>
<body>
<div id="reference"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const script = `window.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  // The session's cookie goes along: it is the same origin.
  requestInterceptor: (request) => Object.assign(request, { credentials: 'same-origin' }),
});
`;

/** The reference at `/docs`, all of it from this host, with no inline script: the page's CSP allows none. */
export function docsPage(): Middleware {
  const serve = folderServer(assets, { cacheControl: () => 'public, max-age=86400' });
  return async (context, next) => {
    if ((context.method !== 'GET' && context.method !== 'HEAD') || !/^\/docs(\/|$)/.test(context.path))
      return next();
    context.state.operation = 'docs';
    if (context.path === '/docs' || context.path === '/docs/') {
      context.type = 'html';
      context.body = page;
      return;
    }
    if (context.path === '/docs/start.js') {
      context.type = 'application/javascript';
      context.body = script;
      return;
    }
    if (!context.path.startsWith('/docs/assets/')) return next();
    if (!(await serve(context, context.path.slice('/docs/assets'.length)))) return next();
  };
}
