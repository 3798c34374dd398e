import { z } from 'zod';
import { RequestProblem } from '../problems/request-problem.ts';

/** Where Discord, or the simulator, is. */
export interface DiscordEndpoints {
  /** The page that asks the user. */
  readonly authorize: string;
  /** `https://discord.com/api/v10` */
  readonly api: string;
  /** `https://cdn.discordapp.com` */
  readonly cdn: string;
  /** `none`: who has agreed before is not asked again. */
  readonly prompt: 'none' | 'consent';
}

export const realDiscord: DiscordEndpoints = {
  authorize: 'https://discord.com/oauth2/authorize',
  api: 'https://discord.com/api/v10',
  cdn: 'https://cdn.discordapp.com',
  prompt: 'none',
};

export interface SignedInUser {
  readonly id: string;
  readonly name: string;
  readonly avatarUrl: string | null;
  readonly locale: string | null;
}

/** A guild as Discord tells it to its member. */
export interface OwnGuild {
  readonly id: string;
  readonly name: string;
  readonly iconUrl: string | null;
  readonly owner: boolean;
  readonly permissions: bigint;
}

/** Discord's OAuth2, as far as signing in needs it. */
export interface Identity {
  authorizeUrl(options: { state: string; challenge: string; redirectUri: string }): string;
  /** @returns `undefined` when Discord does not accept the code. */
  exchange(options: {
    code: string;
    verifier: string;
    redirectUri: string;
  }): Promise<{ token: string; expiresInSeconds: number } | undefined>;
  user(token: string): Promise<SignedInUser>;
  /** @returns `undefined` when Discord no longer accepts the token. */
  guilds(token: string): Promise<readonly OwnGuild[] | undefined>;
  revoke(token: string): Promise<void>;
}

export interface IdentityOptions {
  readonly endpoints: DiscordEndpoints;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly fetch?: typeof fetch;
  readonly timeoutMs?: number;
}

const tokenAnswer = z.object({ access_token: z.string(), expires_in: z.number(), scope: z.string() });
const userAnswer = z.object({
  id: z.string(),
  username: z.string(),
  global_name: z.string().nullish(),
  avatar: z.string().nullish(),
  locale: z.string().nullish(),
});
const guildsAnswer = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    icon: z.string().nullish(),
    owner: z.boolean(),
    permissions: z.string().regex(/^\d+$/),
  }),
);

const scopes = ['identify', 'guilds'];

/**
 * Signing in with Discord: code, PKCE and state. Every call ends within `timeoutMs`.
 * Methods throw `RequestProblem` `discord_unavailable` when Discord does not answer as documented.
 */
export function createIdentity(options: IdentityOptions): Identity {
  const { endpoints, clientId, clientSecret, timeoutMs = 8_000 } = options;
  const send = options.fetch ?? fetch;

  async function ask(path: string, init: RequestInit): Promise<Response> {
    const response = await send(`${endpoints.api}${path}`, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: unknown) => {
      throw new RequestProblem('discord_unavailable', { cause: error });
    });
    if (response.status === 429 || response.status >= 500) {
      await response.body?.cancel();
      throw new RequestProblem('discord_unavailable', {
        cause: new Error(`${init.method ?? 'GET'} ${path} answered ${response.status}`),
      });
    }
    return response;
  }

  async function read<T>(schema: z.ZodType<T>, response: Response): Promise<T> {
    const parsed = schema.safeParse(await response.json().catch(() => undefined));
    if (parsed.success && response.ok) return parsed.data;
    throw new RequestProblem('discord_unavailable', {
      cause: new Error(`unexpected answer ${response.status} of ${new URL(response.url).pathname}`),
    });
  }

  const bearer = (token: string): RequestInit => ({ headers: { authorization: `Bearer ${token}` } });
  const form = (fields: Record<string, string>): RequestInit => ({
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(fields).toString(),
  });

  return {
    authorizeUrl({ state, challenge, redirectUri }) {
      const url = new URL(endpoints.authorize);
      url.search = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        scope: scopes.join(' '),
        redirect_uri: redirectUri,
        state,
        code_challenge: challenge,
        code_challenge_method: 'S256',
        prompt: endpoints.prompt,
      }).toString();
      return url.href;
    },
    async exchange({ code, verifier, redirectUri }) {
      const response = await ask(
        '/oauth2/token',
        form({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier }),
      );
      if (response.status === 400) return undefined;
      const answer = await read(tokenAnswer, response);
      const granted = answer.scope.split(' ');
      if (!scopes.every((scope) => granted.includes(scope))) return undefined;
      return { token: answer.access_token, expiresInSeconds: answer.expires_in };
    },
    async user(token) {
      const user = await read(userAnswer, await ask('/users/@me', bearer(token)));
      return {
        id: user.id,
        name: user.global_name ?? user.username,
        avatarUrl: user.avatar ? image(endpoints.cdn, 'avatars', user.id, user.avatar) : null,
        locale: user.locale ?? null,
      };
    },
    async guilds(token) {
      const response = await ask('/users/@me/guilds', bearer(token));
      if (response.status === 401) return undefined;
      const guilds = await read(guildsAnswer, response);
      return guilds.map((guild) => ({
        id: guild.id,
        name: guild.name,
        iconUrl: guild.icon ? image(endpoints.cdn, 'icons', guild.id, guild.icon) : null,
        owner: guild.owner,
        permissions: BigInt(guild.permissions),
      }));
    },
    async revoke(token) {
      const response = await ask('/oauth2/token/revoke', form({ token, token_type_hint: 'access_token' }));
      await response.body?.cancel();
    },
  };
}

function image(cdn: string, kind: 'avatars' | 'icons', id: string, hash: string): string {
  return `${cdn}/${kind}/${id}/${hash}.${hash.startsWith('a_') ? 'gif' : 'png'}?size=128`;
}
