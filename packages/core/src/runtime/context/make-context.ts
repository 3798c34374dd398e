import type { Clock, Context, Contribution, ExtensionPoint, Jobs, Logger } from '@guildhall/sdk';
import { translate } from '@guildhall/sdk/host';
import type { ClientSession } from 'mongodb';
import type { AuditLog } from '../../audit/types.ts';
import type { Database, GuildSettings } from '../../database/index.ts';
import type { Bot, CallOwner } from '../../discord/index.ts';
import { guildCollection, inTransaction } from '../data/index.ts';
import type { LiveInstallation } from '../live-installation.ts';
import { guildDiscord } from './guild-discord.ts';
import { type RunOffer, serviceClients } from './service-clients.ts';

/** What contexts are made of. */
export interface ContextParts {
  readonly bot: Bot;
  readonly database: Database;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly jobs: (live: LiveInstallation) => Jobs;
  readonly provider: (guildId: string, serviceId: string) => LiveInstallation | undefined;
  readonly runOffer: RunOffer;
  readonly contributions: (live: LiveInstallation, point: ExtensionPoint) => readonly Contribution[];
  readonly emit: (live: LiveInstallation, event: string, payload: unknown) => void;
}

/** Names that only differ from call to call in an interaction, or in teardown. */
export interface ContextVariation {
  /** Language of `t`; the guild's otherwise. */
  readonly locale?: string;
  /** In whose name Discord is called; the installation's otherwise. */
  readonly owner?: CallOwner;
}

/** The context of one installation, with the configuration as it is now. */
export function makeContext(
  parts: ContextParts,
  live: LiveInstallation,
  settings: GuildSettings,
  variation: ContextVariation = {},
): Context {
  const { bot, database, audit, clock } = parts;
  const { guildId, pluginId, plugin, version } = live;
  const { declaration } = plugin;
  const owner = variation.owner ?? live.owner;
  const locale = variation.locale ?? settings.language;
  const declarations = declaration.data ?? {};
  const data = (session?: ClientSession): Context['data'] =>
    lazily(declarations, (name) =>
      guildCollection({ database, pluginId, guildId, declarations, ...(session && { session }) }, name),
    );
  const log = pluginLogger(parts.logger, { guildId, pluginId });
  return {
    guild: {
      id: guildId,
      get name() {
        return bot.directory.guild(guildId)?.name ?? guildId;
      },
      locale: settings.language,
      timezone: settings.timezone,
    },
    config: live.config,
    data: data(),
    transaction: (work: (within: Context['data']) => PromiseLike<unknown>) =>
      inTransaction(database, (session) => work(data(session))),
    discord: guildDiscord(bot.client, owner),
    use: serviceClients(
      declaration.uses?.() ?? {},
      (serviceId) => parts.provider(guildId, serviceId),
      parts.runOffer,
    ),
    jobs: parts.jobs(live),
    log,
    clock,
    signal: owner.signal,
    emit: (event: string, payload: unknown) => parts.emit(live, event, payload),
    contributions: (point: ExtensionPoint) => parts.contributions(live, point),
    t: (key, parameters) => translate(version.manifest.locales, locale, key, parameters),
    audit: (action, details) =>
      audit.record({
        guildId,
        actor: { kind: 'plugin', pluginId },
        action: `${pluginId}.${action}`,
        ...(details === undefined ? {} : { after: details }),
      }),
  } as Context;
}

/** An object whose members are made when first asked for. */
function lazily<T, R>(
  source: Readonly<Record<string, T>>,
  make: (name: string, value: T) => R,
): Readonly<Record<string, R>> {
  const made: Record<string, R> = {};
  const result: Record<string, R> = {};
  for (const [name, value] of Object.entries(source)) {
    Object.defineProperty(result, name, {
      enumerable: true,
      get: () => {
        made[name] ??= make(name, value);
        return made[name];
      },
    });
  }
  return result;
}

function pluginLogger(logger: Logger, ids: Readonly<Record<string, unknown>>): Logger {
  return {
    debug: (message, details) => logger.debug(message, { ...details, ...ids }),
    info: (message, details) => logger.info(message, { ...details, ...ids }),
    warn: (message, details) => logger.warn(message, { ...details, ...ids }),
    error: (message, details) => logger.error(message, { ...details, ...ids }),
  };
}
