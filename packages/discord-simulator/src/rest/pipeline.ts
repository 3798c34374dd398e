import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Faults } from '../faults/faults.ts';
import { whatIsWrong } from '../schema/answers.ts';
import { checkBody } from '../schema/bodies.ts';
import { operations } from '../schema/operations.ts';
import { loadSpec } from '../schema/spec.ts';
import type { Traffic } from '../traffic.ts';
import { badField, DiscordError, notFound, refuse } from '../world/errors.ts';
import { limits } from '../world/limits.ts';
import type { World } from '../world/world.ts';
import { authenticate, type Caller } from './authenticate.ts';
import { type ReadBody, readBody, readBytes } from './body.ts';
import type { RateLimits } from './buckets.ts';
import type { RestRequest, Route, Router } from './router.ts';
import { Answer } from './router.ts';

export interface RestOptions {
  world: World;
  router: Router;
  rateLimits: RateLimits;
  faults: Faults;
  traffic: Traffic;
  /** Whether to check every answer against the official description. */
  validate: boolean;
}

/** Serves `/api/v10`: authorise, count, read, check, do, check again, answer. */
export class RestServer {
  readonly #options: RestOptions;
  #inFlight = 0;

  constructor(options: RestOptions) {
    this.#options = options;
  }

  /** Requests that have no answer yet. */
  get inFlight(): number {
    return this.#inFlight;
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL, rest: string): Promise<void> {
    this.#inFlight += 1;
    const started = Date.now();
    const at = this.#options.world.now();
    const seen: Seen = { path: rest, caller: null, request: undefined, headers: {} };
    let answer: Answer;
    try {
      answer = await this.#answer(request, url, rest, seen);
    } catch (error) {
      answer = this.#refusal(error, seen);
    }
    if (this.#options.rateLimits.countInvalid(answer.status, seen.headers['x-ratelimit-scope'])) {
      answer = new Answer(429, {
        message: 'You are being blocked from accessing our API temporarily',
        code: 0,
      });
    }
    try {
      const wait = this.#options.faults.hold();
      if (wait > 0) await sleep(wait);
      await new Promise<void>((resolve) => this.#options.world.whenKept(resolve));
      send(response, answer, seen.headers);
    } finally {
      this.#inFlight -= 1;
    }
    this.#options.traffic.addCall({
      at,
      method: request.method ?? '',
      path: seen.path,
      applicationId: seen.caller?.application?.id ?? null,
      status: answer.status,
      ms: Date.now() - started,
      caller: [request.headers['x-simulator-caller']].flat()[0] ?? null,
      reason: seen.caller?.actor.reason ?? null,
      headers: seen.headers,
      request: seen.request,
      answer: answer.body,
    });
  }

  async #answer(request: IncomingMessage, url: URL, rest: string, seen: Seen): Promise<Answer> {
    const { world, router, faults, rateLimits } = this.#options;
    const method = request.method ?? 'GET';
    const version = /^\/v(\d+)(?=\/)/.exec(rest);
    if (version && version[1] !== '10' && version[1] !== '9') throw refuse(50041);
    const path = version ? rest.slice(version[0].length) : rest;
    seen.path = path;
    const found = router.find(method, path);
    if (!found) {
      world.violate('route-not-simulated', `${method} ${path}`, 'the simulator has no such route');
      throw notFound();
    }
    const key = `${method} ${found.route.path}`;
    const caller = authenticate(world, request, found.route.auth);
    seen.caller = caller;
    const planned = faults.take(method, path);
    if (planned !== null) return this.#planned(planned, seen);
    const limited = rateLimits.take(key, found.params, caller.token);
    Object.assign(seen.headers, limited.headers);
    if (limited.refused) return tooMany(limited.refused.retryAfter, limited.refused.global);
    const read = await readBody(await readBytes(request), request.headers['content-type'] ?? '');
    seen.request = read.json;
    await this.#checkRequest(key, read);
    if (/^PATCH \/channels\/\{channel_id\}$/.test(key)) {
      const body = read.json as Record<string, unknown> | undefined;
      const wait = body?.name !== undefined || body?.topic !== undefined ? rateLimits.takeRename(path) : null;
      if (wait !== null) {
        Object.assign(seen.headers, {
          'x-ratelimit-scope': 'shared',
          'retry-after': String(Math.ceil(wait)),
        });
        return tooMany(wait, false);
      }
    }
    const result = await found.route.handle(requestOf(world, found.route, found.params, url, read, caller));
    const answer = result instanceof Answer ? result : new Answer(result === undefined ? 204 : 200, result);
    await this.#checkAnswer(key, answer);
    return answer;
  }

  #planned(status: number, seen: Seen): Answer {
    if (status === 429) {
      Object.assign(seen.headers, { 'retry-after': '1', 'x-ratelimit-scope': 'user' });
      return tooMany(0.25, false);
    }
    return new Answer(status, {
      message: status >= 500 ? 'Internal Server Error' : 'Refused by a planned fault',
      code: 0,
    });
  }

  async #checkRequest(key: string, read: ReadBody): Promise<void> {
    const operation = operations[key];
    if (!operation?.request) return;
    const schemas = await loadSpec();
    const { request } = operation;
    if (typeof request === 'object' && 'list' in request) {
      if (!Array.isArray(read.json))
        throw badField([], 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
      for (const [index, item] of read.json.entries()) checkBody(schemas, [request.list], item, [index]);
      return;
    }
    if (
      read.json !== undefined &&
      (typeof read.json !== 'object' || read.json === null || Array.isArray(read.json))
    ) {
      throw badField([], 'DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType');
    }
    const names = typeof request === 'string' ? [request] : 'oneOf' in request ? request.oneOf : [];
    checkBody(schemas, names, read.json ?? {});
  }

  async #checkAnswer(key: string, answer: Answer): Promise<void> {
    if (!this.#options.validate) return;
    const operation = operations[key];
    if (!operation) {
      this.#options.world.violate(
        'response-schema',
        key,
        'the route is in no operation of schema/operations.ts',
      );
      return;
    }
    if (operation.answer === null) {
      if (answer.body !== undefined)
        this.#options.world.violate('response-schema', key, 'answers nothing, but did');
      return;
    }
    if (operation.answer === 'unchecked' || answer.status === 204) return;
    const wrong = whatIsWrong(await loadSpec(), operation.answer, JSON.stringify(answer.body));
    if (wrong) this.#options.world.violate('response-schema', key, wrong);
  }

  #refusal(error: unknown, seen: Seen): Answer {
    if (error instanceof DiscordError) return new Answer(error.status, error.toJSON());
    this.#options.world.violate(
      'internal',
      seen.path,
      error instanceof Error ? `${error.stack}` : String(error),
    );
    return new Answer(500, { message: '500: Internal Server Error', code: 0 });
  }
}

interface Seen {
  path: string;
  caller: Caller | null;
  request: unknown;
  headers: Record<string, string>;
}

function tooMany(retryAfter: number, global: boolean): Answer {
  return new Answer(429, {
    message: 'You are being rate limited.',
    retry_after: Number(retryAfter.toFixed(3)),
    global,
  });
}

function requestOf(
  world: World,
  _route: Route,
  params: Record<string, string>,
  url: URL,
  read: ReadBody,
  caller: Caller,
): RestRequest {
  for (const [name, value] of Object.entries(params)) {
    const isId = name.endsWith('_id') && name !== 'webhook_token';
    if (isId && value !== '@me' && value !== '@original' && !/^\d{1,20}$/.test(value)) {
      throw badField([name], 'NUMBER_TYPE_COERCE', `Value "${value}" is not snowflake.`);
    }
  }
  if (caller.actor.reason && caller.actor.reason.length > limits.auditReason) {
    caller.actor.reason = caller.actor.reason.slice(0, limits.auditReason);
  }
  return {
    world,
    params,
    query: url.searchParams,
    body: (Array.isArray(read.json) ? {} : (read.json ?? {})) as Record<string, unknown>,
    list: Array.isArray(read.json) ? read.json : [],
    files: read.files,
    actor: caller.actor,
    get application() {
      if (!caller.application) throw refuse(20012);
      return caller.application;
    },
    get user() {
      if (!caller.user) throw refuse(40001);
      return caller.user;
    },
    scopes: caller.scopes,
  };
}

function send(response: ServerResponse, answer: Answer, headers: Record<string, string>): void {
  if (response.destroyed) return;
  if (answer.body === undefined) {
    // A 204 with a JSON content type makes clients parse nothing and fail.
    response.writeHead(answer.status, headers);
    response.end();
    return;
  }
  const text = JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    ...headers,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
