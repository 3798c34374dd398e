import type { AsyncResource } from 'node:async_hooks';
import type { ConfigPlace, Context, ExtensionPoint, PagePiece } from '@guildhall/sdk';
import { pageUrl, translate } from '@guildhall/sdk/host';
import type { CallExtras, CallRef, GuildFacts } from '../protocol/messages.ts';
import { collections } from './collections.ts';
import { configAt } from './config-at.ts';
import type { Guest } from './guest.ts';

/** A guild, as the process knows it. */
export interface GuildSeat {
  readonly id: string;
  facts: GuildFacts;
  readonly abort: AbortController;
  /** The context of events; made anew when the guild's facts change. */
  context: Context | undefined;
  /** In whose name its events are handled, entered once and kept. */
  entrance: AsyncResource | undefined;
}

/** The context of handlers that nothing but their guild tells apart. */
export function guildContext(guest: Guest, seat: GuildSeat): Context {
  seat.context ??= makeContext(guest, seat, { guildId: seat.id });
  return seat.context;
}

/** What of `ctx.discord` needs no structures. */
const discordFunctions = [
  'send',
  'edit',
  'delete',
  'direct',
  'timeout',
  'kick',
  'ban',
  'unban',
  'isBanned',
  'addRole',
  'removeRole',
] as const;

/** `ctx`: plain values are here, everything else is asked of the host. */
export function makeContext(guest: Guest, seat: GuildSeat, ref: CallRef, extras: CallExtras = {}): Context {
  const { link, plugin, manifest } = guest;
  const { facts } = seat;
  const { declaration } = plugin;
  const ask =
    (path: string) =>
    (...parameters: unknown[]) =>
      link.ask(ref, path, parameters);
  const declared = declaration.data ?? {};
  const log = (level: string) => (message: string, details?: Readonly<Record<string, unknown>>) =>
    guest.log(level, message, details, seat.id);
  const language = extras.language ?? facts.locale;
  const context = {
    guild: {
      id: seat.id,
      name: facts.name,
      locale: facts.locale,
      timezone: facts.timezone,
      t: (key: string, parameters?: Readonly<Record<string, string | number>>) =>
        translate(manifest.locales, facts.locale, key, parameters),
    },
    config: 'config' in extras ? extras.config : facts.config,
    configFor: (place: ConfigPlace) => configAt(facts, place),
    data: collections(link, ref, declared),
    transaction: (work: (data: unknown) => PromiseLike<unknown>) =>
      guest.transactions.run(ref, (id) => work(collections(link, ref, declared, id))),
    discord: {
      guild: () => guest.structures.guild(ref),
      channel: (id: string) => guest.structures.channel(ref, id),
      member: (id: string) => guest.structures.member(ref, id),
      ...Object.fromEntries(discordFunctions.map((name) => [name, ask(`discord.${name}`)])),
    },
    use: services(guest, seat, ref),
    jobs: {
      at: (when: unknown, job: { name: string }, input: unknown, options?: unknown) =>
        link.ask(ref, 'jobs.at', [when, { name: job.name }, input, options]),
      cancel: (job: { name: string }, key: string) => link.ask(ref, 'jobs.cancel', [{ name: job.name }, key]),
    },
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    clock: guest.clock,
    signal: seat.abort.signal,
    emit(event: string, payload: unknown) {
      const schema = declaration.emits?.[event];
      if (!schema) throw new TypeError(`${manifest.id} does not declare the event "${event}"`);
      schema.parse(payload);
      guest.forget(link.ask(ref, 'emit', [event, payload]));
    },
    contributions: (point: ExtensionPoint) => contributions(guest, seat, ref, point),
    t: (key: string, parameters?: Readonly<Record<string, string | number>>) =>
      translate(manifest.locales, language, key, parameters),
    audit: ask('audit'),
    explain: (...given: unknown[]) => guest.forget(link.ask(ref, 'explain', given)),
    can: ask('can'),
    cannot: ask('cannot'),
    fetch: ask('fetch'),
    pageUrl: (page: PagePiece, params?: Readonly<Record<string, string>>) =>
      pageUrl(guest.publicUrl, manifest, seat.id, page, params),
    image: { svg: ask('image.svg') },
    plan: { has: ask('plan.has'), current: ask('plan.current') },
    ...extras.values,
  };
  for (const name of extras.functions ?? []) Object.assign(context, { [name]: ask(name) });
  if (extras.interaction !== undefined) {
    let structure: unknown;
    Object.defineProperty(context, 'interaction', {
      enumerable: true,
      get: () => {
        structure ??= guest.structures.interaction(extras.interaction);
        return structure;
      },
    });
  }
  return context as unknown as Context;
}

function services(guest: Guest, seat: GuildSeat, ref: CallRef): Readonly<Record<string, unknown>> {
  const clients = {};
  for (const [key, used] of Object.entries(guest.plugin.declaration.uses?.() ?? {})) {
    const isOptional = 'optional' in used;
    const service = isOptional ? used.optional : used;
    const client = Object.fromEntries(
      Object.keys(service.offers).map((offer) => [
        offer,
        async (input: unknown) => {
          const declared = service.offers[offer];
          const output = await guest.link.ask(ref, 'use', [key, offer, input]);
          // The provider has checked its answer; a date in it has become one again only by this side's own schema.
          const own = await declared?.output.safeParseAsync(output);
          return own?.success ? own.data : output;
        },
      ]),
    );
    Object.defineProperty(clients, key, {
      enumerable: true,
      get: () => (isOptional && !seat.facts.services.includes(service.id) ? undefined : client),
    });
  }
  return clients;
}

function contributions(
  guest: Guest,
  seat: GuildSeat,
  ref: CallRef,
  point: ExtensionPoint,
): readonly unknown[] {
  const { id } = guest.manifest;
  const list = point.plugin === id ? seat.facts.contributions[point.name] : undefined;
  if (!list) {
    throw new TypeError(
      `${id} has no extension point "${point.plugin}.${point.name}". Pass extensionPoint(…) of it to build.`,
    );
  }
  return list.map(({ pluginId, name, title }) => ({
    pluginId,
    name,
    title,
    call: (input: unknown) => guest.link.ask(ref, 'contributions', [point.name, pluginId, name, input]),
  }));
}
