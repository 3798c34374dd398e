/** The `allowed_mentions` that pings nobody. */
const nobody = { parse: [] as string[] };

const messageRoutes = [
  /^POST \/channels\/[^/]+\/messages$/,
  /^PATCH \/channels\/[^/]+\/messages\/[^/]+$/,
  /^POST \/channels\/[^/]+\/threads$/,
  /^POST \/webhooks\/[^/]+\/[^/]+$/,
  /^PATCH \/webhooks\/[^/]+\/[^/]+\/messages\/[^/]+$/,
];
const callback = /^POST \/interactions\/[^/]+\/[^/]+\/callback$/;

/**
 * A message that does not say whom it may ping pings nobody. Says so to Discord by adding `allowed_mentions` to the body.
 *
 * @returns the body to send; the same object when nothing had to be added
 */
export function withoutStrayMentions(method: string, path: string, body: unknown): unknown {
  const route = `${method} ${path}`;
  if (callback.test(route)) return mapJson(body, addToCallback);
  if (messageRoutes.some((pattern) => pattern.test(route))) return mapJson(body, add);
  return body;
}

type Json = Record<string, unknown>;

function add(message: Json): Json {
  if (isJson(message.message)) return { ...message, message: add(message.message) };
  return 'allowed_mentions' in message ? message : { ...message, allowed_mentions: nobody };
}

function addToCallback(answer: Json): Json {
  // 4: message, 7: update of the component's message.
  if (answer.type !== 4 && answer.type !== 7) return answer;
  return { ...answer, data: add(isJson(answer.data) ? answer.data : {}) };
}

function mapJson(body: unknown, map: (json: Json) => Json): unknown {
  if (typeof body === 'string') {
    const parsed: unknown = JSON.parse(body);
    return isJson(parsed) ? JSON.stringify(map(parsed)) : body;
  }
  if (body instanceof FormData) {
    const payload = body.get('payload_json');
    const parsed: unknown = typeof payload === 'string' ? JSON.parse(payload) : {};
    if (isJson(parsed)) body.set('payload_json', JSON.stringify(map(parsed)));
  }
  return body;
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
