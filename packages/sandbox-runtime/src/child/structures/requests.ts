import type { CallRef, RestAnswer, RestCall } from '../../protocol/messages.ts';
import { calling } from '../guest.ts';
import type { HostLink } from '../link.ts';

interface Init {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What discord.js' REST takes for a request's sender: the host, which makes it in the plugin's name or refuses it. */
export function requestsTo(link: HostLink): (url: string, init: Init) => Promise<Response> {
  return async (url, init) => {
    const { pathname, search } = new URL(url);
    const path = `${/\/v\d+(\/.*)$/.exec(pathname)?.[1] ?? pathname}${search}`;
    if (path === '/gateway/bot') return gateway();
    const ref: CallRef = calling.getStore() ?? { guildId: '' };
    const answer = (await link.question('rest', ref, [await describe(path, init)])) as RestAnswer;
    const isEmpty = answer.status === 204 || answer.body === '';
    return new Response(isEmpty ? null : answer.body, {
      status: answer.status,
      headers: isEmpty ? {} : { 'content-type': answer.contentType },
    });
  };
}

async function describe(path: string, { method = 'GET', headers, body }: Init): Promise<RestCall> {
  const reason = headers?.['X-Audit-Log-Reason'];
  const call = {
    method: method.toUpperCase(),
    path,
    ...(reason === undefined ? {} : { reason: decodeURIComponent(reason) }),
  };
  if (typeof body === 'string') return { ...call, body };
  if (!(body instanceof FormData)) return call;
  const files: NonNullable<RestCall['files']>[number][] = [];
  let json: string | undefined;
  const fields: Record<string, string> = {};
  for (const [key, value] of body) {
    if (typeof value !== 'string') {
      files.push({
        key,
        name: value.name,
        ...(value.type ? { contentType: value.type } : {}),
        data: new Uint8Array(await value.arrayBuffer()),
      });
    } else if (key === 'payload_json') json = value;
    else fields[key] = value;
  }
  return { ...call, body: json ?? JSON.stringify(fields), files };
}

/** discord.js asks where the gateway is; it is nowhere. */
function gateway(): Response {
  const limit = { total: 1_000, remaining: 1_000, reset_after: 0, max_concurrency: 1 };
  return Response.json({ url: 'wss://sandboxed.invalid', shards: 1, session_start_limit: limit });
}
