import type { ConfigPlace } from '@guildhall/sdk';

interface MemberLike {
  readonly roles?: readonly string[] | { readonly cache?: ReadonlyMap<string, unknown> };
}

/** Where a frame of the gateway happened, and for whom, as far as it says. */
export function placeOfFrame(type: string, payload: unknown): ConfigPlace {
  const frame = payload as MemberLike & {
    readonly id?: string;
    readonly channel_id?: string | null;
    readonly member?: MemberLike | null;
  };
  const isChannel = type.startsWith('CHANNEL_') || type.startsWith('THREAD_');
  return {
    channelId: frame.channel_id ?? (isChannel ? frame.id : undefined),
    roleIds: rolesOf(frame.member) ?? (type.startsWith('GUILD_MEMBER_') ? rolesOf(frame) : undefined),
  };
}

interface StructureLike extends MemberLike {
  readonly id?: string;
  readonly channelId?: string | null;
  readonly channel?: { readonly id?: string } | null;
  readonly message?: { readonly channelId?: string };
  readonly member?: MemberLike | null;
  readonly permissionsFor?: unknown;
}

/**
 * The same of a discord.js event's arguments: the last one that says it, which of a change is the state after it. A channel is what
 * has `permissionsFor`; who is no member, such as the user of a reaction, is looked for by `rolesOfUser`.
 */
export function placeOfArguments(
  args: readonly unknown[],
  rolesOfUser: (userId: string) => readonly string[] | undefined,
): ConfigPlace {
  let channelId: string | undefined;
  let roleIds: readonly string[] | undefined;
  for (const arg of args.toReversed()) {
    if (typeof arg !== 'object' || arg === null) continue;
    const it = arg as StructureLike;
    channelId ??=
      it.channelId ??
      it.message?.channelId ??
      it.channel?.id ??
      (it.permissionsFor === undefined ? undefined : it.id);
    roleIds ??=
      rolesOf(it.member) ??
      rolesOf(it) ??
      ('username' in it && it.id !== undefined ? rolesOfUser(it.id) : undefined);
  }
  return { channelId, roleIds };
}

function rolesOf(member: MemberLike | null | undefined): readonly string[] | undefined {
  const roles = member?.roles;
  if (roles === undefined) return undefined;
  if (Array.isArray(roles)) return roles;
  const { cache } = roles as { readonly cache?: ReadonlyMap<string, unknown> };
  return cache && [...cache.keys()];
}
