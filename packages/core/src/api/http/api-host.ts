import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import Router from '@koa/router';
import Koa, { type Context, type Middleware } from 'koa';
import type { EventLoopWatch, Logger, Metrics, Readiness } from '../../observability/index.ts';
import type { PluginVersion } from '../../plugins/types.ts';
import { contracts } from '../contracts/index.ts';
import { finishSignIn, startSignIn } from '../contracts/session.ts';
import { createCursors } from '../crypto/cursors.ts';
import type { Keys } from '../crypto/keys.ts';
import { LiveEvents } from '../live/live-events.ts';
import { publishChanges } from '../live/publish-changes.ts';
import { apiBase, type OpenApiDocument, openApiDocument } from '../openapi/document.ts';
import { documentWithPlugins } from '../openapi/plugin-paths.ts';
import { dashboardPage } from '../pages/dashboard-page.ts';
import { docsPage } from '../pages/docs-page.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import type { About, RouteDependencies } from '../routes/dependencies.ts';
import { allRoutes } from '../routes/index.ts';
import { pluginCallRoutes } from '../routes/plugin-call-routes.ts';
import type { ApiServices } from '../services.ts';
import { OwnGuilds } from '../sign-in/own-guilds.ts';
import { languageOf } from './language.ts';
import { ownOrigin } from './origin.ts';
import { PortError } from './port-error.ts';
import { createResponseCheck } from './response-check.ts';
import { createRunner } from './run-route.ts';
import { securityHeaders } from './security-headers.ts';

export interface ApiHostOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly publicUrl: URL | undefined;
  readonly now: () => number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly eventLoop: EventLoopWatch;
  readonly keys: Keys;
  readonly about: About;
  /** Where pictures of Discord's come from. */
  readonly imageOrigins: () => readonly string[];
  /** The dashboard's built files. */
  readonly dashboardFolder: string;
  /** `throw` in tests and development; a share of the answers in production. */
  readonly checkResponses: 'throw' | number;
  /** 1,000 a minute when left out. */
  readonly globalLimit?: { readonly requests: number; readonly perSeconds: number };
}

export interface ApiHost {
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly live: LiveEvents;
  /** From now on, operations are served instead of answering `not_ready`. */
  open(services: ApiServices): void;
  /** Ends streams, lets answers that are under way finish for `graceMs`, then cuts what is left. */
  close(graceMs?: number): Promise<void>;
}

/**
 * Listens at once, so that `/readyz` can say what is starting; operations answer 503 until `open()`.
 *
 * @throws `PortError`
 */
export async function startApiHost(options: ApiHostOptions): Promise<ApiHost> {
  const { logger, metrics, readiness, publicUrl, now, keys } = options;
  const https = publicUrl?.protocol === 'https:';
  const closing = new AbortController();
  const live = new LiveEvents(now);
  let services: ApiServices | undefined;
  let unpublish = () => {};
  let url = '';

  const deps: RouteDependencies = {
    services() {
      if (services && !closing.signal.aborted) return services;
      throw new RequestProblem('not_ready', { headers: { 'retry-after': '2' } });
    },
    live,
    keys,
    cursors: createCursors(keys),
    ownGuilds: new OwnGuilds(keys, now),
    now,
    https,
    ownOrigin: (request) => ownOrigin(request, publicUrl, url),
    logger,
    metrics,
    readiness,
    eventLoop: options.eventLoop,
    about: options.about,
    hostDocument: openApiDocument(contracts, options.about.version),
  };
  const run = createRunner({
    deps,
    behindProxy: publicUrl !== undefined,
    checkResponse: createResponseCheck(options.checkResponses, logger),
    globalLimit: options.globalLimit ?? { requests: 1000, perSeconds: 60 },
  });

  const router = new Router();
  for (const route of allRoutes({ ...deps, closing: closing.signal })) {
    const { contract } = route;
    const path = `${contract.atRoot ? '' : apiBase}${contract.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
    const handle = run(route);
    router.register(path, [contract.method], (context: Context) => handle(context, context.params));
  }

  for (const route of pluginCallRoutes(deps)) {
    const handle = run(route);
    router.register(
      `${apiBase}/guilds/:guildId/plugins/:pluginId{/*below}`,
      [route.contract.method],
      (context: Context) => handle(context, context.params),
    );
  }

  const app = new Koa();
  app.use(observe(logger, metrics, now));
  app.use(securityHeaders({ https, imageOrigins: options.imageOrigins }));
  app.use(problems(logger));
  app.use(router.routes() as Middleware);
  app.use(openApi(deps.hostDocument, () => services?.catalogue.list() ?? []));
  app.use(unknownOperation(router));
  app.use(docsPage());
  app.use(dashboardPage(options.dashboardFolder));
  app.use((context) => {
    throw new RequestProblem('route_not_found', { values: { path: context.path } });
  });
  app.on('error', (error: unknown) => logger.debug({ err: error }, 'connection'));

  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, app.callback());
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await listen(server, options.host, options.port);
  url = addressOf(server, options.host);

  return {
    url,
    live,
    open(given) {
      services = given;
      unpublish = publishChanges(given, live);
    },
    async close(graceMs = 3_000) {
      readiness.closing();
      closing.abort();
      unpublish();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, graceMs);
      await closed;
      clearTimeout(cut);
    },
  };
}

function observe(logger: Logger, metrics: Metrics, now: () => number): Middleware {
  return async (context, next) => {
    const begun = performance.now();
    context.state.requestId = randomUUID();
    context.set('x-request-id', context.state.requestId);
    await next();
    const seconds = (performance.now() - begun) / 1000;
    const operation: string = context.state.operation ?? 'unknown';
    const status = context.respond === false ? context.res.statusCode : context.status;
    metrics.httpRequest(operation, context.method, status, seconds);
    logger.debug(
      { request: context.state.requestId, operation, status, ms: Math.round(seconds * 1000), at: now() },
      'request',
    );
  };
}

function problems(logger: Logger): Middleware {
  return async (context, next) => {
    try {
      await next();
    } catch (error) {
      const problem =
        error instanceof RequestProblem ? error : new RequestProblem('internal_error', { cause: error });
      const request = context.state.requestId as string;
      if (problem.status >= 500 && problem.code !== 'not_ready') {
        logger.error(
          { request, operation: context.state.operation, code: problem.code, err: problem.cause },
          'request failed',
        );
      }
      if (isSignInPage(context)) {
        context.redirect(`/sign-in?problem=${problem.code}`);
        return;
      }
      const language = languageOf(context);
      context.status = problem.status;
      context.set({ 'content-language': language, vary: 'accept-language', 'cache-control': 'no-store' });
      context.set(problem.extra.headers ?? {});
      context.type = 'application/problem+json';
      context.body = JSON.stringify(problem.body(language, request));
      // The rest of a body that was refused half-way is not read: the connection can't be used again.
      if (!context.req.complete) context.set('connection', 'close');
    }
  };
}

/** A person on the way to sign in reads a page, not JSON. */
function isSignInPage(context: Context): boolean {
  const { operation } = context.state;
  return (
    (operation === startSignIn.operationId || operation === finishSignIn.operationId) &&
    context.accepts('json', 'html') === 'html'
  );
}

/** The host's operations and the routes of the newest version of each plugin. */
function openApi(host: OpenApiDocument, newest: () => readonly PluginVersion[]): Middleware {
  let written: { readonly of: string; readonly document: string } | undefined;
  return (context, next) => {
    if (context.path !== '/openapi.json' || context.method !== 'GET') return next();
    context.state.operation = 'openapi';
    context.type = 'application/json';
    const plugins = newest();
    const of = plugins.map((plugin) => plugin.hash).join();
    if (written?.of !== of) written = { of, document: JSON.stringify(documentWithPlugins(host, plugins)) };
    context.body = written.document;
    return undefined;
  };
}

/** What is below `/api` and no operation, or another method of one. */
function unknownOperation(router: Router): Middleware {
  return (context, next) => {
    const { path, method } = context;
    const layers = router.match(path, method).path;
    if (layers.length > 0) {
      const allowed = [...new Set(layers.flatMap((layer) => layer.methods))].join(', ');
      throw new RequestProblem('method_not_allowed', {
        values: { path, method, allowed },
        headers: { allow: allowed },
      });
    }
    if (/^\/api(\/|$)/.test(path)) throw new RequestProblem('route_not_found', { values: { path } });
    return next();
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new PortError(host, port, error)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
