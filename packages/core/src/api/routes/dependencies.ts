import type { IncomingMessage } from 'node:http';
import type { EventLoopWatch, Logger, Metrics, Readiness } from '../../observability/index.ts';
import type { Cursors } from '../crypto/cursors.ts';
import type { Keys } from '../crypto/keys.ts';
import type { LiveEvents } from '../live/live-events.ts';
import type { OpenApiDocument } from '../openapi/document.ts';
import type { ApiServices } from '../services.ts';
import type { OwnGuilds } from '../sign-in/own-guilds.ts';

/** What the handlers work with. */
export interface RouteDependencies {
  /** @throws `RequestProblem` `not_ready` until the start is done. */
  readonly services: () => ApiServices;
  readonly live: LiveEvents;
  readonly keys: Keys;
  readonly cursors: Cursors;
  readonly ownGuilds: OwnGuilds;
  readonly now: () => number;
  readonly https: boolean;
  readonly ownOrigin: (request: IncomingMessage) => string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly eventLoop: EventLoopWatch;
  readonly about: About;
  /** Without the routes of plugins. */
  readonly hostDocument: OpenApiDocument;
}

/** What does not change while it runs. */
export interface About {
  readonly version: string;
  readonly mode: 'demo' | 'discord';
  /** No plugin runs. */
  readonly safeMode: boolean;
  /** The page where a bot is added to a guild. */
  readonly authorizeUrl: () => string;
  readonly chatUrl: () => string | undefined;
}
