import type { Actor } from '../access.ts';
import { guildChannelWith, guildWith, has, permissionsInChannel, permissionsInGuild } from '../access.ts';
import { changesOf, writeAudit } from '../audit.ts';
import type { Invite, Snowflake } from '../entities.ts';
import { badField, refuse } from '../errors.ts';
import { limits } from '../limits.ts';
import { P } from '../permissions.ts';
import { inviteExpiry } from '../views/guild.ts';
import type { World } from '../world.ts';
import { joinGuild } from './guilds.ts';

export interface InviteForm {
  max_age?: number | null | undefined;
  max_uses?: number | null | undefined;
  temporary?: boolean | null | undefined;
  unique?: boolean | null | undefined;
}

function isLive(world: World, invite: Invite): boolean {
  const expiry = inviteExpiry(invite);
  return (
    (expiry === null || expiry > world.now()) && (invite.max_uses === 0 || invite.uses < invite.max_uses)
  );
}

/** The invite, while it is good. */
export function inviteOf(world: World, code: string): Invite {
  const invite = world.tables.invite.get(code);
  if (!invite || !isLive(world, invite)) throw refuse(10006);
  return invite;
}

export function createInvite(world: World, actor: Actor, channelId: Snowflake, form: InviteForm): Invite {
  const channel = guildChannelWith(world, actor, channelId, P.CreateInstantInvite);
  if (channel.type === 4 || channel.thread_metadata) throw refuse(50024);
  const age = form.max_age ?? 86_400;
  const uses = form.max_uses ?? 0;
  if (age < 0 || age > 604_800)
    throw badField(['max_age'], 'NUMBER_TYPE_MAX', 'int value should be less than or equal to 604800.');
  if (uses < 0 || uses > 100)
    throw badField(['max_uses'], 'NUMBER_TYPE_MAX', 'int value should be less than or equal to 100.');
  const own = world.tables.invite.by('channel', channelId).filter((it) => isLive(world, it));
  const alike = own.find(
    (it) =>
      it.inviter_id === actor.userId &&
      it.max_age === age &&
      it.max_uses === uses &&
      it.temporary === (form.temporary ?? false),
  );
  if (alike && !form.unique) return alike;
  if (world.tables.invite.count('guild', channel.guild_id) >= limits.invites) throw refuse(30016);
  const invite = world.tables.invite.put({
    code: world.ids.secret(`invite:${world.ids.next()}`, 9).replaceAll(/[-_]/g, 'x').slice(0, 10),
    guild_id: channel.guild_id,
    channel_id: channelId,
    inviter_id: actor.userId,
    max_age: age,
    max_uses: uses,
    temporary: form.temporary ?? false,
    uses: 0,
    created_at: world.now(),
  });
  world.emit({ type: 'inviteCreate', invite });
  writeAudit(world, channel.guild_id, actor, 40, {
    changes: changesOf('new_value', invite, [
      'code',
      'channel_id',
      'inviter_id',
      'max_uses',
      'max_age',
      'temporary',
      'uses',
    ]),
  });
  return invite;
}

export function deleteInvite(world: World, actor: Actor, code: string): Invite {
  const invite = inviteOf(world, code);
  const channel = world.tables.channel.get(invite.channel_id);
  const inChannel = channel ? permissionsInChannel(world, actor.userId, channel) : 0n;
  const inGuild = permissionsInGuild(world, actor.userId, invite.guild_id);
  if (!has(inChannel, P.ManageChannels) && !has(inGuild, P.ManageGuild)) throw refuse(50013);
  world.tables.invite.delete(code);
  world.emit({ type: 'inviteDelete', invite });
  writeAudit(world, invite.guild_id, actor, 42, {
    changes: changesOf('old_value', invite, [
      'code',
      'channel_id',
      'inviter_id',
      'max_uses',
      'max_age',
      'temporary',
      'uses',
    ]),
  });
  return invite;
}

export function channelInvites(world: World, actor: Actor, channelId: Snowflake): Invite[] {
  guildChannelWith(world, actor, channelId, P.ManageChannels);
  return world.tables.invite.by('channel', channelId).filter((it) => isLive(world, it));
}

export function guildInvites(world: World, actor: Actor, guildId: Snowflake): Invite[] {
  guildWith(world, actor, guildId, P.ManageGuild);
  return world.tables.invite.by('guild', guildId).filter((it) => isLive(world, it));
}

/** A user comes in by an invite, which counts; its last use ends it. 10006 when it is over, 40007 for who is banned. */
export function useInvite(world: World, guildId: Snowflake, userId: Snowflake, code: string): void {
  const invite = inviteOf(world, code);
  if (invite.guild_id !== guildId) throw refuse(10006);
  const guild = world.tables.guild.get(guildId);
  if (guild?.invites_disabled_until && guild.invites_disabled_until > world.now()) throw refuse(10006);
  joinGuild(world, guildId, userId);
  const used = world.tables.invite.put({ ...invite, uses: invite.uses + 1 });
  if (isLive(world, used)) return;
  world.tables.invite.delete(code);
  world.emit({ type: 'inviteDelete', invite: used });
}
