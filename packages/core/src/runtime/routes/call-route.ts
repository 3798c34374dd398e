import { type Context, type RouteContext, RouteError } from '@guildhall/sdk';
import { accessLevels, type ManifestRoute, type RoutePiece, z } from '@guildhall/sdk/host';
import type { HandlerRunner, Outcome } from '../handler-runner.ts';
import type { LiveInstallation } from '../live-installation.ts';
import { checkPart } from './check-request.ts';
import type { RefusalTexts, RouteCall, RouteIssue, RouteOutcome } from './types.ts';

const limitMs = 10_000;

export interface RouteParts {
  readonly runner: HandlerRunner;
  readonly live: (guildId: string, pluginId: string) => LiveInstallation | undefined;
  readonly context: (live: LiveInstallation, language: string | undefined) => Context;
}

/**
 * Calls a plugin's route: off means off, then access, then the request is validated by the manifest and by the plugin's own
 * schemas, and so is the answer. Never rejects.
 */
export async function callRoute(parts: RouteParts, call: RouteCall): Promise<RouteOutcome> {
  const { guildId, pluginId, method } = call;
  const live = parts.live(guildId, pluginId);
  if (!live) return refuse(404, 'PLUGIN_OFF', `${pluginId} is not enabled in this guild.`);
  const found = live.pieces.routes.find(method, call.path);
  const declared = found && manifestRoute(live, found.piece.name);
  if (!found || !declared) {
    return refuse(404, 'ROUTE_UNKNOWN', `${pluginId} has no route ${method} ${call.path}.`);
  }
  const { piece } = found;
  if (accessLevels.indexOf(call.access) < accessLevels.indexOf(declared.access)) {
    return call.actor
      ? refuse(403, 'ACCESS_DENIED', `${piece.name} is open to ${declared.access} and above.`)
      : refuse(401, 'SIGN_IN_REQUIRED', `${piece.name} is open to ${declared.access} and above.`);
  }
  if (declared.ifMatch === 'required' && call.revision === undefined) {
    return refuse(428, 'REVISION_REQUIRED', `${piece.name} takes no change without If-Match.`);
  }
  const request = await readRequest(piece, declared, call, found.params);
  if (request.issues.length > 0) return invalid(request.issues);
  return run(parts, live, piece, declared, call, request);
}

interface ReadRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly issues: readonly RouteIssue[];
}

async function readRequest(
  piece: RoutePiece,
  declared: ManifestRoute,
  call: RouteCall,
  params: Readonly<Record<string, string>>,
): Promise<ReadRequest> {
  const issues: RouteIssue[] = [];
  const read = async (part: 'params' | 'query' | 'body', given: unknown): Promise<unknown> => {
    const [json, schema] = [declared[part], piece[part]];
    if (!json || !schema) {
      if (given !== undefined) issues.push({ pointer: `/${part}`, message: 'is not read by this route' });
      return undefined;
    }
    const checked = checkPart(part, json, given, call.language);
    issues.push(...checked.issues);
    if (checked.issues.length > 0) return undefined;
    const own: z.ZodSafeParseResult<unknown> = await schema.safeParseAsync(checked.value);
    if (own.success) return own.data;
    issues.push(
      ...own.error.issues.map(({ path, message }) => ({
        pointer: ['', part, ...path.map(String)].join('/'),
        message,
      })),
    );
    return undefined;
  };
  return {
    params: await read('params', params),
    query: await read('query', call.query ?? {}),
    body: await read('body', call.body),
    issues,
  };
}

async function run(
  { runner, context }: RouteParts,
  live: LiveInstallation,
  piece: RoutePiece,
  declared: ManifestRoute,
  { actor, access, revision, language }: RouteCall,
  { params, query, body }: ReadRequest,
): Promise<RouteOutcome> {
  let refusal: RouteError | undefined;
  let issues: readonly RouteIssue[] | undefined;
  let answer: unknown;
  const request = { params, query, body, ...(declared.ifMatch && { revision }) };
  const work = async () => {
    try {
      const base = context(live, language);
      const own = Object.create(base, Object.getOwnPropertyDescriptors(base)) as RouteContext;
      Object.defineProperties(own, {
        actor: { enumerable: true, value: actor && { userId: actor.userId } },
        access: { enumerable: true, value: access },
      });
      answer = await answerOf(piece, declared, await piece.run(own, request as never));
    } catch (error) {
      issues = issuesFromAfar(error);
      if (issues) return;
      if (!isRouteError(error)) throw error;
      refusal = error;
    }
  };
  const late = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => late.resolve('late'), limitMs);
  const outcome: Outcome | 'late' = await Promise.race([
    runner.run(live, 'route', `route ${piece.name}`, work),
    late.promise,
  ]).finally(() => clearTimeout(timer));
  if (outcome === 'late') {
    return refuse(504, 'ROUTE_TIMEOUT', `${piece.name} has not answered within ${limitMs / 1000} seconds.`);
  }
  if (outcome.kind === 'off') {
    return refuse(404, 'PLUGIN_OFF', `${live.pluginId} was switched off in this guild.`);
  }
  if (outcome.kind === 'resting') {
    return refuse(503, 'PLUGIN_RESTING', `${live.pluginId} rests for a minute after too many errors.`);
  }
  if (outcome.kind === 'failed') {
    return {
      ...refuse(500, 'ROUTE_FAILED', `${piece.name} failed. Its error is under the plugin’s problems.`),
      reference: outcome.reference,
    };
  }
  if (issues) return invalid(issues);
  if (refusal) {
    return {
      ...refuse(refusal.status, 'REFUSED_BY_PLUGIN', refusal.summary),
      pluginCode: refusal.code,
      ...(refusal.remedy === undefined ? {} : { remedy: refusal.remedy }),
      ...textsOf(refusal),
    };
  }
  return declared.returns
    ? { ok: true, status: 200, body: answer, ...revisionOf(declared, answer) }
    : { ok: true, status: 204, body: undefined };
}

/** What the plugin answered, as the JSON that its manifest promises. @throws when it isn't. */
async function answerOf(piece: RoutePiece, declared: ManifestRoute, result: unknown): Promise<unknown> {
  if (!piece.returns || !declared.returns) return undefined;
  const own: z.ZodSafeParseResult<unknown> = await piece.returns.safeParseAsync(result);
  if (!own.success) {
    throw new TypeError(`${piece.name} answered what it did not declare: ${own.error.message}`);
  }
  const json = asJson(piece.name, own.data);
  const { issues } = checkPart('returns', declared.returns, json);
  if (issues.length === 0) return json;
  const list = issues.map(({ pointer, message }) => `${pointer} ${message}`).join(', ');
  throw new TypeError(`${piece.name} answered what its manifest does not promise: ${list}`);
}

/** @throws naming what JSON has no form for, and what to do */
function asJson(route: string, answer: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(answer) ?? 'null');
  } catch (cause) {
    const why = holdsBigInt(answer)
      ? 'it holds a big integer: answer with its text (String(n)), and declare z.string()'
      : 'it holds itself: answer with the fields that are wanted, not with a whole object';
    throw new TypeError(`${route} answered what JSON can’t say: ${why}.`, { cause });
  }
}

function holdsBigInt(value: unknown, seen: Set<unknown> = new Set()): boolean {
  if (typeof value === 'bigint') return true;
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  seen.add(value);
  return Object.values(value).some((each) => holdsBigInt(each, seen));
}

/** For the `ETag`: only what can come back as one. */
function revisionOf({ revision }: ManifestRoute, answer: unknown): { revision?: number } {
  if (revision === undefined || typeof answer !== 'object' || answer === null) return {};
  const value: unknown = (answer as Record<string, unknown>)[revision];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? { revision: value } : {};
}

const text = z.union([z.string().max(2000), z.object({ en: z.string() }).catchall(z.string())]);
const refusalTexts = z.object({
  summary: text.optional(),
  remedy: text.optional(),
  fields: z.record(z.string().max(200), text).optional(),
});

/** The words of a refusal; those of an older SDK, or cut on their way, are in English only. */
function textsOf({ texts }: RouteError): { texts?: RefusalTexts } {
  const read = readTexts(refusalTexts, texts);
  return read === undefined ? {} : { texts: read as RefusalTexts };
}

/** What an error carries as JSON. @returns `undefined` for what is none, or was cut on its way */
function readTexts<T>(schema: z.ZodType<T>, texts: unknown): T | undefined {
  if (typeof texts !== 'string') return undefined;
  try {
    return schema.safeParse(JSON.parse(texts)).data;
  } catch {
    return undefined;
  }
}

function manifestRoute(live: LiveInstallation, name: string): ManifestRoute | undefined {
  return live.version.manifest.pieces.find(
    (piece): piece is ManifestRoute => piece.kind === 'route' && piece.name === name,
  );
}

/** Also one of another copy of the SDK, which a plugin may have bundled. */
function isRouteError(error: unknown): error is RouteError {
  return (
    error instanceof RouteError ||
    (error instanceof Error && error.name === 'RouteError' && 'status' in error && 'summary' in error)
  );
}

const issueList = z
  .array(z.object({ pointer: z.string().max(200), message: z.string().max(200) }))
  .min(1)
  .max(20);

/** What the schemas of a plugin in another process do not take, which only they can say. */
function issuesFromAfar(error: unknown): readonly RouteIssue[] | undefined {
  if (!(error instanceof Error) || error.name !== 'RequestRefused') return undefined;
  // That the request is refused holds whatever has become of the reasons.
  return (
    readTexts(issueList, Reflect.get(error, 'texts')) ?? [
      { pointer: '', message: 'is not what this route takes' },
    ]
  );
}

function invalid(issues: readonly RouteIssue[]): Extract<RouteOutcome, { ok: false }> {
  return { ...refuse(400, 'REQUEST_INVALID', 'The request is not what this route takes.'), issues };
}

function refuse(
  status: number,
  code: Extract<RouteOutcome, { ok: false }>['code'],
  message: string,
): Extract<RouteOutcome, { ok: false }> {
  return { ok: false, status, code, message };
}
