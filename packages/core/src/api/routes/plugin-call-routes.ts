import type { IncomingHttpHeaders } from 'node:http';
import type { RouteCall, RouteOutcome } from '../../runtime/index.ts';
import type { AnyReply, Route } from '../contract/route.ts';
import { pluginCall } from '../contracts/plugin-calls.ts';
import { readJson } from '../http/read-json.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import type { Session } from '../sign-in/session-store.ts';
import { callerLevel, strangerProblem } from './caller-level.ts';
import type { RouteDependencies } from './dependencies.ts';

type Refusal = Extract<RouteOutcome, { ok: false }>;

/** One for each method: which route is meant, and whether it is there, is known only at the call. */
export function pluginCallRoutes({ services }: RouteDependencies): Route[] {
  return (['get', 'post', 'put', 'patch', 'delete'] as const).map((method) => {
    const contract = pluginCall(method);
    return {
      contract,
      async run({ params, context, session: given }): Promise<AnyReply> {
        const { guildId, pluginId } = params as { guildId: string; pluginId: string };
        const session: Session | undefined = given;
        if (!services().directory.guild(guildId)) throw strangerProblem(session);
        const level = await callerLevel(services(), guildId, session);
        const hasBody = method !== 'get' && method !== 'delete' && sendsBody(context.req.headers);
        const outcome = await services().callRoute({
          guildId,
          pluginId,
          method: method.toUpperCase(),
          path: pathBelow(context.path),
          query: queryOf(context.URL.searchParams),
          ...(hasBody ? { body: await readJson(context.req) } : {}),
          ...(session ? { actor: { userId: session.userId } } : {}),
          access: level,
        });
        if (outcome.ok) return { status: outcome.status, body: outcome.body };
        throw await problemOf(outcome, { guildId, pluginId, level, session });
      },
    };
  });

  interface Asked {
    readonly guildId: string;
    readonly pluginId: string;
    readonly level: RouteCall['access'];
    readonly session: Session | undefined;
  }

  async function problemOf(outcome: Refusal, asked: Asked): Promise<RequestProblem> {
    const { message, reference } = outcome;
    switch (outcome.code) {
      case 'ROUTE_UNKNOWN':
        if (isHiddenFrom(asked)) return strangerProblem(asked.session);
        return new RequestProblem('route_not_found', { english: message });
      case 'PLUGIN_OFF':
        if (isHiddenFrom(asked)) return strangerProblem(asked.session);
        return new RequestProblem((await isInstalled(asked)) ? 'plugin_off' : 'not_installed');
      case 'SIGN_IN_REQUIRED':
        return new RequestProblem('not_signed_in');
      case 'ACCESS_DENIED':
        return asked.level === 'public'
          ? strangerProblem(asked.session)
          : new RequestProblem('guild_forbidden', { english: message });
      case 'REQUEST_INVALID':
        return new RequestProblem('invalid_request', {
          errors: (outcome.issues ?? []).slice(0, 50).map(issue),
        });
      case 'REFUSED_BY_PLUGIN':
        return new RequestProblem('plugin_refused', {
          status: outcome.status,
          detail: message,
          ...(outcome.remedy === undefined ? {} : { remedy: outcome.remedy }),
          ...(outcome.pluginCode === undefined ? {} : { pluginCode: outcome.pluginCode }),
        });
      case 'PLUGIN_RESTING':
        return new RequestProblem('plugin_resting', { headers: { 'retry-after': '60' } });
      case 'ROUTE_TIMEOUT':
        return new RequestProblem('plugin_timeout');
      case 'ROUTE_FAILED':
        return new RequestProblem('plugin_failed', reference === undefined ? {} : { reference });
    }
  }

  /** Who is no member learns of a plugin only when it has something for everybody. */
  function isHiddenFrom({ pluginId, level }: Asked): boolean {
    if (level !== 'public') return false;
    const pieces = services().catalogue.newest(pluginId)?.manifest.pieces ?? [];
    return !pieces.some((piece) => piece.kind === 'route' && piece.access === 'public');
  }

  async function isInstalled({ guildId, pluginId }: Asked): Promise<boolean> {
    const installation = await services().installations.get(guildId, pluginId);
    return installation !== undefined && installation.state !== 'retained';
  }
}

/** What follows the plugin's id, as it was sent: its names are decoded one by one. */
function pathBelow(path: string): string {
  const rest = /^\/api\/v1\/guilds\/[^/]+\/plugins\/[^/]+(\/.*)?$/.exec(path)?.[1];
  return rest === undefined ? '/' : rest;
}

function queryOf(search: URLSearchParams): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null);
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name);
    query[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return { ...query };
}

function sendsBody(headers: IncomingHttpHeaders): boolean {
  return Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
}

const places: Readonly<Record<string, 'path' | 'query' | 'body'>> = {
  params: 'path',
  query: 'query',
  body: 'body',
};

function issue({ pointer, message }: NonNullable<Refusal['issues']>[number]) {
  const [, part = 'body', ...rest] = pointer.split('/');
  return {
    in: places[part] ?? 'body',
    pointer: rest.map((name) => `/${name}`).join(''),
    code: 'invalid',
    message,
  } as const;
}
