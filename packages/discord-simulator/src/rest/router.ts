import type { Actor } from '../world/access.ts';
import type { Application, User } from '../world/entities.ts';
import type { UploadedFile } from '../world/message-form.ts';
import type { World } from '../world/world.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call: a bot with its token, a user with an OAuth2 access token, either, or who knows the address. */
export type Auth = 'bot' | 'user' | 'any' | 'none';

/** A request that has been authorised and read. */
export interface RestRequest {
  world: World;
  params: Record<string, string>;
  query: URLSearchParams;
  /** The body, checked against the official description; `{}` when there was none. */
  body: Record<string, unknown>;
  /** The body when it is a list. */
  list: unknown[];
  files: UploadedFile[];
  /** The bot, or the user of an access token. */
  actor: Actor;
  application: Application;
  user: User;
  scopes: readonly string[];
}

/** A status of its own; a plain value means 200, `undefined` 204. */
export class Answer {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    this.status = status;
    this.body = body;
  }
}

export interface Route {
  method: Method;
  path: string;
  auth: Auth;
  handle: (request: RestRequest) => unknown;
}

/** A list of routes, written one under the other. */
export function routes(
  ...list: [Method, string, (request: RestRequest) => unknown, { auth?: Auth }?][]
): Route[] {
  return list.map(([method, path, handle, options]) => ({
    method,
    path,
    handle,
    auth: options?.auth ?? 'bot',
  }));
}

interface Node {
  fixed: Map<string, Node>;
  parameter: { name: string; node: Node } | null;
  routes: Map<string, { route: Route; names: string[] }>;
}

const emptyNode = (): Node => ({ fixed: new Map(), parameter: null, routes: new Map() });

/** Finds a route by method and path. A fixed segment (`@me`) goes before a parameter. */
export class Router {
  readonly #root = emptyNode();

  add(route: Route): void {
    let node = this.#root;
    const names: string[] = [];
    for (const segment of route.path.split('/').filter(Boolean)) {
      const name = /^\{(\w+)\}$/.exec(segment)?.[1];
      if (name) {
        names.push(name);
        node.parameter ??= { name, node: emptyNode() };
        node = node.parameter.node;
      } else {
        const next = node.fixed.get(segment) ?? emptyNode();
        node.fixed.set(segment, next);
        node = next;
      }
    }
    node.routes.set(route.method, { route, names });
  }

  find(method: string, path: string): { route: Route; params: Record<string, string> } | null {
    const segments = path
      .split('/')
      .filter(Boolean)
      .map((segment) => decode(segment));
    const found = this.#walk(this.#root, segments, 0, [], method);
    if (!found) return null;
    const params: Record<string, string> = {};
    found.names.forEach((name, index) => {
      params[name] = found.values[index] ?? '';
    });
    return { route: found.route, params };
  }

  #walk(
    node: Node,
    segments: string[],
    at: number,
    values: string[],
    method: string,
  ): { route: Route; names: string[]; values: string[] } | null {
    const segment = segments[at];
    if (segment === undefined) {
      const found = node.routes.get(method);
      return found ? { ...found, values } : null;
    }
    const fixed = node.fixed.get(segment);
    const direct = fixed ? this.#walk(fixed, segments, at + 1, values, method) : null;
    if (direct) return direct;
    return node.parameter
      ? this.#walk(node.parameter.node, segments, at + 1, [...values, segment], method)
      : null;
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
