import type { IncomingHttpHeaders } from 'node:http';
import type { AnyReply, Route } from '../contract/route.ts';
import { pluginCall } from '../contracts/plugin-calls.ts';
import { askedLanguageOf } from '../http/language.ts';
import { bodyLimit, readJson } from '../http/read-json.ts';
import { readIfMatch } from '../http/validate.ts';
import { answerOnce, readIdempotencyKey } from '../idempotency/answer-once.ts';
import type { Session } from '../sign-in/session-store.ts';
import { callerLevel, strangerProblem } from './caller-level.ts';
import type { RouteDependencies } from './dependencies.ts';
import { pluginBodyLimit } from './plugin-body-limit.ts';
import { pluginCallProblem } from './plugin-call-problem.ts';

/** One for each method: which route is meant, and whether it is there, is known only at the call. */
export function pluginCallRoutes({ services }: RouteDependencies): Route[] {
  return (['get', 'post', 'put', 'patch', 'delete'] as const).map((method) => {
    const contract = pluginCall(method);
    return {
      contract,
      async run({ params, context, session: given, language }): Promise<AnyReply> {
        const { guildId, pluginId } = params as { guildId: string; pluginId: string };
        const session: Session | undefined = given;
        if (!services().directory.guild(guildId)) throw strangerProblem(session);
        const level = await callerLevel(services(), guildId, session);
        const hasBody = method !== 'get' && method !== 'delete' && sendsBody(context.req.headers);
        const path = pathBelow(context.path);
        // Asked only of what is too large for every other route.
        const isLarge = Number(context.req.headers['content-length'] ?? 0) > bodyLimit;
        const asked = { guildId, pluginId, method: method.toUpperCase(), path, level };
        const limit = isLarge ? await pluginBodyLimit(services(), asked) : bodyLimit;
        const body: unknown = hasBody ? await readJson(context.req, limit) : undefined;
        const query = queryOf(context.URL.searchParams);
        const revision = readIfMatch(context.req.headers['if-match'], 'optional');
        const call = async (): Promise<AnyReply> => {
          const outcome = await services().callRoute({
            guildId,
            pluginId,
            method: method.toUpperCase(),
            path,
            query,
            ...(hasBody ? { body } : {}),
            ...(revision === undefined ? {} : { revision }),
            ...(session ? { actor: { userId: session.userId } } : {}),
            access: level,
            language: askedLanguageOf(context),
          });
          if (outcome.ok) {
            const { status, body: answer } = outcome;
            return { status, body: answer, ...('revision' in outcome && { revision: outcome.revision }) };
          }
          throw await pluginCallProblem(services(), outcome, { guildId, pluginId, level, session, language });
        };
        const key =
          method === 'post' ? readIdempotencyKey(context.req.headers['idempotency-key']) : undefined;
        // Keys of strangers would be one another's.
        if (key === undefined || !session) return call();
        const of = ['callPluginRoute', guildId, pluginId, session.userId, key];
        return answerOnce(services().idempotency, of, [path, query, body], call);
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
