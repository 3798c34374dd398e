import type { z } from 'zod';

declare const idKind: unique symbol;

/** A snowflake of one kind. Plain strings are accepted; mixing up two kinds is a type error. */
export type Id<K extends string> = string & { readonly [idKind]?: K };

/** `~field` exists for the compiler only; at run time the kind is the `widget` of the schema's `x-ui`. */
interface IdField<K extends string> extends z.ZodType<Id<K>, string> {
  readonly '~field': K;
}

export interface ChannelField extends IdField<'channel'> {}
export interface RoleField extends IdField<'role'> {}
export interface MemberField extends IdField<'member'> {}
export interface SnowflakeField extends IdField<'snowflake'> {}
