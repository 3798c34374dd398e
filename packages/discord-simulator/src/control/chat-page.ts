import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HttpHandler } from '../server.ts';
import type { ControlGuard } from './guard.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * Scripts, styles and fonts from our own files only, nothing inline and no eval. Pictures in messages and embeds may
 * come from anywhere, as in the real client.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "img-src 'self' https: http://127.0.0.1:* http://localhost:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const notBuilt = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Simulated Discord</title>
<h1>The chat view has not been built</h1>
<p>Build it once, then reload this page:</p>
<pre>pnpm --filter @guildhall/discord-simulator build:chat</pre>
</html>
`;

/** Where `vite build chat` puts the chat view, seen from `src/control` and from `dist/control` alike. */
export const builtChat = fileURLToPath(new URL('../../dist-chat/', import.meta.url));

/**
 * Serves the chat view under `/chat`. `/chat?token=…` turns the token into a cookie that scripts cannot read, and
 * leads to the same address without it, so that it stays in no history.
 */
export function chatPage(guard: ControlGuard, folder = builtChat): HttpHandler {
  return async (request, response, { url, rest }) => {
    if (guard.isForeign(request)) {
      plain(response, 403, 'The chat view answers only on its own loopback address.');
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const token = url.searchParams.get('token');
    if (token !== null) {
      if (!guard.matches(token)) {
        plain(
          response,
          401,
          'This chat link is from an earlier run. Open the one that the simulator printed when it started last.',
        );
        return;
      }
      url.searchParams.delete('token');
      response.writeHead(303, {
        location: `/chat${url.search}`,
        'set-cookie': `${guard.cookieName}=${token}; Path=/control; HttpOnly; SameSite=Strict`,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      });
      response.end();
      return;
    }
    await sendFile(response, folder, rest === '/' ? '/index.html' : rest);
  };
}

async function sendFile(response: ServerResponse, folder: string, path: string): Promise<void> {
  const file = join(folder, decodeURIComponent(path));
  const type = types[extname(file)];
  let content: Buffer | null = null;
  if (type !== undefined && file.startsWith(folder.endsWith(sep) ? folder : folder + sep)) {
    content = await readFile(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'EISDIR') return null;
      throw error;
    });
  }
  if (content === null && path === '/index.html') {
    response.writeHead(503, {
      'content-type': types['.html'],
      'content-security-policy': "default-src 'none'",
    });
    response.end(notBuilt);
    return;
  }
  if (content === null) {
    plain(response, 404, 'Not found');
    return;
  }
  response.writeHead(200, {
    'content-type': type,
    'content-length': content.length,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    // Built files carry a hash of their content in their names.
    'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(content);
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}
