import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Keeps everyone out but who holds the token and reached us by our own address.
 *
 * Guarantees: 1. a request whose Host is not a loopback name with our port is refused, whatever else it carries, so
 * that a name bound to 127.0.0.1 (DNS rebinding) opens nothing; 2. a request that a page of another origin sent is
 * refused, even with our cookie; 3. the token is compared in constant time.
 */
export class ControlGuard {
  readonly #token: string;
  readonly #port: () => number;

  constructor(token: string, port: () => number) {
    this.#token = token;
    this.#port = port;
  }

  /** Cookies know no ports: each simulator on this machine needs a name of its own. */
  get cookieName(): string {
    return `simulator_${this.#port()}`;
  }

  isForeign(request: IncomingMessage): boolean {
    const port = this.#port();
    const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
    const { host, origin } = request.headers;
    if (host === undefined || !hosts.includes(host.toLowerCase())) return true;
    if (origin !== undefined && !hosts.some((it) => origin.toLowerCase() === `http://${it}`)) return true;
    // Sent by every current browser; a plain link to the chat page is a cross-site navigation, and harmless.
    const site = request.headers['sec-fetch-site'];
    return site === 'cross-site' && request.headers['sec-fetch-mode'] !== 'navigate';
  }

  holdsToken(request: IncomingMessage): boolean {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return this.matches(bearer);
    for (const pair of (request.headers.cookie ?? '').split(';')) {
      const [name, value] = pair.trim().split('=', 2);
      if (name === this.cookieName && value !== undefined && this.matches(value)) return true;
    }
    return false;
  }

  matches(given: string): boolean {
    const digest = (text: string) => createHash('sha256').update(text).digest();
    return timingSafeEqual(digest(given), digest(this.#token));
  }
}
