import type { Context } from 'koa';
import type { AnyReply, ApiRequest, Route } from '../contract/route.ts';
import { isGuildScope } from '../contract/route-contract.ts';
import { answerOnce, readIdempotencyKey } from '../idempotency/answer-once.ts';
import { problemOfInstallation } from '../problems/installation-problems.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import { problemOfStore } from '../problems/store-problems.ts';
import type { RouteDependencies } from '../routes/dependencies.ts';
import type { GuildAccess } from '../services.ts';
import type { Session } from '../sign-in/session-store.ts';
import { sessionIdOf } from '../sign-in/session-tokens.ts';
import { clientAddress } from './client-address.ts';
import { sessionCookieName } from './cookies.ts';
import { languageOf } from './language.ts';
import { refuseOtherSites } from './origin.ts';
import { type LimitState, RateLimiter } from './rate-limiter.ts';
import { readUpload } from './read-bytes.ts';
import { readJson } from './read-json.ts';
import type { ResponseCheck } from './response-check.ts';
import { readIfMatch, validate } from './validate.ts';

export interface RunnerOptions {
  readonly deps: RouteDependencies;
  readonly behindProxy: boolean;
  readonly checkResponse: ResponseCheck;
  readonly globalLimit: { readonly requests: number; readonly perSeconds: number };
}

/**
 * What every operation goes through, in this order: limits, the request's site, who asks, the path, what they may do in
 * the guild, query, tag, body. Nothing of a guild is looked at before its access is known.
 */
export function createRunner({ deps, behindProxy, checkResponse, globalLimit }: RunnerOptions) {
  const { services, now, https } = deps;
  const global = new RateLimiter({ name: 'global', ...globalLimit }, now);

  return (route: Route) => {
    const { contract } = route;
    const own = contract.rateLimit
      ? new RateLimiter({ name: contract.operationId, ...contract.rateLimit }, now)
      : undefined;

    return async (context: Context, pathParams: Readonly<Record<string, string>>): Promise<void> => {
      context.state.operation = contract.operationId;
      if (contract.atRoot && contract.access === 'anyone') {
        answer(context, await route.run(request(context, {})));
        return;
      }
      context.set('cache-control', 'no-store');
      const session = await findSession(context);
      const address = clientAddress(context.req, behindProxy);
      limit(context, [
        [global, session?.id ?? address],
        [own, [address, ...(contract.rateLimit?.per ?? []).map((name) => pathParams[name])].join(' ')],
      ]);
      if (contract.method !== 'get') refuseOtherSites(context.req, deps.ownOrigin(context.req));
      if (contract.access !== 'anyone' && !session) throw new RequestProblem('not_signed_in');
      if (contract.access === 'operator' && !(await services().isOperator(session?.userId ?? ''))) {
        throw new RequestProblem('operator_required');
      }
      const params = validate(contract.params, pathParams, 'path');
      const access = isGuildScope(contract.access)
        ? await accessTo(pathParams.guildId ?? '', session?.userId ?? '')
        : undefined;
      const query = validate(contract.query, queryOf(context), 'query');
      const ifMatch = readIfMatch(context.req.headers['if-match'], contract.ifMatch);
      const body = contract.body ? validate(contract.body, await readJson(context.req), 'body') : undefined;
      const upload = contract.upload ? await readUpload(context.req, contract.upload) : undefined;
      const work = () =>
        route
          .run(request(context, { params, query, body, upload, ifMatch, session, access }))
          .catch((error: unknown) => {
            throw problemOfInstallation(error) ?? problemOfStore(error) ?? error;
          });
      const key = contract.idempotent
        ? readIdempotencyKey(context.req.headers['idempotency-key'])
        : undefined;
      const reply =
        key === undefined
          ? await work()
          : await answerOnce(
              services().idempotency,
              [contract.operationId, session?.userId, key],
              [pathParams, body],
              work,
            );
      checkResponse(contract, reply);
      answer(context, reply);
    };
  };

  async function findSession(context: Context): Promise<Session | undefined> {
    const id = sessionIdOf(context.cookies.get(sessionCookieName(https)));
    return id === undefined ? undefined : services().sessions.find(id);
  }

  async function accessTo(guildId: string, userId: string): Promise<GuildAccess> {
    const access = await services().access(guildId, userId);
    // A guild that the caller is not in looks like one that does not exist.
    if (access === 'absent') throw new RequestProblem('guild_not_found');
    if (access === 'none') throw new RequestProblem('guild_forbidden');
    return access;
  }
}

function request(context: Context, parts: Partial<Record<keyof ApiRequest, unknown>>): ApiRequest {
  return {
    ...parts,
    language: languageOf(context),
    requestId: context.state.requestId,
    context,
  } as ApiRequest;
}

/** A name that comes twice is a list, and no operation takes one. */
function queryOf(context: Context): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(context.URL.searchParams.keys())) {
    if (name === '__proto__') continue;
    const values = context.URL.searchParams.getAll(name);
    const [only] = values;
    query[name] = values.length === 1 && only !== undefined ? only : values;
  }
  return query;
}

/** @throws `RequestProblem` `too_many_requests`. Headers as in the IETF's draft on rate limits. */
function limit(context: Context, limits: readonly (readonly [RateLimiter | undefined, string])[]): void {
  const taken: { limiter: RateLimiter; state: LimitState }[] = [];
  for (const [limiter, key] of limits) if (limiter) taken.push({ limiter, state: limiter.take(key) });
  context.set(
    'ratelimit-policy',
    taken
      .map(({ limiter: { limit } }) => `"${limit.name}";q=${limit.requests};w=${limit.perSeconds}`)
      .join(', '),
  );
  context.set(
    'ratelimit',
    taken
      .map(({ limiter, state }) => `"${limiter.limit.name}";r=${state.remaining};t=${state.resetSeconds}`)
      .join(', '),
  );
  const over = taken.find(({ state }) => !state.allowed);
  if (!over) return;
  const { requests, perSeconds } = over.limiter.limit;
  const seconds = over.state.resetSeconds;
  throw new RequestProblem('too_many_requests', {
    values: { limit: requests, window: perSeconds, seconds },
    headers: { 'retry-after': String(seconds) },
  });
}

function answer(context: Context, reply: AnyReply): void {
  context.status = reply.status;
  if (reply.revision !== undefined) context.set('etag', `"${reply.revision}"`);
  if (reply.location !== undefined) context.set('location', reply.location);
  if (reply.stream !== undefined) {
    const streamed = typeof reply.stream !== 'string';
    context.type = streamed ? 'text/event-stream' : 'text/plain; version=0.0.4; charset=utf-8';
    if (typeof reply.stream !== 'string' && context.method === 'HEAD') reply.stream.destroy();
    else context.body = reply.stream;
  } else if (reply.body !== undefined) {
    context.body = reply.body;
  } else if (reply.status === 204) {
    context.body = null;
    context.status = 204;
  } else {
    context.body = '';
  }
}
