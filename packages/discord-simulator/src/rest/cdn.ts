import type { ServerResponse } from 'node:http';
import type { World } from '../world/world.ts';

/** Colours of Discord's own default avatars. */
const colours = ['#5865f2', '#757e8a', '#3ba55c', '#faa61a', '#ed4245', '#eb459f'];

/**
 * Serves `/cdn`: attachments, pictures that were uploaded, and default avatars.
 * `path` is what follows the prefix.
 */
export function serveCdn(world: World, path: string, response: ServerResponse): void {
  const attachment = /^\/attachments\/\d+\/(\d+)\//.exec(path);
  if (attachment?.[1]) {
    const data = world.blobs.get(attachment[1]);
    if (data) sendBytes(response, typeOf(path), data);
    else missing(response);
    return;
  }
  const fallback = /^\/embed\/avatars\/(\d+)\.(?:png|svg)$/.exec(path);
  if (fallback?.[1]) {
    const colour = colours[Number(fallback[1]) % colours.length];
    const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="${colour}"/><circle cx="32" cy="26" r="11" fill="#fff"/><path d="M12 56a20 20 0 0 1 40 0z" fill="#fff"/></svg>`;
    sendBytes(response, 'image/svg+xml', Buffer.from(picture));
    return;
  }
  const picture = /\/([0-9a-f]{32})(?:\.\w+)?$/.exec(path);
  const data = picture?.[1] ? world.blobs.get(picture[1]) : undefined;
  if (data) sendBytes(response, typeOf(path), data);
  else missing(response);
}

const types: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json',
};

function typeOf(path: string): string {
  return types[path.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

function sendBytes(response: ServerResponse, contentType: string, data: Buffer): void {
  response.writeHead(200, {
    'content-type': contentType,
    'content-length': data.length,
    'access-control-allow-origin': '*',
    // What members upload is never run as a page of ours.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'x-content-type-options': 'nosniff',
  });
  response.end(data);
}

function missing(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/plain' });
  response.end('Not Found');
}
