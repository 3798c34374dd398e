import type { z } from 'zod';
import type { PermissionName } from '../permissions.ts';
import type { MessageEmbed } from './embed.ts';

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
/** The schema of anybody’s user id, made by `field.user`. */
export interface UserField extends IdField<'user'> {}
/** The schema of any of Discord’s ids, made by `field.snowflake`. */
export interface SnowflakeField extends IdField<'snowflake'> {}
/** The schema of an embed, made by `field.embed`. */
export interface EmbedField extends z.ZodType<MessageEmbed, MessageEmbed> {}
/** The schema of a permission’s name, made by `field.permission`. */
export interface PermissionField extends z.ZodType<PermissionName, PermissionName> {}
/** The schema of a text in several languages, made by `field.localizedText`. */
export interface LocalizedTextField extends z.ZodType<LocalizedTexts, LocalizedTexts> {}

/** A text by Discord’s names of languages (`en` stands for both kinds of English); {@link localize} chooses. */
export type LocalizedTexts = { en: string } & Record<string, string>;
