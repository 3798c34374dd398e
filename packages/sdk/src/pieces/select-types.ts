import type { APISelectMenuComponent } from 'discord.js';
import type { ComponentContext, ResolvedChannel, ResolvedMember, ResolvedRole, Shape } from '../context.ts';
import type { ChannelKind } from '../fields/ui.ts';
import type { Handled, ParameterInputs, Parameters, ParameterValues } from './types.ts';

/** What members choose among: texts that the plugin gives, or what the guild has. */
export type SelectKind = 'string' | 'user' | 'role' | 'channel';

/** What a handler gets: the chosen values, or Discord's resolved records for entities. */
export type Chosen<K extends SelectKind> = readonly (K extends 'user'
  ? ResolvedMember
  : K extends 'role'
    ? ResolvedRole
    : K extends 'channel'
      ? ResolvedChannel
      : string)[];

/** One choice of a select menu of texts. */
export interface SelectOption {
  /** 1–100 characters. */
  readonly label: string;
  /** 1–100 characters. */
  readonly value: string;
  readonly description?: string;
  readonly emoji?: string;
  /** Chosen when the menu is opened. */
  readonly chosen?: boolean;
}

interface AnySelectLook {
  readonly placeholder?: string;
  /** At least so many must be chosen: 0–25, default 1. */
  readonly min?: number;
  /** At most so many can be chosen: 1–25, default 1. */
  readonly max?: number;
  readonly disabled?: boolean;
}

/**
 * How a select menu looks. One of texts has 1–25 options; one of channels may be limited to kinds of them, of which Discord takes
 * none with media channels.
 */
export type SelectLook<K extends SelectKind> = AnySelectLook &
  (K extends 'string' ? { readonly options: readonly SelectOption[] } : { readonly options?: never }) &
  (K extends 'channel'
    ? { readonly channels?: readonly Exclude<ChannelKind, 'media'>[] }
    : { readonly channels?: never });

/** A select menu ready to be put into a message; it takes a row of its own. */
export type SelectComponent = APISelectMenuComponent;

/** What a select menu offers, what it carries, and what happens with the choice. */
export interface SelectDeclaration<S extends Shape, K extends SelectKind, P extends Parameters> {
  readonly of: K;
  /** Values that travel in its custom id. */
  readonly parameters?: P;
  run(ctx: ComponentContext<S>, chosen: Chosen<K>, values: ParameterValues<P>): Handled;
}

/** A select menu, made by `plugin.select`. */
export interface SelectPiece<K extends SelectKind = SelectKind, P extends Parameters = Parameters> {
  readonly kind: 'select';
  readonly name: string;
  readonly of: K;
  readonly parameters: P;
  readonly run: (ctx: ComponentContext, chosen: never, values: never) => Handled;
  /** @returns the component that calls this piece with these values. @throws `CustomIdError`, `RangeError` */
  with(values: ParameterInputs<P>, look: SelectLook<K>): SelectComponent;
}
