/** What `ctx.fetch` sends. */
export interface FetchRequest {
  /** Default: `GET`, or `POST` with a body. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * `accept`, `accept-language`, `authorization`, `content-type`, `if-match`, `if-modified-since`, `if-none-match`,
   * `idempotency-key`, `prefer`, `range`, and any that begins with `x-` and says nothing of where a request comes from.
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** At most 256 kB. */
  readonly body?: string | Uint8Array;
}

/** What came back, whole. */
export interface FetchResponse {
  readonly status: number;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  /** By name in lower case; several of one name are joined by commas. Cookies are left out. */
  readonly headers: Readonly<Record<string, string>>;
  /** At most 1 MB, decompressed. {@link textOf} and {@link jsonOf} read it. */
  readonly body: Uint8Array;
}

/**
 * The body as text (UTF-8).
 *
 * @example
 * const title = textOf(await ctx.fetch('https://api.example.com/title'));
 */
export function textOf(response: Pick<FetchResponse, 'body'>): string {
  return new TextDecoder().decode(response.body);
}

/**
 * The body as JSON; check its form with a schema before you trust it.
 *
 * @throws `SyntaxError` when it is none
 * @example
 * const { name } = z.object({ name: z.string() }).parse(jsonOf(await ctx.fetch(url)));
 */
export function jsonOf(response: Pick<FetchResponse, 'body'>): unknown {
  return JSON.parse(textOf(response));
}
