import type { IncomingMessage, ServerResponse } from 'node:http';

/** A form that is longer than this is none of ours. */
const longestForm = 64 * 1024;

/** Why a request's body could not be read as a form. */
export class NoForm extends Error {}

/** Reads an urlencoded body. Throws {@link NoForm} for anything else: Discord takes no JSON here. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    throw new NoForm('The body must be application/x-www-form-urlencoded.');
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestForm) throw new NoForm('The form is too long.');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    pragma: 'no-cache',
  });
  response.end(JSON.stringify(body));
}

/**
 * Whether a page of ours, or no browser at all, sent this. A foreign page's request names its own origin, and one
 * through a name that was bound to our address (DNS rebinding) names that host.
 */
export function isOurs(request: IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.includes(host.toLowerCase())) return false;
  // Browsers hide the origin ("null") after a redirect from elsewhere; a form of ours is always posted directly.
  return origin === undefined || hosts.some((it) => origin.toLowerCase() === `http://${it}`);
}
