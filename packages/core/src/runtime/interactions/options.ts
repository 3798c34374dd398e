import type { ResolvedChannel, ResolvedMember, ResolvedRole, ResolvedUser } from '@guildhall/sdk';
import { type Parameters, takesAnyUser } from '@guildhall/sdk/host';
import type {
  APIApplicationCommandInteractionDataBasicOption,
  APIApplicationCommandInteractionDataOption,
  APIInteractionDataResolved,
  APIInteractionGuildMember,
  APIUser,
} from 'discord.js';
import { ApplicationCommandOptionType } from 'discord.js';

/** An option whose value the plugin's schema refuses, though Discord let it through. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
  readonly code = 'OPTION_INVALID';
  readonly option: string;
  readonly why: string;

  constructor(option: string, why: string) {
    super(`option "${option}": ${why}`);
    this.option = option;
    this.why = why;
  }
}

export interface CalledCommand {
  /** Names below the command itself: group and subcommand, subcommand, or none. */
  readonly path: readonly string[];
  readonly options: readonly APIApplicationCommandInteractionDataBasicOption[];
}

/** Unfolds Discord's nesting of groups and subcommands. */
export function unfold(
  options: readonly APIApplicationCommandInteractionDataOption[] | undefined,
  path: readonly string[] = [],
): CalledCommand {
  const [first] = options ?? [];
  if (
    first &&
    (first.type === ApplicationCommandOptionType.Subcommand ||
      first.type === ApplicationCommandOptionType.SubcommandGroup)
  ) {
    return unfold(first.options, [...path, first.name]);
  }
  return { path, options: (options ?? []) as readonly APIApplicationCommandInteractionDataBasicOption[] };
}

/**
 * What a handler gets for its options: Discord's resolved records for entities, the schema's output for the rest.
 *
 * @throws `OptionError`
 */
export function readOptions(
  declared: Parameters,
  given: readonly APIApplicationCommandInteractionDataBasicOption[],
  resolved: APIInteractionDataResolved | undefined,
): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(declared)) {
    const option = given.find((candidate) => candidate.name === name);
    const entity = option && resolveEntity(option, resolved, schema);
    if (entity) {
      values[name] = entity;
      continue;
    }
    const parsed = schema.safeParse(option?.value);
    if (!parsed.success) {
      throw new OptionError(name, parsed.error.issues.map((issue) => issue.message).join('; '));
    }
    if (parsed.data !== undefined) values[name] = parsed.data;
  }
  return values;
}

function resolveEntity(
  option: APIApplicationCommandInteractionDataBasicOption,
  resolved: APIInteractionDataResolved | undefined,
  schema: Parameters[string],
): ResolvedMember | ResolvedUser | ResolvedChannel | ResolvedRole | undefined {
  switch (option.type) {
    case ApplicationCommandOptionType.User: {
      const user = resolved?.users?.[option.value];
      if (!user) return undefined;
      const found = resolved?.members?.[option.value];
      const member = found && resolveMember({ ...found, user });
      if (takesAnyUser(schema)) return resolveUser(user, member);
      if (!member) throw new OptionError(option.name, 'not a member of this server');
      return member;
    }
    case ApplicationCommandOptionType.Channel: {
      const channel = resolved?.channels?.[option.value];
      return channel && { id: channel.id, name: channel.name ?? '', type: channel.type };
    }
    case ApplicationCommandOptionType.Role: {
      const role = resolved?.roles?.[option.value];
      return role && { id: role.id, name: role.name, color: role.color, position: role.position };
    }
    default:
      return undefined;
  }
}

function resolveUser(user: APIUser, member: ResolvedMember | undefined): ResolvedUser {
  return {
    id: user.id,
    name: member?.name ?? user.global_name ?? user.username,
    bot: user.bot ?? false,
    ...(member && { member }),
  };
}

/**
 * What has been filled in while another option is still being typed. Discord resolves nothing then, so that entities are ids;
 * what the schema refuses may still be on its way, and is left out.
 */
export function readGiven(
  declared: Parameters,
  given: readonly APIApplicationCommandInteractionDataBasicOption[],
): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const option of given) {
    if ('focused' in option && option.focused) continue;
    const parsed = declared[option.name]?.safeParse(option.value);
    if (parsed?.success) values[option.name] = parsed.data;
  }
  return values;
}

export function resolveMember(
  member: Pick<APIInteractionGuildMember, 'roles' | 'permissions'> & {
    user: APIUser;
    nick?: string | null | undefined;
  },
): ResolvedMember {
  return {
    id: member.user.id,
    name: member.nick ?? member.user.global_name ?? member.user.username,
    roles: member.roles,
    permissions: BigInt(member.permissions ?? 0),
    bot: member.user.bot ?? false,
  };
}
