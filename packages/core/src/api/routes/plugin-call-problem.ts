import { localize } from '@guildhall/sdk/host';
import type { RouteCall, RouteOutcome } from '../../runtime/index.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import type { ApiServices } from '../services.ts';
import type { Session } from '../sign-in/session-store.ts';
import { strangerProblem } from './caller-level.ts';

type Refusal = Extract<RouteOutcome, { ok: false }>;

export interface AskedOfPlugin {
  readonly guildId: string;
  readonly pluginId: string;
  readonly level: RouteCall['access'];
  readonly session: Session | undefined;
  readonly language: string;
}

/** What a caller is told when a plugin's route did not answer. */
export async function pluginCallProblem(
  services: ApiServices,
  outcome: Refusal,
  asked: AskedOfPlugin,
): Promise<RequestProblem> {
  const { message, reference } = outcome;
  switch (outcome.code) {
    case 'ROUTE_UNKNOWN':
      if (isHiddenFrom(services, asked)) return strangerProblem(asked.session);
      return new RequestProblem('route_not_found', { english: message });
    case 'PLUGIN_OFF':
      if (isHiddenFrom(services, asked)) return strangerProblem(asked.session);
      return new RequestProblem((await isInstalled(services, asked)) ? 'plugin_off' : 'not_installed');
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
        ...wordsOf(outcome, asked.language),
        ...(outcome.pluginCode === undefined ? {} : { pluginCode: outcome.pluginCode }),
      });
    case 'REVISION_REQUIRED':
      return new RequestProblem('precondition_required');
    case 'PLUGIN_RESTING':
      return new RequestProblem('plugin_resting', { headers: { 'retry-after': '60' } });
    case 'ROUTE_TIMEOUT':
      return new RequestProblem('plugin_timeout');
    case 'ROUTE_FAILED':
      return new RequestProblem('plugin_failed', reference === undefined ? {} : { reference });
  }
}

/** What the plugin says, in the caller's language. */
function wordsOf({ message, remedy, texts = {} }: Refusal, language: string) {
  const own = texts.remedy ?? remedy;
  return {
    detail: localize(texts.summary ?? message, language),
    ...(own === undefined ? {} : { remedy: localize(own, language) }),
    ...(texts.fields
      ? {
          errors: Object.entries(texts.fields).map(([field, words]) => ({
            in: 'body' as const,
            pointer: field.startsWith('/') ? field : `/${field}`,
            code: 'refused',
            message: localize(words, language),
          })),
        }
      : {}),
  };
}

/** Who is no member learns of a plugin only when it has something for everybody. */
function isHiddenFrom({ catalogue }: ApiServices, { pluginId, level }: AskedOfPlugin): boolean {
  if (level !== 'public') return false;
  const pieces = catalogue.newest(pluginId)?.manifest.pieces ?? [];
  return !pieces.some((piece) => piece.kind === 'route' && piece.access === 'public');
}

async function isInstalled({ installations }: ApiServices, asked: AskedOfPlugin): Promise<boolean> {
  const installation = await installations.get(asked.guildId, asked.pluginId);
  return installation !== undefined && installation.state !== 'retained';
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
