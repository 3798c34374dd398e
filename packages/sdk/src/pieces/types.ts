import type {
  APIButtonComponentWithCustomId,
  APIModalInteractionResponseCallbackData,
  ClientEvents,
  GatewayDispatchEvents,
  GatewayDispatchPayload,
} from 'discord.js';
import type { z } from 'zod';
import type { Duration } from '../clock.ts';
import type {
  CommandContext,
  ComponentContext,
  Context,
  ModalContext,
  ResolvedChannel,
  ResolvedMember,
  ResolvedRole,
  ResolvedUser,
  Shape,
  SuggestContext,
} from '../context.ts';
import type { ChannelField, MemberField, RoleField, UserField } from '../fields/types.ts';
import type { LocalizedText } from '../localized.ts';
import type { ContributionPiece, ExtensionPointPiece, HearPiece } from './extension-types.ts';
import type { MenuPiece, MessageCommandPiece } from './menu-types.ts';
import type { PagePiece } from './page-types.ts';
import type { RoutePiece } from './route-types.ts';
import type { SapphirePiece } from './sapphire-types.ts';
import type { SelectPiece } from './select-types.ts';

/** Parameters by name, each a zod schema: of a command’s options, of a button, of a modal. */
export type Parameters = Readonly<Record<string, z.ZodType>>;
/** What the parameters of a button or modal become in its handler. */
export type ParameterValues<P extends Parameters> = Readonly<z.output<z.ZodObject<P>>>;
/** What `with` of a button or modal takes for its parameters. */
export type ParameterInputs<P extends Parameters> = Readonly<z.input<z.ZodObject<P>>>;

/** What a handler gets for one option: Discord's resolved record for entities, the decoded value otherwise. */
export type OptionValue<T> =
  T extends z.ZodOptional<infer I>
    ? OptionValue<I> | undefined
    : T extends MemberField
      ? ResolvedMember
      : T extends ChannelField
        ? ResolvedChannel
        : T extends RoleField
          ? ResolvedRole
          : T extends UserField
            ? ResolvedUser
            : T extends z.ZodType
              ? z.output<T>
              : never;

/** What the options of a command become in its handler. */
export type OptionValues<P extends Parameters> = { readonly [K in keyof P]: OptionValue<P[K]> };

/**
 * The options that a member has filled in while they still type another one: ids of members, channels and roles, values of
 * the rest. One that is not there yet, or that its schema refuses, is left out.
 */
export type GivenOptions<P extends Parameters> = { readonly [K in keyof P]?: z.output<P[K]> };

/** What a handler returns: nothing, now or later. What a promise resolves to is ignored. */
export type Handled = unknown;

/** A choice that autocomplete suggests. */
export interface Suggestion {
  readonly name: string;
  readonly value: string | number;
}

interface CommandBase {
  /** 1–32 characters of Discord's command-name alphabet. */
  readonly name: string;
  /** 1–100 characters. */
  readonly description: LocalizedText;
}

/** A command, or subcommand, that runs: its name, description, options and handler. */
export interface RunnableCommand<S extends Shape, P extends Parameters> extends CommandBase {
  readonly options?: P;
  /**
   * What is suggested for an option while a member types it: at most 25, within 3 seconds. What the member has chosen for the
   * other options so far is there too.
   */
  readonly autocomplete?: {
    readonly [K in keyof P]?: (
      ctx: SuggestContext<S>,
      typed: string,
      given: GivenOptions<P>,
    ) => PromiseLike<readonly Suggestion[]> | readonly Suggestion[];
  };
  run(ctx: CommandContext<S>, options: OptionValues<P>): Handled;
}

/** Discord's `default_member_permissions`, by the names of `PermissionFlagsBits`; admins may change it in the guild. */
export type DefaultPermissions = readonly string[];

/** A command without subcommands: what runs, and who may see it. */
export interface TopCommand<S extends Shape, P extends Parameters> extends RunnableCommand<S, P> {
  readonly permissions?: DefaultPermissions;
  /**
   * What earlier versions called it, newest first. A name that a guild's admin has chosen for it then goes with it.
   *
   * @example
   * plugin.command({ name: 'leaderboard', formerly: ['top'], description: 'Who leads', run })
   */
  readonly formerly?: readonly string[];
}

/** A command that only holds subcommands (made by `plugin.subcommand`), as Discord has it. */
export interface CommandGroup extends CommandBase {
  readonly permissions?: DefaultPermissions;
  /** As of a command that runs. */
  readonly formerly?: readonly string[];
  readonly subcommands: readonly SubcommandPiece[];
}

/** The run-time side of a piece. The host keys on `kind` and `name`; handlers are called with the host's context. */
export interface CommandPiece {
  readonly kind: 'command';
  readonly name: string;
  readonly description: LocalizedText;
  readonly permissions?: DefaultPermissions;
  readonly formerly?: readonly string[];
  readonly options: Parameters;
  readonly subcommands: readonly SubcommandPiece[];
  readonly autocomplete: Readonly<
    Record<
      string,
      (
        ctx: SuggestContext,
        typed: string,
        given: Readonly<Record<string, unknown>>,
      ) => PromiseLike<readonly Suggestion[]> | readonly Suggestion[]
    >
  >;
  /** Absent on a command that only holds subcommands. */
  readonly run?: (ctx: CommandContext, options: Readonly<Record<string, unknown>>) => Handled;
}

/** A subcommand, made by `contract.subcommand`, for the `subcommands` of a command. */
export interface SubcommandPiece
  extends Omit<CommandPiece, 'kind' | 'subcommands' | 'permissions' | 'formerly' | 'run'> {
  readonly kind: 'subcommand';
  /** The group that it is shown in, for `/xp event start`: `{ name: 'event', description: … }`. */
  readonly group?: { readonly name: string; readonly description: LocalizedText };
  readonly run: (ctx: CommandContext, options: Readonly<Record<string, unknown>>) => Handled;
}

/** A handler of a discord.js event, made by `contract.on`. */
export interface EventPiece {
  readonly kind: 'on';
  readonly name: string;
  readonly event: keyof ClientEvents & string;
  readonly run: (ctx: Context, ...args: readonly unknown[]) => Handled;
}

/** A handler of a gateway payload, made by `contract.onRaw`. */
export interface RawEventPiece {
  readonly kind: 'onRaw';
  readonly name: string;
  readonly event: `${GatewayDispatchEvents}`;
  readonly run: (ctx: Context, payload: unknown) => Handled;
}

/** The payload of one gateway event. */
export type RawPayload<N extends string> =
  Extract<GatewayDispatchPayload, { t: N }> extends { d: infer D } ? D : unknown;

/** Discord’s styles of buttons that act; links are no pieces. */
export type ButtonStyle = 'primary' | 'secondary' | 'success' | 'danger';

/** How a button looks: its label, emoji and style, and whether it can be pressed. */
export interface ButtonLook {
  readonly label?: string;
  readonly emoji?: string;
  readonly style?: ButtonStyle;
  readonly disabled?: boolean;
}

/** A button ready to be put into a message. */
export type ButtonComponent = APIButtonComponentWithCustomId;

/** A button, made by `contract.button`. `with` makes the component that a message carries. */
export interface ButtonPiece<P extends Parameters = Parameters> {
  readonly kind: 'button';
  readonly name: string;
  readonly parameters: P;
  readonly run: (ctx: ComponentContext, values: never) => Handled;
  /** @returns the component that calls this piece with these values. */
  with(values: ParameterInputs<P>, look?: ButtonLook): ButtonComponent;
}

/** A modal ready to be shown. */
export type ModalValue = APIModalInteractionResponseCallbackData;

/** One text field of a modal. Lengths are in characters, at most 4,000. */
export interface ModalField {
  readonly label: LocalizedText;
  readonly style?: 'short' | 'paragraph';
  readonly required?: boolean;
  readonly minLength?: number;
  /** ≤ 4,000. */
  readonly maxLength?: number;
  readonly placeholder?: string;
}

/** What a modal asks: its title, the parameters that it carries, its fields. */
export interface ModalDeclaration<
  S extends Shape,
  P extends Parameters,
  F extends Readonly<Record<string, ModalField>>,
> {
  readonly title: LocalizedText;
  readonly parameters?: P;
  readonly fields: F;
  run(
    ctx: ModalContext<S>,
    submitted: { readonly [K in keyof F]: string },
    values: ParameterValues<P>,
  ): Handled;
}

/** A modal, made by `contract.modal`. `with` makes what `ctx.showModal` opens. */
export interface ModalPiece<
  P extends Parameters = Parameters,
  F extends Readonly<Record<string, ModalField>> = Readonly<Record<string, ModalField>>,
> {
  readonly kind: 'modal';
  readonly name: string;
  readonly title: LocalizedText;
  readonly parameters: P;
  readonly fields: F;
  readonly run: (ctx: ModalContext, submitted: never, values: never) => Handled;
  /** @param locale the language of its texts: pass `ctx.locale`. Default English. */
  with(
    values: ParameterInputs<P>,
    prefill?: { readonly [K in keyof F]?: string },
    locale?: string,
  ): ModalValue;
}

/** When a job runs by itself, or (with `input`) that it is run through `ctx.jobs.at`. */
export type JobSchedule<I extends z.ZodType = z.ZodType> =
  | { readonly every: Duration }
  | { readonly cron: string }
  | { readonly input: I };

/** Work on a schedule or for later, made by `contract.job`. */
export interface JobPiece<I = never> {
  readonly kind: 'job';
  readonly name: string;
  readonly schedule: JobSchedule;
  readonly run: (ctx: Context, input: I) => Handled;
}

/** The answer to one call of the plugin’s service, made by `contract.offer`. */
export interface OfferPiece {
  readonly kind: 'offer';
  readonly name: string;
  readonly run: (ctx: Context, input: never) => Handled;
}

/** Runs when the plugin becomes live in a guild (`setup`) or stops being so (`teardown`). Both may run more than once. */
export interface LifecyclePiece {
  readonly kind: 'setup' | 'teardown';
  readonly name: string;
  readonly run: (ctx: Context) => Handled;
}

/** Anything that a contract makes and `build` gathers. */
export type Piece =
  | CommandPiece
  | EventPiece
  | RawEventPiece
  | ButtonPiece
  | ModalPiece
  | JobPiece
  | OfferPiece
  | SelectPiece
  | MenuPiece
  | MessageCommandPiece
  | HearPiece
  | ExtensionPointPiece
  | ContributionPiece
  | RoutePiece
  | PagePiece
  | LifecyclePiece
  | SapphirePiece;
