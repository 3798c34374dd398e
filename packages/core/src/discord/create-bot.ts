import type { Logger } from '@guildhall/sdk';
import { DefaultRestOptions, DiscordAPIError, Events, IntentsBitField, REST, Routes } from 'discord.js';
import type { Database } from '../database/index.ts';
import type { PluginCatalogue } from '../plugins/types.ts';
import { Broker, namingCallers } from './broker/index.ts';
import { createDirectory } from './directory.ts';
import type { GuildDirectory } from './directory-types.ts';
import { DispatchTap } from './dispatch-tap.ts';
import { BotStartError } from './errors.ts';
import { type Frame, frameId } from './frame.ts';
import { GatewaySessions } from './gateway-sessions.ts';
import { type ChosenIntents, chooseIntents, type PrivilegedIntentName } from './intents.ts';
import type { DiscordMetrics } from './metrics.ts';
import { GuildhallClient } from './sapphire-client.ts';

export interface BotOptions {
  readonly token: string;
  /** Checked against the token's application when given. */
  readonly applicationId?: string;
  /** Another Discord than the real one: the simulator's `api` and `cdn` addresses. */
  readonly rest?: { readonly api?: string; readonly cdn?: string };
  /** Milliseconds since 1970. Default: the machine's clock. */
  readonly now?: () => number;
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: DiscordMetrics;
  /** Whose plugins' intents are asked for, as it stands when the bot starts. */
  readonly catalogue?: PluginCatalogue;
  /** Privileged intents that the operator lets plugins have. Default: all that the application has. */
  readonly approvedIntents?: readonly PrivilegedIntentName[] | undefined;
}

export interface Bot {
  readonly client: GuildhallClient;
  readonly applicationId: string;
  readonly directory: GuildDirectory;
  readonly broker: Broker;
  readonly tap: DispatchTap;
  /** How far the gateway's events have been handled, for effects that are written together with it. */
  readonly sessions: Pick<GatewaySessions, 'progress' | 'beforeStore'>;
  /** What tells an event from every other, also when Discord delivers it again. */
  eventId(frame: Frame): string;
  /** Set by `start`. */
  readonly intents: ChosenIntents;
  /** Logs in. Resolves when the gateway has accepted us. @throws `BotStartError` */
  start(): Promise<void>;
  /** Resolves when every guild is known; rejects when the start failed. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/**
 * Makes the bot and asks Discord who it is; `start` connects.
 *
 * @throws `BotStartError` `TOKEN_INVALID`, `DISCORD_UNREACHABLE`, `APPLICATION_MISMATCH`
 */
export async function createBot(options: BotOptions): Promise<Bot> {
  const { logger, metrics } = options;
  const token = options.token.replace(/^Bot\s+/i, '');
  const application = await whoAmI(token, options.rest);
  if (options.applicationId && options.applicationId !== application.id) {
    throw new BotStartError(
      'APPLICATION_MISMATCH',
      `The token is of application ${application.id}, but DISCORD_CLIENT_ID says ${options.applicationId}.`,
      'Copy both from the same application in the Discord developer portal.',
    );
  }
  const send = DefaultRestOptions.makeRequest;
  const broker = new Broker(metrics, options.rest?.api === undefined ? send : namingCallers(send));
  const tap = new DispatchTap(metrics);
  let close = async (): Promise<void> => undefined;
  const sessions = new GatewaySessions(options.database, application.id, (shardId) => {
    logger.error('another process took this shard over; this one stops', { shardId });
    void close();
  });
  const client = new GuildhallClient(
    {
      intents: 0,
      rest: { ...options.rest, makeRequest: broker.makeRequest },
      ws: { buildStrategy: sessions.wrap(tap.buildStrategy) },
    },
    logger,
  );
  client.rest.setToken(token);
  client.on(Events.Error, (error) => logger.error('the client failed', { error: describe(error) }));
  client.on(Events.ShardError, (error, shardId) =>
    logger.warn('the gateway connection failed', { shardId, error: describe(error) }),
  );
  const directory = createDirectory(client, application.id, options.now);
  broker.attach(client, directory, token);
  tap.attach(client, (shardId, sequence) => sessions.begin(shardId, sequence));

  const ready = Promise.withResolvers<void>();
  // Who starts the bot hears of a failure from `start`; not everyone waits for `ready` as well.
  ready.promise.catch(() => undefined);
  client.once(Events.ClientReady, () => ready.resolve());

  let intents: ChosenIntents = { bits: 0, privileged: [], missing: [], unapproved: [] };
  let closing: Promise<void> | undefined;
  close = () => {
    closing ??= (async () => {
      tap.consume(undefined);
      await client.destroy();
      broker.close();
      await sessions.close();
    })();
    return closing;
  };

  return {
    client,
    applicationId: application.id,
    directory,
    broker,
    tap,
    sessions,
    eventId: (frame) => frameId(frame, sessions.sessionOf(frame.shardId)),
    get intents() {
      return intents;
    },
    ready: ready.promise,
    async start() {
      intents = chooseIntents(options.catalogue, application.flags ?? 0, options.approvedIntents);
      if (intents.privileged.length > 0) {
        logger.info('asks Discord for privileged intents, for the plugins that want them', {
          intents: intents.privileged,
        });
      }
      if (intents.unapproved.length > 0) {
        logger.warn('plugins want privileged intents that GUILDHALL_PRIVILEGED_INTENTS does not approve', {
          unapproved: intents.unapproved,
        });
      }
      if (intents.missing.length > 0) {
        logger.warn('privileged intents are not switched on; the plugins that want them run degraded', {
          missing: intents.missing,
        });
      }
      client.options.intents = new IntentsBitField(intents.bits).freeze();
      try {
        await sessions.claim(0, 1);
        await client.login(token);
      } catch (error) {
        const explained = explainLogin(error, intents);
        ready.reject(explained);
        await sessions.close();
        throw explained;
      }
    },
    close: () => close(),
  };
}

interface Application {
  readonly id: string;
  readonly flags?: number;
}

async function whoAmI(token: string, address: BotOptions['rest']): Promise<Application> {
  const rest = new REST({ ...DefaultRestOptions, ...address }).setToken(token);
  try {
    return (await rest.get(Routes.currentApplication())) as Application;
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 401) throw tokenInvalid(error);
    throw new BotStartError(
      'DISCORD_UNREACHABLE',
      `Discord does not answer at ${address?.api ?? 'discord.com'}: ${describe(error)}.`,
      'Check the network, then https://discordstatus.com.',
      error,
    );
  } finally {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
}

function tokenInvalid(cause: unknown): BotStartError {
  return new BotStartError(
    'TOKEN_INVALID',
    'Discord does not know DISCORD_TOKEN.',
    'Copy it again from the page "Bot" of your application in the Discord developer portal (Reset Token).',
    cause,
  );
}

function explainLogin(error: unknown, intents: ChosenIntents): unknown {
  if (error instanceof BotStartError) return error;
  const text = describe(error);
  if (/disallowed intents/i.test(text)) {
    return new BotStartError(
      'INTENTS_DISALLOWED',
      `Discord refused the privileged intents ${intents.privileged.join(', ')} (4014).`,
      'Switch them on under "Bot → Privileged Gateway Intents" in the developer portal, or remove the plugins that want them.',
      error,
    );
  }
  if (/authentication failed|token/i.test(text)) return tokenInvalid(error);
  return new BotStartError(
    'DISCORD_UNREACHABLE',
    `The gateway does not let us in: ${text}.`,
    'Check the network, then https://discordstatus.com.',
    error,
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
