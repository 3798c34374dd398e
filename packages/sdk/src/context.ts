import type {
  APIEmbed,
  APIMessageTopLevelComponent,
  ChatInputCommandInteraction,
  Guild,
  GuildBasedChannel,
  GuildMember,
  MessageComponentInteraction,
  ModalSubmitInteraction,
} from 'discord.js';
import type { z } from 'zod';
import type { ActedOn, Acting, Obstacle } from './access.ts';
import type { Clock, Duration } from './clock.ts';
import type { Collection, CollectionDeclaration } from './data.ts';
import type { ExplainSubject } from './explain.ts';
import type { Contribution, ExtensionPoint } from './extension-point.ts';
import type { FetchRequest, FetchResponse } from './fetch.ts';
import type { Images } from './images.ts';
import type { PermissionName } from './permissions.ts';
import type { LinkButtonComponent } from './pieces/link-button.ts';
import type { PagePiece } from './pieces/page-types.ts';
import type { SelectComponent } from './pieces/select-types.ts';
import type { ButtonComponent, JobPiece, ModalValue } from './pieces/types.ts';
import type { GuildPlan } from './plan.ts';
import type { OptionalService, Service, ServiceClient } from './service.ts';

/** Where, and for whom, a configuration is asked for. What is left out has no say. */
export interface ConfigPlace {
  readonly channelId?: string | undefined;
  readonly roleIds?: readonly string[] | undefined;
}

/** Everything of a contract that the types of its handlers depend on. */
export interface Shape {
  readonly config: z.ZodObject;
  readonly data: Readonly<Record<string, CollectionDeclaration>>;
  readonly uses: Readonly<Record<string, Service | OptionalService>>;
  readonly emits: Readonly<Record<string, z.ZodType>>;
}

/** Placeholders of a translated text. A `count` chooses the plural form `key.one` / `key.other`. */
export type TextParameters = Readonly<Record<string, string | number>>;

/** What a plugin sends. A string is `{ content }`. Mentions ping nobody unless `mentions` lists them. */
export type OutgoingMessage =
  | string
  | {
      readonly content?: string;
      readonly embeds?: readonly APIEmbed[];
      /** Buttons are put into rows of five, a select into a row of its own; other components make it a Components V2 message. */
      readonly components?: readonly (
        | ButtonComponent
        | LinkButtonComponent
        | SelectComponent
        | APIMessageTopLevelComponent
      )[];
      /** Only the member who acted sees it. Only for answers to interactions. */
      readonly ephemeral?: boolean;
      /** Who may be pinged. Default: nobody. */
      readonly mentions?: {
        readonly users?: readonly string[];
        readonly roles?: readonly string[];
        readonly everyone?: boolean;
      };
      readonly files?: readonly { readonly name: string; readonly data: Uint8Array }[];
      /** The id of a message of the same channel that this one is shown as a reply to; one that is gone is left out. Only for `send`. */
      readonly replyTo?: string;
    };

/** How a message is sent. */
export interface SendOptions {
  /**
   * A name for this message, 1–100 characters: sent again with the same name in the same channel within a few minutes, Discord makes
   * no second one and answers with the first. For what may run twice, such as a job whose process was killed between sending and
   * noting that it has sent. Beyond those minutes look whether it is there before you send.
   */
  readonly once?: string;
}

/** A member as Discord resolves one in an interaction: no structure is built for it. */
export interface ResolvedMember {
  readonly id: string;
  /** What the guild sees: nickname, else display name, else user name. */
  readonly name: string;
  readonly roles: readonly string[];
  /** Total permissions in the channel of the interaction, as Discord's bit set. */
  readonly permissions: bigint;
  readonly bot: boolean;
}

/** Somebody as Discord resolves them in an interaction, whether they are in the guild or not. */
export interface ResolvedUser {
  readonly id: string;
  /** What the guild sees of a member, else their display name or user name. */
  readonly name: string;
  readonly bot: boolean;
  /** Absent for who has left, or was never there. */
  readonly member?: ResolvedMember;
}

/** A channel as Discord resolves one in an interaction. `type` is Discord’s number of its kind. */
export interface ResolvedChannel {
  readonly id: string;
  readonly name: string;
  readonly type: number;
}

/** A role as Discord resolves one in an interaction. `color` is `0xRRGGBB`, 0 for none; a higher `position` is above. */
export interface ResolvedRole {
  readonly id: string;
  readonly name: string;
  readonly color: number;
  readonly position: number;
}

/** Discord, as far as this guild and this plugin's capabilities reach. Every call passes the host's broker. */
export interface GuildDiscord {
  /** discord.js structures, fetched when not cached. */
  guild(): Promise<Guild>;
  channel(id: string): Promise<GuildBasedChannel | undefined>;
  /** As they are now: asked of Discord where nothing tells the bot of members' changes, which counts as a call. */
  member(id: string): Promise<GuildMember | undefined>;
  /** Calls that need no structures. @throws `DiscordRefusal` with Discord's code or the broker's reason. */
  send(channelId: string, message: OutgoingMessage, options?: SendOptions): Promise<{ readonly id: string }>;
  direct(
    userId: string,
    message: OutgoingMessage,
    options?: SendOptions,
  ): Promise<{ readonly id: string } | undefined>;
  /** Changes what the bot wrote; what `message` leaves out stays. */
  edit(channelId: string, messageId: string, message: OutgoingMessage): Promise<void>;
  /** Deletes a message. One of somebody else's takes the capability `messages.manage`. @returns whether it was still there. */
  delete(channelId: string, messageId: string, reason?: string): Promise<boolean>;
  /** Times a member out for so long, at most 28 days; 0 ends it. Takes the capability `members.moderate`. */
  timeout(userId: string, duration: Duration, reason?: string): Promise<void>;
  /** Takes the capability `members.moderate`, as do the three below. @returns whether they were a member. */
  kick(userId: string, reason?: string): Promise<boolean>;
  /** Bans anybody, member or not. @param options `deleteMessages`: their messages of so long go, at most 7 days; default none */
  ban(
    userId: string,
    options?: { readonly deleteMessages?: Duration; readonly reason?: string },
  ): Promise<void>;
  /** @returns whether they were banned. */
  unban(userId: string, reason?: string): Promise<boolean>;
  isBanned(userId: string): Promise<boolean>;
  addRole(userId: string, roleId: string, reason?: string): Promise<void>;
  removeRole(userId: string, roleId: string, reason?: string): Promise<void>;
}

/** Work for later, of the jobs that a plugin declares with an `input`. */
export interface Jobs {
  /**
   * Runs `job` once at `when`, across restarts. A second call with the same `key` replaces the first.
   * @param when a date, or how long from now
   */
  at<I>(
    when: Date | { readonly in: Duration },
    job: JobPiece<I>,
    input: I,
    options?: { key?: string },
  ): Promise<void>;
  /** @returns whether there was such a job. */
  cancel<I>(job: JobPiece<I>, key: string): Promise<boolean>;
}

/** Writes to the operator’s log, with the plugin and the guild filled in. Details are JSON; no line may hold what members wrote. */
export interface Logger {
  debug(message: string, details?: Readonly<Record<string, unknown>>): void;
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, details?: Readonly<Record<string, unknown>>): void;
}

/** What every handler gets: one guild, never the whole bot. */
export interface Context<S extends Shape = Shape> {
  readonly guild: {
    readonly id: string;
    readonly name: string;
    readonly locale: string;
    readonly timezone: string;
    /** A text of the plugin's locales in the guild's language, whoever acts: for what everybody reads. */
    t(key: string, parameters?: TextParameters): string;
  };
  /**
   * What the guild's admins have set. Where the handler has a channel or a member (commands, components, events about them), it
   * is what holds there: overrides of the category, the channel and the member's roles are applied.
   */
  readonly config: z.output<S['config']>;
  /**
   * The configuration as it holds in a channel, for who has these roles. For a field that several overrides are about, a role's goes
   * before a channel's, a thread's before its channel's, a channel's before its category's; of several roles', the one
   * that admins put first. Costs nothing where there are no overrides.
   *
   * @example
   * const { threshold } = ctx.configFor({ channelId: reaction.message.channelId });
   */
  configFor(place: ConfigPlace): z.output<S['config']>;
  readonly data: {
    readonly [K in keyof S['data']]: Collection<
      z.output<S['data'][K]['schema']>,
      keyof S['data'] & string,
      S['data'][K] extends { readonly tally: readonly (infer F extends string)[] } ? F : never
    >;
  };
  /**
   * Runs reads and writes of the plugin's own data as one: all of them happen, or none.
   *
   * 1. Only what goes through the given `data` belongs to it, one call after the other.
   * 2. `work` may run several times, when others write the same documents meanwhile: do nothing else in it.
   * 3. It takes at most 5 seconds.
   *
   * @throws what `work` throws; `DataError` `TRANSACTION_TOO_LONG`. Nothing has been written then.
   * @example
   * await ctx.transaction(async (data) => {
   *   await data.purses.updateOne({ userId: from }, { $inc: { coins: -5 } });
   *   await data.purses.updateOne({ userId: to }, { $inc: { coins: 5 } });
   * });
   */
  transaction<T>(work: (data: Context<S>['data']) => PromiseLike<T>): Promise<T>;
  readonly discord: GuildDiscord;
  readonly use: {
    readonly [K in keyof S['uses']]: S['uses'][K] extends OptionalService<infer O>
      ? ServiceClient<O> | undefined
      : S['uses'][K] extends Service
        ? ServiceClient<S['uses'][K]>
        : never;
  };
  readonly jobs: Jobs;
  readonly log: Logger;
  readonly clock: Clock;
  /** Aborts when the installation is disabled, updated or uninstalled. */
  readonly signal: AbortSignal;
  emit<K extends keyof S['emits'] & string>(event: K, payload: z.input<S['emits'][K]>): void;
  /** What the enabled plugins of this guild contribute to one of the plugin's extension points. */
  contributions<I extends z.ZodType, O extends z.ZodType>(
    point: ExtensionPoint<string, I, O>,
  ): readonly Contribution<I, O>[];
  /** A text of the plugin's locales, in the guild's language (in an interaction: the member's). */
  t(key: string, parameters?: TextParameters): string;
  /**
   * Writes an entry to the guild's audit log in the plugin's name: what admins look up months later. Kept for ever, durable
   * when it resolves. For what the plugin decided about one member or message, use `explain`.
   */
  audit(action: string, details?: Readonly<Record<string, unknown>>): Promise<void>;
  /**
   * Says why the plugin did something, or did not, for whoever asks `/why` within 24 hours: the member themselves, and admins.
   * `key` is a text of the plugin's locales. What the plugin writes to Discord is recorded by itself; say what else matters.
   *
   * It is written a moment later, with others, and may be lost when the process dies; beyond 100 a second in one guild it is.
   *
   * @example
   * ctx.explain({ member: message.author.id, message: message.id }, 'why.cooldown', { seconds: 22 });
   */
  explain(subject: ExplainSubject, key: string, parameters?: TextParameters): void;
  /**
   * Whether Discord's rules let `actor` do to `target` what takes `permission`, and let the bot do it in their place: permissions
   * (with a channel's overwrites), the owner, ADMINISTRATOR, and the order of roles.
   *
   * @example
   * if (!(await ctx.can(ctx.member, { member: target.id }, 'KickMembers'))) return ctx.reply(ctx.t('kick.refused'));
   * @param permission several are all needed; with none of them (`[]`) only who it is and the order of roles count
   */
  can(
    actor: Acting,
    target: ActedOn,
    permission: PermissionName | readonly PermissionName[],
  ): Promise<boolean>;
  /** The same question, answered with what stands in the way; `undefined`: nothing does. */
  cannot(
    actor: Acting,
    target: ActedOn,
    permission: PermissionName | readonly PermissionName[],
  ): Promise<Obstacle | undefined>;
  /**
   * Asks a service on the internet, of the `hosts` that the plugin declares. The host asks in the plugin's place:
   *
   * 1. Only https on port 443, only declared hosts, only public addresses; redirects are followed (3 at most) under the same rules.
   * 2. Within 10 seconds; 256 kB out, 1 MB in; 4 at once and 60 a minute in one guild.
   *
   * An answer of any status is an answer: look at `status`. On trial (a shadow install) only `GET` and `HEAD` are sent; anything
   * else is noted for the admin's report and throws `FETCH_SHADOW`, which a handler may let pass without being blamed.
   *
   * @throws `FetchRefusal`: `FETCH_URL`, `FETCH_HOST_UNDECLARED`, `FETCH_ADDRESS`, `FETCH_HEADER`, `FETCH_REDIRECT`,
   * `FETCH_TOO_LARGE`, `FETCH_TIMEOUT`, `FETCH_BUDGET`, `FETCH_FAILED`, `FETCH_OFF`, `FETCH_SHADOW`
   * @example
   * const answer = await ctx.fetch('https://api.example.com/weather?city=Lyon');
   * if (answer.status === 200) await ctx.reply(textOf(answer));
   */
  fetch(url: string, request?: FetchRequest): Promise<FetchResponse>;
  /**
   * The address of one of the plugin's pages that everybody, or every member, may see: for a link in a message.
   *
   * @param params what the names in the page's path stand for
   * @returns `undefined` where the operator has set no `PUBLIC_URL`: then nobody else could open it
   * @throws `TypeError` for a page that was not passed to `build`
   * @example
   * const url = ctx.pageUrl(drawPage, { id: draw.id });
   */
  pageUrl<Names extends string>(
    page: PagePiece<Names, 'public' | 'member'>,
    ...params: [Names] extends [never] ? [] : [params: { readonly [K in Names]: string }]
  ): string | undefined;
  /** Pictures, drawn by the host: rank cards, charts. */
  readonly image: Images;
  /** What the guild has beyond the free plan. */
  readonly plan: GuildPlan;
}

/** What handlers that answer an interaction have beside their guild. */
export interface Answering {
  readonly member: ResolvedMember;
  readonly channelId: string;
  /** The member's own language, as Discord reports it. */
  readonly locale: string;
  /** The first answer (after `defer`, it replaces "thinking…"). @returns the message's id when Discord tells it. */
  reply(message: OutgoingMessage): Promise<void>;
  /** Gives you 15 minutes. Call it within 3 seconds when the work may take longer. */
  defer(options?: { readonly ephemeral?: boolean }): Promise<void>;
  followUp(message: OutgoingMessage): Promise<{ readonly id: string }>;
}

/** What suggests for an option that is being typed: the guild, and who types where. */
export interface SuggestContext<S extends Shape = Shape> extends Context<S> {
  readonly member: ResolvedMember;
  readonly channelId: string;
  /** The member's own language, as Discord reports it. */
  readonly locale: string;
}

export interface CommandContext<S extends Shape = Shape> extends Context<S>, Answering {
  /** The discord.js structure, built when first asked for. */
  readonly interaction: ChatInputCommandInteraction;
  showModal(modal: ModalValue): Promise<void>;
}

export interface ComponentContext<S extends Shape = Shape> extends Context<S>, Answering {
  readonly interaction: MessageComponentInteraction;
  readonly messageId: string;
  /** Changes the message that the component is on. */
  update(message: OutgoingMessage): Promise<void>;
  showModal(modal: ModalValue): Promise<void>;
}

export interface ModalContext<S extends Shape = Shape> extends Context<S>, Answering {
  readonly interaction: ModalSubmitInteraction;
}
