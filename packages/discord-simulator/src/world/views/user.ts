import type { APIGuildMember, APIUser } from 'discord-api-types/v10';
import type { Member, Snowflake, User } from '../entities.ts';
import type { World } from '../world.ts';
import { timestamp, timestampOrNull } from './time.ts';

export function userView(user: User) {
  return {
    id: user.id,
    username: user.username,
    global_name: user.global_name,
    avatar: user.avatar,
    discriminator: user.discriminator,
    public_flags: user.public_flags,
    flags: user.public_flags,
    ...(user.bot ? { bot: true } : {}),
    banner: user.banner,
    accent_color: user.accent_color,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  } satisfies APIUser;
}

/** What is shown of a user who left no trace: Discord keeps the id. */
const deleted = {
  username: 'Deleted User',
  global_name: null,
  avatar: null,
  discriminator: '0',
  public_flags: 0,
};

export function userViewById(world: World, userId: Snowflake) {
  const user = world.tables.user.get(userId);
  return userView(
    user ?? { id: userId, ...deleted, banner: null, accent_color: null, bot: false, locale: 'en-US' },
  );
}

/** The signed-in user: of a bot, or of a member who signed in by OAuth2. */
export function ownUserView(user: User, withEmail: boolean) {
  return {
    ...userView(user),
    mfa_enabled: user.bot,
    locale: user.locale,
    premium_type: 0,
    verified: true,
    ...(withEmail ? { email: user.bot ? null : `${user.username}@simulated.example` } : {}),
  };
}

/** A member without their user, as inside a message. */
export function bareMemberView(member: Member) {
  return {
    avatar: member.avatar,
    banner: member.banner,
    communication_disabled_until: timestampOrNull(member.communication_disabled_until),
    flags: member.flags,
    joined_at: timestamp(member.joined_at),
    nick: member.nick,
    pending: member.pending,
    premium_since: timestampOrNull(member.premium_since),
    roles: [...member.roles],
    mute: member.mute,
    deaf: member.deaf,
  } satisfies Omit<APIGuildMember, 'user'>;
}

export function memberView(world: World, member: Member) {
  return { ...bareMemberView(member), user: userViewById(world, member.user_id) } satisfies APIGuildMember;
}
