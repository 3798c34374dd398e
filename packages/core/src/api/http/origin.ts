import type { IncomingMessage } from 'node:http';
import { RequestProblem } from '../problems/request-problem.ts';

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * The origin that the browser sees this host under: PUBLIC_URL; without it, what the browser asked for when that is a
 * loopback address (people open both localhost and 127.0.0.1), else the address that the host listens on.
 */
export function ownOrigin(request: IncomingMessage, publicUrl: URL | undefined, listening: string): string {
  if (publicUrl) return publicUrl.origin;
  const host = request.headers.host ?? '';
  return loopback.test(host) ? `http://${host.toLowerCase()}` : listening;
}

/**
 * Refuses what a page of another site made the browser send. Browsers say where a request comes from in
 * `Sec-Fetch-Site`, older ones in `Origin`; a program sends neither, and has no cookies that it didn't mean to send.
 *
 * @throws `RequestProblem` `cross_site_request`
 */
export function refuseOtherSites(request: IncomingMessage, own: string): void {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new RequestProblem('cross_site_request');
  if (origin !== undefined && origin !== own) throw new RequestProblem('cross_site_request');
}
