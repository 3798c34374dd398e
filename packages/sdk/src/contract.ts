import type { ClientEvents, GatewayDispatchEvents } from 'discord.js';
import type { z } from 'zod';
import type { CapabilityId } from './capabilities.ts';
import type { CommandContext, ComponentContext, Context, ModalContext, Shape } from './context.ts';
import type { CollectionDeclaration } from './data.ts';
import type { Mistake } from './definition/mistake.ts';
import type { ExtensionPoint } from './extension-point.ts';
import type { LocaleCatalogue, LocalizedText } from './localized.ts';
import type { ContributionPiece, ExtensionPointPiece, HearPiece } from './pieces/extension-types.ts';
import type {
  MenuPiece,
  MessageCommandDeclaration,
  MessageCommandPiece,
  MessageMenuDeclaration,
  UserMenuDeclaration,
} from './pieces/menu-types.ts';
import type { PageDeclaration, PagePiece } from './pieces/page-types.ts';
import type { PagesDeclaration, PagesPiece } from './pieces/pages-types.ts';
import type {
  AccessLevel,
  PathNames,
  PathSchema,
  PlainPath,
  RouteContext,
  RouteDeclaration,
  RoutePiece,
  RouteRequest,
  RouteSignature,
} from './pieces/route-types.ts';
import type { SapphireClass, SapphirePiece, SapphireStore } from './pieces/sapphire-types.ts';
import type { SelectDeclaration, SelectKind, SelectPiece } from './pieces/select-types.ts';
import type {
  ButtonPiece,
  CommandGroup,
  CommandPiece,
  EventPiece,
  Handled,
  JobPiece,
  JobSchedule,
  LifecyclePiece,
  ModalDeclaration,
  ModalField,
  ModalPiece,
  OfferPiece,
  Parameters,
  ParameterValues,
  Piece,
  RawEventPiece,
  RawPayload,
  RunnableCommand,
  SubcommandPiece,
  TopCommand,
} from './pieces/types.ts';
import type { PremiumFeature } from './plan.ts';
import type { PluginEvents } from './plugin-events.ts';
import type { OfferDeclaration, OptionalService, Service } from './service.ts';

/** Gateway intents that Discord gives only on request; a plugin says what it does without one. */
export type PrivilegedIntent = 'GuildMembers' | 'GuildPresences' | 'MessageContent';

/** Why a privileged intent is wanted, and what the plugin does without it. Both are shown at consent. */
export interface IntentReason {
  readonly reason: LocalizedText;
  /**
   * What the plugin does where the bot doesn't have the intent: many don't, and it is tried with `checkWithoutIntents` of
   * `@guildhall/testing`. Left out: nothing useful, and it is not installed there.
   */
  readonly degraded?: LocalizedText;
}

/** Where the catalogue lists a plugin. */
export type PluginCategory =
  | 'community'
  | 'engagement'
  | 'moderation'
  | 'support'
  | 'economy'
  | 'fun'
  | 'tools'
  | 'analytics';

/** One thing that `config.check` has against a configuration, shown beside its field. */
export interface ConfigIssue {
  /** Where, as keys from the configuration's root. */
  readonly path: readonly (string | number)[];
  readonly message: LocalizedText;
}

/** What admins configure per guild: a schema that becomes a form, its version, and rules across fields. */
export interface ConfigDeclaration<C extends z.ZodObject> {
  readonly version: number;
  readonly schema: C;
  /** Step `n` takes a configuration of version `n - 1` to version `n`. */
  readonly migrate?: Readonly<Record<number, (old: unknown) => Record<string, unknown>>>;
  /** Rules across fields. Runs in the plugin's tier, within 2 seconds. */
  readonly check?: (
    value: z.output<C>,
    ctx: Pick<Context, 'guild' | 'discord' | 't'>,
  ) => PromiseLike<readonly ConfigIssue[]> | readonly ConfigIssue[];
}

/** The pure-data half of a plugin. */
export interface PluginDeclaration<
  Id extends string,
  C extends z.ZodObject,
  D extends Readonly<Record<string, CollectionDeclaration>>,
  U extends Readonly<Record<string, Service | OptionalService>>,
  E extends Readonly<Record<string, z.ZodType>>,
  O extends Readonly<Record<string, OfferDeclaration>>,
> {
  /** 2–32 characters: `a-z`, `0-9`, `-`. It belongs to one package. */
  readonly id: Id;
  readonly name: LocalizedText;
  /** One sentence, ≤ 200 characters, that says what it does for a guild. */
  readonly description: LocalizedText;
  readonly category: PluginCategory;
  /** Capabilities, each with the reason that the consent screen shows. */
  readonly needs: Readonly<Partial<Record<CapabilityId, LocalizedText>>>;
  readonly intents?: Readonly<Partial<Record<PrivilegedIntent, IntentReason>>>;
  /**
   * Hosts on the internet that `ctx.fetch` may ask, by their exact names: `api.example.com`. They take the capability
   * `network.fetch`, and are shown at consent; with content or members in reach, the plugin is marked as data-leaving.
   */
  readonly hosts?: readonly string[];
  /** Features that take more than the free plan, by the name that `ctx.plan.has` takes. */
  readonly premium?: Readonly<Record<string, PremiumFeature>>;
  readonly offers?: Service<string, O>;
  readonly uses?: () => U;
  readonly config: ConfigDeclaration<C>;
  readonly data?: D;
  readonly emits?: E;
  /** Texts by language; `en` is complete, others fall back to it. */
  readonly locales?: { readonly en: LocaleCatalogue } & Readonly<Record<string, LocaleCatalogue>>;
}

/** A contract: makes pieces that are typed by it. Making a piece registers nothing; `build` gathers them. */
export interface PluginContract<
  S extends Shape = Shape,
  O extends Readonly<Record<string, OfferDeclaration>> = Readonly<Record<string, OfferDeclaration>>,
> {
  readonly id: string;
  readonly declaration: AnyPluginDeclaration;

  command<const P extends Parameters = Record<never, never>>(command: TopCommand<S, P>): CommandPiece;
  command(group: CommandGroup): CommandPiece;
  subcommand<const P extends Parameters = Record<never, never>>(
    command: RunnableCommand<S, P> & {
      readonly group?: { readonly name: string; readonly description: LocalizedText };
    },
  ): SubcommandPiece;

  /** An entry of the menu on a member. */
  userMenu(menu: UserMenuDeclaration<S>): MenuPiece;
  /** An entry of the menu on a message. */
  messageMenu(menu: MessageMenuDeclaration<S>): MenuPiece;
  /** A command that is written as a message: `!rank`, or `@bot rank`. Prefer `command` where you can. */
  messageCommand(
    command: MessageCommandDeclaration<S, keyof z.output<S['config']> & string>,
  ): MessageCommandPiece;

  /** A discord.js event of the guild. Structures may be partial. `name` tells two handlers of one event apart. */
  on<N extends keyof ClientEvents & string>(
    event: N,
    run: (ctx: Context<S>, ...args: ClientEvents[N]) => Handled,
    options?: { readonly name?: string },
  ): EventPiece;
  /** The gateway's own payload, before any structure is built: the fast path. Once per frame. */
  onRaw<N extends `${GatewayDispatchEvents}`>(
    event: N,
    run: (ctx: Context<S>, payload: RawPayload<N>) => Handled,
    options?: { readonly name?: string },
  ): RawEventPiece;

  button<const P extends Parameters>(
    name: string,
    parameters: P,
    run: (ctx: ComponentContext<S>, values: ParameterValues<P>) => Handled,
  ): ButtonPiece<P>;
  /**
   * A list that members leaf through: a message with a button back and one forth, which whoever sees it may press.
   *
   * @example
   * const list = quotes.pages('list', {
   *   async show(ctx, page) {
   *     const found = await ctx.data.quotes.find().skip((page - 1) * 10).limit(10);
   *     const count = await ctx.data.quotes.count();
   *     return { message: { content: found.map(({ text }) => text).join('\n') }, pages: Math.ceil(count / 10) };
   *   },
   * });
   */
  pages<const P extends Parameters = Record<never, never>>(
    name: string,
    pages: PagesDeclaration<S, P>,
  ): PagesPiece<S, P>;
  /** A select menu: of texts, members, roles or channels. */
  select<const K extends SelectKind, const P extends Parameters = Record<never, never>>(
    name: string,
    select: SelectDeclaration<S, K, P>,
  ): SelectPiece<K, P>;
  modal<const P extends Parameters, const F extends Readonly<Record<string, ModalField>>>(
    name: string,
    modal: ModalDeclaration<S, P, F> & {
      run(
        ctx: ModalContext<S>,
        submitted: { readonly [K in keyof F]: string },
        values: ParameterValues<P>,
      ): Handled;
    },
  ): ModalPiece<P, F>;

  job<I extends z.ZodType>(
    name: string,
    schedule: { readonly input: I },
    run: (ctx: Context<S>, input: z.output<I>) => Handled,
  ): JobPiece<z.input<I>>;
  job(
    name: string,
    schedule: Exclude<JobSchedule, { readonly input: z.ZodType }>,
    run: (ctx: Context<S>) => Handled,
  ): JobPiece;

  offer<K extends keyof O & string>(
    name: K,
    run: (
      ctx: Context<S>,
      input: z.output<O[K]['input']>,
    ) => PromiseLike<z.input<O[K]['output']>> | z.input<O[K]['output']>,
  ): OfferPiece;

  /** Another plugin's event, where that plugin is enabled. `name` tells two handlers of one event apart. */
  hear<E extends Readonly<Record<string, z.ZodType>>, const K extends keyof E & string>(
    events: PluginEvents<string, E>,
    event: K,
    run: (ctx: Context<S>, payload: z.output<E[K]>) => Handled,
    options?: { readonly name?: string },
  ): HearPiece;
  /** Says that the plugin asks others for contributions, which `ctx.contributions` then gives. */
  extensionPoint(point: ExtensionPoint): ExtensionPointPiece;
  /** Fills another plugin's extension point, where that plugin is enabled. */
  contribute<I extends z.ZodType, O extends z.ZodType>(
    point: ExtensionPoint<string, I, O>,
    name: string,
    contribution: {
      readonly title: LocalizedText;
      run(ctx: Context<S>, input: z.output<I>): PromiseLike<z.input<O>> | z.input<O>;
    },
  ): ContributionPiece;

  /**
   * A route of the guild's API: `GET /entries/{id}`, below the plugin's own address. What comes in and goes out is
   * validated; refuse a request with `RouteError`.
   */
  route<
    const Signature extends RouteSignature,
    Path extends PathSchema<Signature> = PlainPath<Signature>,
    Query extends z.ZodObject = z.ZodObject<Record<never, never>>,
    Body extends z.ZodType = z.ZodUndefined,
    Returns extends z.ZodType = z.ZodVoid,
  >(
    signature: Signature,
    declaration: RouteDeclaration<Path, Query, Body, Returns>,
    run: (
      ctx: RouteContext<S>,
      request: RouteRequest<z.output<Path>, z.output<Query>, z.output<Body>>,
    ) => PromiseLike<z.input<Returns>> | z.input<Returns>,
  ): RoutePiece<Query, Body, Returns, Path>;
  /**
   * A page of the dashboard in the plugin's place, made of `block.…`: no line of front-end code. What stands in braces in its
   * path, `/draws/{id}`, is there for its blocks.
   */
  page<const Path extends `/${string}`, Access extends AccessLevel>(
    path: Path,
    page: PageDeclaration<PathNames<Path>, Access>,
  ): PagePiece<PathNames<Path>, Access>;

  setup(run: (ctx: Context<S>) => Handled): LifecyclePiece;
  teardown(run: (ctx: Context<S>) => Handled): LifecyclePiece;

  /**
   * An ordinary piece of the Sapphire framework, as it is: a command, listener, precondition, argument or interaction handler.
   * Files in `src/sapphire` are found by `build` and need no call. Only plugins that run inline can have them.
   *
   * @param path the store, and the name that Sapphire would take from the file: `commands/ping`
   * @example
   * export default hello.build(hello.sapphire('commands/ping', PingCommand));
   */
  sapphire(path: `${SapphireStore}/${string}`, piece: SapphireClass): SapphirePiece;

  /** The plugin: the contract with its pieces. @throws `PluginDefinitionError` naming every mistake. */
  build(...pieces: readonly Piece[]): Plugin;
}

/**
 * The context of a contract's handlers, for functions that several of them share.
 *
 * @example
 * type LevelingContext = ContextOf<typeof leveling>;
 */
export type ContextOf<P> = P extends PluginContract<infer S, infer _Offers> ? Context<S> : never;

/** The same for the context of its commands. */
export type CommandContextOf<P> =
  P extends PluginContract<infer S, infer _Offers> ? CommandContext<S> : never;

/** A declaration of whatever types, for code that handles any plugin. */
export type AnyPluginDeclaration = PluginDeclaration<
  string,
  z.ZodObject,
  Readonly<Record<string, CollectionDeclaration>>,
  Readonly<Record<string, Service | OptionalService>>,
  Readonly<Record<string, z.ZodType>>,
  Readonly<Record<string, OfferDeclaration>>
>;

/**
 * What a plugin's entry exports by default. Recognised by `pluginMark` and not by class,
 * because the host and a bundled plugin may hold two copies of the SDK.
 */
export interface Plugin {
  readonly [pluginMark]: 1;
  readonly declaration: AnyPluginDeclaration;
  readonly pieces: readonly Piece[];
  /** What `build` found odd but let pass. */
  readonly warnings: readonly Mistake[];
}

export const pluginMark: unique symbol = Symbol.for('guildhall.plugin');

/** Whether a module's export is a built plugin, of whatever copy of the SDK. */
export function isPlugin(value: unknown): value is Plugin {
  return typeof value === 'object' && value !== null && Reflect.get(value, pluginMark) === 1;
}
