import type {
  Data,
  Item,
  Method,
  Operation,
  OptionalWhenEmpty,
  PagedPath,
  PathOf,
  RequestOptions,
} from './operations.ts';
import { ApiUnreachable, readProblem } from './problem.ts';

export interface ClientOptions {
  /** Where the API is, `/api/v1` of the page's own origin when left out. */
  readonly baseUrl?: string;
  /** Another `fetch`, for tests. */
  readonly fetch?: typeof fetch;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The language of problems; asked at each request. The browser's own when left out. */
  readonly language?: () => string;
  /** How often to ask again after 429 and 503 answers that say when. 3 when left out. */
  readonly retries?: number;
  /** Longer waits than this many milliseconds are not waited for. 30,000 when left out. */
  readonly maxWaitMs?: number;
  /** Waits; for tests. */
  readonly wait?: (ms: number) => Promise<void>;
}

/** An answer with the tag to send back as `ifMatch`. */
export interface Answer<T> {
  readonly data: T;
  readonly etag: string | undefined;
  readonly status: number;
}

type Call<M extends Method> = <P extends PathOf<M>>(
  path: P,
  ...options: OptionalWhenEmpty<RequestOptions<Operation<P, M>>>
) => Promise<Answer<Data<Operation<P, M>>>>;

/**
 * Every method throws `ApiProblem` when the host refuses and `ApiUnreachable` when no answer comes.
 */
export interface Client {
  readonly get: Call<'get'>;
  readonly post: Call<'post'>;
  readonly put: Call<'put'>;
  readonly patch: Call<'patch'>;
  readonly delete: Call<'delete'>;
  /** Walks through a list page by page, asking for the next one when it is needed. */
  pages<P extends PagedPath>(
    path: P,
    ...options: OptionalWhenEmpty<RequestOptions<Operation<P, 'get'>>>
  ): AsyncGenerator<Item<Operation<P, 'get'>>, void, undefined>;
  /**
   * Calls a route of a guild's plugin, which the types here can't know: see the guild's own `/openapi/{guildId}.json`.
   *
   * @param path - as the plugin declares it, with values in place of its names.
   */
  plugin(
    guildId: string,
    pluginId: string,
    method: Method,
    path: string,
    options?: {
      readonly query?: Readonly<Record<string, unknown>>;
      readonly body?: unknown;
      /** The tag of what was read, for a route that checks it. */
      readonly ifMatch?: string | undefined;
      /** Of a `POST`: sent again with the same key within 24 hours, it is answered as the first time. */
      readonly idempotencyKey?: string | undefined;
      readonly signal?: AbortSignal;
    },
  ): Promise<Answer<unknown>>;
  /** The address of an operation, for links and `EventSource`. */
  url<P extends PathOf<'get'>>(
    path: P,
    ...options: OptionalWhenEmpty<Pick<RequestOptions<Operation<P, 'get'>>, 'params' | 'query'>>
  ): string;
}

interface AnyOptions {
  readonly params?: Readonly<Record<string, string | number>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  readonly ifMatch?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A client for the host's API.
 *
 * @example
 * const api = createClient({ baseUrl: 'https://guildhall.example/api/v1' });
 * const { data, etag } = await api.get('/guilds/{guildId}/settings', { params: { guildId } });
 * await api.patch('/guilds/{guildId}/settings', { params: { guildId }, ifMatch: etag ?? '', body: { language: 'fr' } });
 */
export function createClient(options: ClientOptions = {}): Client {
  const baseUrl = (options.baseUrl ?? '/api/v1').replace(/\/$/, '');
  const send = options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args));
  const wait = options.wait ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
  const { retries = 3, maxWaitMs = 30_000 } = options;

  async function request(method: Method, path: string, asked: AnyOptions = {}): Promise<Answer<unknown>> {
    const url = baseUrl + fill(path, asked);
    const language = options.language?.();
    const init: RequestInit = {
      method: method.toUpperCase(),
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(language ? { 'accept-language': language } : {}),
        ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(asked.ifMatch === undefined ? {} : { 'if-match': asked.ifMatch }),
        ...(asked.idempotencyKey === undefined ? {} : { 'idempotency-key': asked.idempotencyKey }),
        ...options.headers,
      },
      ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
      ...(asked.signal ? { signal: asked.signal } : {}),
    };
    for (let tried = 0; ; tried++) {
      const response = await send(url, init).catch((error: unknown) => {
        if (asked.signal?.aborted) throw error;
        throw new ApiUnreachable(url, error);
      });
      if (response.ok) {
        const data = response.status === 204 ? undefined : await response.json();
        return { data, etag: response.headers.get('etag') ?? undefined, status: response.status };
      }
      const waitMs = retryAfterMs(response);
      if (waitMs === undefined || tried >= retries || waitMs > maxWaitMs) throw await readProblem(response);
      await response.body?.cancel();
      await wait(waitMs);
      asked.signal?.throwIfAborted();
    }
  }

  async function* pages(path: string, asked: AnyOptions = {}): AsyncGenerator<unknown, void, undefined> {
    let cursor: string | null | undefined;
    do {
      const query = { ...asked.query, ...(cursor ? { cursor } : {}) };
      const { data } = await request('get', path, { ...asked, query });
      const page = data as { items: readonly unknown[]; nextCursor: string | null };
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor);
  }

  const call = (method: Method) => (path: string, asked?: AnyOptions) => request(method, path, asked);
  return {
    get: call('get'),
    post: call('post'),
    put: call('put'),
    patch: call('patch'),
    delete: call('delete'),
    pages,
    plugin: (
      guildId: string,
      pluginId: string,
      method: Method,
      path: string,
      asked: Pick<AnyOptions, 'query' | 'body' | 'ifMatch' | 'idempotencyKey' | 'signal'> = {},
    ) => {
      const base = fill('/guilds/{guildId}/plugins/{pluginId}', { params: { guildId, pluginId } });
      return request(method, base + (path === '/' ? '' : path), asked);
    },
    url: (path: string, asked?: AnyOptions) => baseUrl + fill(path, asked ?? {}),
    // The types of `Client` are of each operation; here they are one function for all.
  } as unknown as Client;
}

function fill(path: string, { params, query }: AnyOptions): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params?.[name];
    if (value === undefined || value === '') throw new TypeError(`${path} needs params.${name}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size > 0 ? `${filled}?${search}` : filled;
}

/** When to ask again: only 429 and 503 say that nothing was done yet. */
function retryAfterMs(response: Response): number | undefined {
  if (response.status !== 429 && response.status !== 503) return undefined;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
