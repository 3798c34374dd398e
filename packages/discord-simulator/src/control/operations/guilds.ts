import { VirtualMember } from '../../actors/index.ts';
import {
  banMember,
  deleteChannel,
  followScheduledEvent,
  giveRole,
  joinGuild,
  joinVoice,
  kickMember,
  moveVoice,
  removeRole,
  unbanMember,
  updateMember,
  updateUser,
} from '../../world/actions/index.ts';
import type { World } from '../../world/world.ts';
import { type Actors, duration } from './actors.ts';
import type { Handlers } from './index.ts';
import { byName, channelSpec } from './specs.ts';

type Names =
  | 'join'
  | 'leave'
  | 'voice'
  | 'role'
  | 'nickname'
  | 'moderate'
  | 'locale'
  | 'follow'
  | 'buy'
  | 'createChannel'
  | 'deleteChannel';

/** What a member does in a guild beside talking. */
export function guildOperations(world: World, actors: Actors): Handlers<Names> {
  const done = {};
  return {
    async join(request) {
      const guild = actors.guild(request.guildId);
      if ('username' in request) {
        const { username, roles = [] } = request;
        return { userId: byName(() => guild.member(username, { roles })).id };
      }
      const user = actors.person(request.as);
      if (request.invite === undefined) return { userId: joinGuild(world, guild.id, user.id).user_id };
      return { userId: (await new VirtualMember(world, guild, user.id).rejoin(request.invite)).id };
    },

    async leave(request) {
      await actors.member(request.guildId, request.as).leave();
      return done;
    },

    voice(request) {
      const member = actors.member(request.guildId, request.as);
      const { channelId, mute, deafen } = request;
      const own = {
        ...(mute === undefined ? {} : { self_mute: mute }),
        ...(deafen === undefined ? {} : { self_deaf: deafen }),
      };
      if (typeof channelId === 'string') joinVoice(world, member.id, channelId, own);
      else moveVoice(world, request.guildId, member.id, channelId === null ? { channel_id: null } : own);
      return done;
    },

    role(request) {
      actors.member(request.guildId, request.as);
      const change = request.give ? giveRole : removeRole;
      change(world, { userId: request.as }, request.guildId, request.userId, request.roleId);
      return done;
    },

    nickname(request) {
      actors.member(request.guildId, request.as);
      updateMember(world, { userId: request.as }, request.guildId, request.userId, { nick: request.nick });
      return done;
    },

    moderate(request) {
      actors.member(request.guildId, request.as);
      const actor = { userId: request.as, reason: request.reason ?? null };
      const { guildId, userId } = request;
      if (request.act === 'kick') kickMember(world, actor, guildId, userId);
      else if (request.act === 'ban') banMember(world, actor, guildId, userId);
      else if (request.act === 'unban') unbanMember(world, actor, guildId, userId);
      else {
        const until = request.duration === undefined ? null : world.now() + duration(request.duration);
        updateMember(world, actor, guildId, userId, { communication_disabled_until: until });
      }
      return done;
    },

    locale(request) {
      updateUser(world, actors.person(request.as).id, { locale: request.locale });
      return done;
    },

    follow(request) {
      const { id: userId } = actors.member(request.guildId, request.as);
      followScheduledEvent(world, { userId }, request.guildId, request.eventId, request.remove !== true);
      return done;
    },

    async buy(request) {
      const entitlement = await actors.member(request.guildId, request.as).buy({ id: request.skuId });
      return { entitlementId: entitlement.id };
    },

    createChannel(request) {
      const guild = actors.guild(request.guildId);
      const by = request.as === undefined ? guild.owner : actors.member(guild.id, request.as);
      return { channelId: byName(() => guild.addChannel(channelSpec(request.channel), by)).id };
    },

    deleteChannel(request) {
      const { id: userId } = actors.in(request);
      deleteChannel(world, { userId }, request.channelId);
      return done;
    },
  };
}
