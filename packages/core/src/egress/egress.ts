import { FetchRefusal, type FetchRequest, type FetchResponse } from '@guildhall/sdk';
import { type CallOwner, RestBudget } from '../discord/index.ts';
import { type Hop, type HopAnswer, type Internet, realInternet } from './internet.ts';
import { limits } from './limits.ts';
import { isPublicAddress } from './public-address.ts';
import { readUrl } from './read-url.ts';
import { requestHeaders } from './request-headers.ts';

/** Who asks, and whom they may ask. */
export interface Asker {
  readonly pluginId: string;
  readonly guildId: string;
  readonly hosts: readonly string[];
  readonly signal: AbortSignal;
  /** On trial, only what reads is sent. */
  readonly mode: CallOwner['mode'];
}

/** Told of what happens; the host counts it, audits it, and makes Problems of it. */
export interface EgressObserver {
  /** Every call. `outcome`: the status, or the refusal's code. */
  asked?(asker: Asker, host: string, outcome: string): void;
  /** Once a minute at most for each plugin and guild. */
  budgetSpent?(asker: Asker, refusal: FetchRefusal): void;
  /** A plugin on trial would have sent this. */
  captured?(asker: Asker, method: string, url: URL): void;
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const reading = ['GET', 'HEAD'];
const redirects = [301, 302, 303, 307, 308];

/**
 * The one way from plugins to the internet. For every request, and again for every redirect:
 *
 * 1. The host is one that the plugin declares and an admin has consented to; https, port 443.
 * 2. We look its name up ourselves; if any of its addresses is not public, it is refused, and the connection goes to one of
 *    the checked addresses: what the name says a moment later has no effect.
 * 3. Nothing of ours is sent along: no cookies, no connection or proxy of the host's, only headers of a list.
 * 4. Time, size, number at once and number a minute are bounded.
 * 5. Of a plugin on trial only `GET` and `HEAD` are sent: what another service would do, and answer, nobody can make up.
 */
export class Egress {
  readonly #internet: Internet;
  readonly #observer: EgressObserver;
  readonly #budget = new RestBudget(limits.perMinute);
  readonly #underWay = new Map<string, number>();

  constructor(observer: EgressObserver = {}, internet: Internet = realInternet) {
    this.#observer = observer;
    this.#internet = internet;
  }

  /** @throws `FetchRefusal` */
  async fetch(asker: Asker, text: string, request: FetchRequest = {}): Promise<FetchResponse> {
    let host = '';
    try {
      if (asker.signal.aborted) throw off(asker);
      const url = readUrl(text, asker.hosts);
      host = url.hostname;
      const first = readRequest(request);
      if (asker.mode === 'shadow' && !reading.includes(first.method)) {
        this.#observer.captured?.(asker, first.method, url);
        throw new FetchRefusal(
          'FETCH_SHADOW',
          `${asker.pluginId} is on trial here: nothing was sent to ${host}.`,
        );
      }
      const response = await this.#counted(asker, () => this.#follow(asker, url, first));
      this.#observer.asked?.(asker, host, String(response.status));
      return response;
    } catch (error) {
      const refusal = error instanceof FetchRefusal ? error : failed(host, error);
      this.#observer.asked?.(asker, host, refusal.code);
      throw refusal;
    }
  }

  async #counted<T>(asker: Asker, work: () => Promise<T>): Promise<T> {
    const { pluginId, guildId } = asker;
    const key = `${guildId} ${pluginId}`;
    const count = this.#underWay.get(key) ?? 0;
    if (count >= limits.atOnce) {
      throw new FetchRefusal(
        'FETCH_BUDGET',
        `${limits.atOnce} requests are under way here.`,
        'Ask one after the other.',
      );
    }
    const wait = this.#budget.spend(pluginId, guildId);
    if (wait > 0) {
      const refusal = new FetchRefusal(
        'FETCH_BUDGET',
        `${pluginId} has asked other services ${limits.perMinute} times within a minute here.`,
        `It may go on in ${Math.ceil(wait / 1000)} seconds. Keep answers for a while, or spread requests with jobs.`,
      );
      if (this.#budget.isNews(pluginId, guildId)) this.#observer.budgetSpent?.(asker, refusal);
      throw refusal;
    }
    this.#underWay.set(key, count + 1);
    try {
      return await work();
    } finally {
      const left = (this.#underWay.get(key) ?? 1) - 1;
      if (left > 0) this.#underWay.set(key, left);
      else this.#underWay.delete(key);
    }
  }

  async #follow(asker: Asker, from: URL, first: Sent): Promise<FetchResponse> {
    // Real time: a connection doesn't follow the clock of a test.
    const late = AbortSignal.timeout(limits.timeMs);
    const signal = AbortSignal.any([asker.signal, late]);
    const timeless = <T>(work: Promise<T>) =>
      orAborted(work, signal).catch((error: unknown) => {
        if (asker.signal.aborted) throw off(asker);
        if (late.aborted) {
          throw new FetchRefusal(
            'FETCH_TIMEOUT',
            `${from.hostname} took longer than ${limits.timeMs / 1000} seconds.`,
          );
        }
        throw error;
      });
    let url = from;
    let sent = first;
    for (let redirected = 0; ; redirected++) {
      const addresses = await timeless(this.#publicAddresses(url.hostname));
      const hop: Hop = { url, addresses, ...sent, signal };
      const answer: HopAnswer = await timeless(this.#internet.send(hop));
      if (answer.body.byteLength > limits.responseBytes) {
        throw new FetchRefusal('FETCH_TOO_LARGE', `The answer is larger than ${limits.responseBytes} bytes.`);
      }
      const location = redirects.includes(answer.status) ? answer.headers.location : undefined;
      if (location === undefined) return { url: url.href, ...answer };
      if (redirected >= limits.redirects) {
        throw new FetchRefusal(
          'FETCH_REDIRECT',
          `${from.hostname} redirects more than ${limits.redirects} times.`,
        );
      }
      const next = redirectTo(url, location, asker.hosts);
      sent = redirectedRequest(sent, answer.status, next.hostname === url.hostname);
      url = next;
    }
  }

  async #publicAddresses(host: string): Promise<readonly string[]> {
    const addresses = await this.#internet.resolve(host);
    if (addresses.length > 0 && addresses.every(isPublicAddress)) return addresses;
    throw new FetchRefusal(
      'FETCH_ADDRESS',
      addresses.length === 0 ? `${host} has no address.` : `${host} leads to an address that is not public.`,
    );
  }
}

type Sent = Pick<Hop, 'method' | 'headers' | 'body'>;

function readRequest({ method, headers, body }: FetchRequest): Sent {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const asked = method ?? (bytes === undefined ? 'GET' : 'POST');
  if (!methods.includes(asked)) {
    throw new FetchRefusal(
      'FETCH_URL',
      `"${String(asked).slice(0, 20)}" is not a method that plugins may use.`,
    );
  }
  if (bytes !== undefined && !(bytes instanceof Uint8Array)) {
    throw new FetchRefusal('FETCH_URL', 'The body is neither a text nor bytes.');
  }
  if (bytes !== undefined && (asked === 'GET' || asked === 'HEAD')) {
    throw new FetchRefusal('FETCH_URL', `A ${asked} request has no body.`);
  }
  if (bytes !== undefined && bytes.byteLength > limits.requestBytes) {
    throw new FetchRefusal('FETCH_TOO_LARGE', `The body is larger than ${limits.requestBytes} bytes.`);
  }
  return { method: asked, headers: requestHeaders(headers), body: bytes };
}

function redirectTo(from: URL, location: string, hosts: readonly string[]): URL {
  const absolute = /[\p{Cc}\p{Cf}\s\\]/u.test(location) ? null : URL.parse(location, from);
  try {
    return readUrl(absolute?.href ?? '', hosts);
  } catch (error) {
    throw new FetchRefusal(
      'FETCH_REDIRECT',
      `${from.hostname} redirects to where the plugin may not ask.`,
      undefined,
      { cause: error },
    );
  }
}

/** As browsers do: what was sent is sent again only where the answer says so, and secrets only to the same host. */
function redirectedRequest({ method, headers, body }: Sent, status: number, sameHost: boolean): Sent {
  const again = status === 307 || status === 308 || method === 'GET' || method === 'HEAD';
  const { authorization, 'content-type': type, ...others } = headers;
  const secrets = Object.keys(others).filter((name) => name.startsWith('x-'));
  const kept = sameHost
    ? { ...others, ...(authorization === undefined ? {} : { authorization }) }
    : Object.fromEntries(Object.entries(others).filter(([name]) => !secrets.includes(name)));
  if (!again) return { method: 'GET', headers: kept, body: undefined };
  if (!sameHost && body !== undefined) {
    throw new FetchRefusal('FETCH_REDIRECT', 'A request with a body is redirected to another host.');
  }
  return { method, headers: { ...kept, ...(type === undefined ? {} : { 'content-type': type }) }, body };
}

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(signal.reason);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function off({ pluginId }: Asker): FetchRefusal {
  return new FetchRefusal('FETCH_OFF', `${pluginId} is switched off in this guild.`);
}

/** What a connection fails with says more than plugins need to know of our network. */
function failed(host: string, error: unknown): FetchRefusal {
  const code = (error as { code?: unknown } | null)?.code;
  return new FetchRefusal(
    'FETCH_FAILED',
    `${host} could not be asked${typeof code === 'string' ? ` (${code})` : ''}.`,
    'Try again later; look whether the service is up.',
  );
}
