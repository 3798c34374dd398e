import type {
  ActedOn,
  Acting,
  Clock,
  ConfigPlace,
  Context,
  Contribution,
  ExplainSubject,
  ExtensionPoint,
  FetchRequest,
  Jobs,
  Logger,
  PagePiece,
  PermissionName,
  SvgOptions,
  TextParameters,
} from '@guildhall/sdk';
import { pageUrl, translate } from '@guildhall/sdk/host';
import type { Client } from 'discord.js';
import type { ClientSession } from 'mongodb';
import { obstacleTo } from '../../access/index.ts';
import type { AuditLog } from '../../audit/types.ts';
import type { Database, GuildSettings } from '../../database/index.ts';
import { type Bot, type CallOwner, currentOwner } from '../../discord/index.ts';
import { type DataKeys, guildCollection, inTransaction, type TallyBook } from '../data/index.ts';
import type { LiveInstallation } from '../live-installation.ts';
import { languageOf, placesOf } from './context-marks.ts';
import type { ContextServices } from './context-services.ts';
import { guildDiscord } from './guild-discord.ts';
import { guildPlan } from './guild-plan.ts';
import { type RunOffer, serviceClients } from './service-clients.ts';
import { refuseWhenOff, whileOn } from './while-on.ts';

/** What contexts are made of. */
export interface ContextParts {
  readonly bot: Bot;
  readonly database: Database;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly tallies: TallyBook;
  readonly keys: Pick<DataKeys, 'of'>;
  readonly logger: Logger;
  readonly services: ContextServices;
  readonly jobs: (live: LiveInstallation) => Jobs;
  readonly provider: (guildId: string, serviceId: string) => LiveInstallation | undefined;
  readonly runOffer: RunOffer;
  readonly contributions: (live: LiveInstallation, point: ExtensionPoint) => readonly Contribution[];
  readonly emit: (live: LiveInstallation, event: string, payload: unknown) => void;
  /** The origin that people open; `undefined`: nobody has said. */
  readonly publicUrl: string | undefined;
}

/** Names that only differ from call to call in an interaction, or in teardown. */
export interface ContextVariation {
  /** Language of `t`; the guild's otherwise. */
  readonly locale?: string;
  /** Where, and for whom; left out: the configuration of the whole guild. */
  readonly place?: ConfigPlace;
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
      whileOn(
        owner,
        guildCollection(
          {
            database,
            pluginId,
            guildId,
            declarations,
            tallies: parts.tallies,
            keys: parts.keys,
            signal: owner.signal,
            ...(session && { session }),
          },
          name,
        ),
      ),
    );
  const log = pluginLogger(parts.logger, { guildId, pluginId });
  return {
    [languageOf]: locale,
    ...(live.differsByPlace ? { [placesOf]: () => placesIn(bot.client, live) } : {}),
    guild: {
      id: guildId,
      get name() {
        return bot.directory.guild(guildId)?.name ?? guildId;
      },
      locale: settings.language,
      timezone: settings.timezone,
      t: (key: string, parameters?: TextParameters) =>
        translate(version.manifest.locales, settings.language, key, parameters),
    },
    config: variation.place === undefined ? live.config : live.configAt(variation.place),
    configFor: (place: ConfigPlace) => live.configAt(place),
    data: data(),
    transaction: async (work: (within: Context['data']) => PromiseLike<unknown>) => {
      refuseWhenOff(owner);
      if (parts.tallies.waits(pluginId, guildId)) await parts.tallies.flush();
      return inTransaction(database, (session) => work(data(session)));
    },
    discord: guildDiscord(bot.client, owner, clock),
    use: serviceClients(
      declaration.uses?.() ?? {},
      (serviceId) => parts.provider(guildId, serviceId),
      async (provider, offer, input) => {
        refuseWhenOff(owner);
        return parts.runOffer(provider, offer, input);
      },
    ),
    jobs: whileOn(owner, parts.jobs(live)),
    log,
    clock,
    signal: owner.signal,
    emit: (event: string, payload: unknown) => {
      refuseWhenOff(owner);
      parts.emit(live, event, payload);
    },
    contributions: (point: ExtensionPoint) => parts.contributions(live, point),
    t: (key: string, parameters?: TextParameters) =>
      translate(version.manifest.locales, locale, key, parameters),
    audit: async (action: string, details?: Readonly<Record<string, unknown>>) => {
      refuseWhenOff(owner);
      await audit.record({
        guildId,
        actor: { kind: 'plugin', pluginId },
        action: `${pluginId}.${action}`,
        ...(details === undefined ? {} : { after: details }),
      });
    },
    explain: (subject: ExplainSubject, key: string, parameters: TextParameters = {}) => {
      refuseWhenOff(owner);
      explain(parts, live, subject, key, parameters);
    },
    can: async (actor: Acting, target: ActedOn, permission: PermissionName | readonly PermissionName[]) =>
      (await obstacleTo(bot.directory, guildId, actor, target, permission, clock.now())) === undefined,
    cannot: (actor: Acting, target: ActedOn, permission: PermissionName | readonly PermissionName[]) =>
      obstacleTo(bot.directory, guildId, actor, target, permission, clock.now()),
    fetch: (url: string, request?: FetchRequest) =>
      parts.services.egress.fetch(
        { pluginId, guildId, hosts: version.manifest.hosts, signal: owner.signal, mode: owner.mode },
        url,
        request,
      ),
    pageUrl: (page: PagePiece, params?: Readonly<Record<string, string>>) =>
      pageUrl(parts.publicUrl, version.manifest, guildId, page, params),
    image: {
      svg: (svg: string, look?: SvgOptions) =>
        parts.services.images.svg({ pluginId, guildId, signal: owner.signal }, svg, look),
    },
    plan: guildPlan(parts.services.plans, guildId, version.manifest),
  } as unknown as Context;
}

/** What the configuration by place rests on, as data: for a plugin in another process. */
function placesIn(client: Client, { guildId, overrides }: LiveInstallation) {
  const channels = client.guilds.cache.get(guildId)?.channels.cache;
  return {
    overrides,
    parents: Object.fromEntries([...(channels?.values() ?? [])].map(({ id, parentId }) => [id, parentId])),
  };
}

/** What a plugin says of itself, in the name of the handler that runs. */
function explain(
  { services }: ContextParts,
  { guildId, pluginId, version }: LiveInstallation,
  { member, message, channel }: ExplainSubject,
  key: string,
  parameters: TextParameters,
): void {
  const { cause } = currentOwner() ?? {};
  services.explanations.keep({
    guildId,
    pluginId,
    version: version.version,
    kind: 'said',
    members: member === undefined ? [] : [String(member)],
    messages: message === undefined ? [] : [String(message)],
    channelId: channel === undefined ? null : String(channel),
    said: {
      key,
      parameters: { ...parameters },
      text: translate(version.manifest.locales, 'en', key, parameters),
    },
    call: null,
    piece: cause?.piece ?? null,
    event: cause?.event ?? null,
  });
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
