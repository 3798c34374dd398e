import { createHash } from 'node:crypto';

export type LimitMode = 'off' | 'fast' | 'discord';

/** How many calls in how many milliseconds. */
interface Rate {
  limit: number;
  window: number;
}

/**
 * Rates by route. Discord publishes none of them; these are those that its clients see in the headers.
 * The first that matches counts; routes of no rule share the last.
 */
const rates: readonly { route: RegExp; rate: Rate }[] = [
  { route: /^POST \/interactions\//, rate: { limit: Number.POSITIVE_INFINITY, window: 1000 } },
  { route: /^(PUT|DELETE) .*\/reactions\//, rate: { limit: 1, window: 300 } },
  { route: /^POST \/channels\/\{channel_id\}\/messages$/, rate: { limit: 5, window: 5000 } },
  { route: /^PATCH \/channels\/\{channel_id\}\/messages\//, rate: { limit: 5, window: 5000 } },
  { route: /^DELETE \/channels\/\{channel_id\}\/messages\//, rate: { limit: 5, window: 1000 } },
  { route: /^POST .*\/bulk-delete$/, rate: { limit: 1, window: 1000 } },
  { route: /^(POST|PATCH|DELETE) \/webhooks\//, rate: { limit: 5, window: 2000 } },
  { route: /^(PATCH|DELETE) \/channels\/\{channel_id\}$/, rate: { limit: 10, window: 15_000 } },
  { route: /^PUT \/applications\/.*\/commands$/, rate: { limit: 5, window: 20_000 } },
  { route: /^(POST|PATCH|DELETE) \/applications\/.*\/commands/, rate: { limit: 5, window: 20_000 } },
  { route: /^(PATCH|PUT|DELETE) \/guilds\/\{guild_id\}\/members/, rate: { limit: 10, window: 10_000 } },
  { route: /^(POST|PATCH|DELETE) \/guilds\/\{guild_id\}\/roles/, rate: { limit: 10, window: 10_000 } },
  { route: /^POST \/guilds\/\{guild_id\}\/channels$/, rate: { limit: 10, window: 10_000 } },
  { route: /^GET \/gateway\/bot$/, rate: { limit: 2, window: 5000 } },
  { route: /^GET /, rate: { limit: 50, window: 1000 } },
  { route: /./, rate: { limit: 10, window: 5000 } },
];

export interface LimitAnswer {
  headers: Record<string, string>;
  /** Set when the call is one too many. */
  refused: { retryAfter: number; global: boolean; scope: 'user' | 'global' | 'shared' } | null;
}

interface Bucket {
  used: number;
  resetAt: number;
}

/**
 * Rate limits as Discord keeps them: a bucket per route and major parameter (channel, guild, webhook), 50 a second
 * for a token over all, and nothing any more until the ten minutes are over in which 10,000 requests were invalid. Time is real.
 */
export class RateLimits {
  readonly mode: LimitMode;
  readonly #buckets = new Map<string, Bucket>();
  readonly #global = new Map<string, Bucket>();
  readonly #invalid: Bucket = { used: 0, resetAt: 0 };

  constructor(mode: LimitMode) {
    this.mode = mode;
  }

  /** @param key - `METHOD /route/{pattern}`. */
  take(key: string, params: Record<string, string>, token: string): LimitAnswer {
    if (this.mode === 'off') return { headers: {}, refused: null };
    const now = Date.now();
    const speed = this.mode === 'fast' ? 20 : 1;
    const rule = rates.find(({ route }) => route.test(key));
    const rate = rule?.rate ?? { limit: 10, window: 5000 };
    if (rate.limit === Number.POSITIVE_INFINITY) return { headers: {}, refused: null };
    const global = bucketAt(this.#global, token, now, 1000 / speed);
    if (!key.includes('/webhooks/') && global.used >= 50) {
      const retryAfter = (global.resetAt - now) / 1000;
      return {
        headers: {
          'x-ratelimit-global': 'true',
          'x-ratelimit-scope': 'global',
          'retry-after': String(Math.ceil(retryAfter)),
        },
        refused: { retryAfter, global: true, scope: 'global' },
      };
    }
    global.used += 1;
    const major = `${params.channel_id ?? ''}:${params.guild_id ?? ''}:${params.webhook_id ?? ''}:${params.webhook_token ?? ''}`;
    const name = createHash('md5')
      .update(String(rule?.route ?? key))
      .digest('hex');
    const bucket = bucketAt(this.#buckets, `${token}:${name}:${major}`, now, rate.window / speed);
    const refused = bucket.used >= rate.limit;
    if (!refused) bucket.used += 1;
    const resetAfter = Math.max(0, bucket.resetAt - now) / 1000;
    const headers: Record<string, string> = {
      'x-ratelimit-limit': String(rate.limit),
      'x-ratelimit-remaining': String(rate.limit - bucket.used),
      'x-ratelimit-reset': (bucket.resetAt / 1000).toFixed(3),
      'x-ratelimit-reset-after': resetAfter.toFixed(3),
      'x-ratelimit-bucket': name,
    };
    if (!refused) return { headers, refused: null };
    return {
      headers: { ...headers, 'x-ratelimit-scope': 'user', 'retry-after': String(Math.ceil(resetAfter)) },
      refused: { retryAfter: resetAfter, global: false, scope: 'user' },
    };
  }

  /**
   * A limit inside a route's own: a channel's name and topic may change twice in ten minutes.
   *
   * @returns seconds to wait, or `null` when it may pass.
   */
  takeRename(channelId: string): number | null {
    if (this.mode === 'off') return null;
    const now = Date.now();
    const bucket = bucketAt(this.#buckets, `rename:${channelId}`, now, this.mode === 'fast' ? 3000 : 600_000);
    if (bucket.used >= 2) return (bucket.resetAt - now) / 1000;
    bucket.used += 1;
    return null;
  }

  /** Counts an answer of 401, 403 or 429 (unless the limit is shared with others); tells whether the address is banned now. */
  countInvalid(status: number, scope?: string): boolean {
    if (this.mode === 'off') return false;
    const now = Date.now();
    if (now >= this.#invalid.resetAt) {
      this.#invalid.used = 0;
      this.#invalid.resetAt = now + 600_000;
    }
    if (status === 401 || status === 403 || (status === 429 && scope !== 'shared')) this.#invalid.used += 1;
    return this.#invalid.used >= 10_000;
  }
}

function bucketAt(buckets: Map<string, Bucket>, key: string, now: number, window: number): Bucket {
  let bucket = buckets.get(key);
  if (!bucket || now >= bucket.resetAt) {
    bucket = { used: 0, resetAt: now + window };
    buckets.set(key, bucket);
    if (buckets.size > 10_000)
      for (const [old, { resetAt }] of buckets) if (now >= resetAt) buckets.delete(old);
  }
  return bucket;
}
