import type { z } from 'zod';

declare const idKind: unique symbol;

/** A snowflake of one kind. Plain strings are accepted; mixing up two kinds is a type error. */
export type Id<K extends string> = string & { readonly [idKind]?: K };

/** `~field` exists for the compiler only; at run time the kind is the `widget` of the schema's `x-ui`. */
interface IdField<K extends string> extends z.ZodType<Id<K>, string> {
  readonly '~field': K;
}

/** The schema of a channel’s id, made by `field.channel`. */
export interface ChannelField extends IdField<'channel'> {}
/** The schema of a role’s id, made by `field.role`. */
export interface RoleField extends IdField<'role'> {}
/** The schema of a member’s user id, made by `field.member`. */
export interface MemberField extends IdField<'member'> {}
/** The schema of any of Discord’s ids, made by `field.snowflake`. */
export interface SnowflakeField extends IdField<'snowflake'> {}
