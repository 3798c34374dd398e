import type { IncomingHttpHeaders } from 'node:http';
import type { AnyReply, Route } from '../contract/route.ts';
import { pluginCall } from '../contracts/plugin-calls.ts';
import { readJson } from '../http/read-json.ts';
import type { Session } from '../sign-in/session-store.ts';
import { callerLevel, strangerProblem } from './caller-level.ts';
import type { RouteDependencies } from './dependencies.ts';
import { pluginCallProblem } from './plugin-call-problem.ts';

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
        throw await pluginCallProblem(services(), outcome, { guildId, pluginId, level, session });
      },
    };
  });
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
