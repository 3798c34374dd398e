import { joinVoice, moveVoice } from '../world/actions/index.ts';
import { pairKey } from '../world/entities.ts';
import { DiscordError } from '../world/errors.ts';
import { isSnowflake } from '../world/snowflake.ts';
import { memberView } from '../world/views/index.ts';
import type { World } from '../world/world.ts';
import { I } from './intents.ts';
import { presencePayload } from './payloads.ts';
import type { Session } from './sessions.ts';

type Fields = Record<string, unknown>;

/** Op 8: tells a guild's members in chunks of a thousand. */
export function requestGuildMembers(world: World, session: Session, data: Fields): void {
  const ids = Array.isArray(data.guild_id) ? (data.guild_id as unknown[]) : [data.guild_id];
  const guildId = String(ids[0] ?? '');
  const self = session.application.bot_user_id;
  if (!world.tables.member.has(pairKey(guildId, self))) return;
  const query = typeof data.query === 'string' ? data.query.toLowerCase() : null;
  const limit = typeof data.limit === 'number' ? data.limit : 0;
  const userIds = data.user_ids === undefined ? null : [data.user_ids].flat().map(String);
  const everyone = userIds === null && (query ?? '') === '' && limit === 0;
  if (everyone && (session.intents & I.GuildMembers) === 0) {
    world.violate(
      'gateway-protocol',
      'REQUEST_GUILD_MEMBERS',
      'the whole list needs the GUILD_MEMBERS intent',
    );
    return;
  }
  if (data.presences === true && (session.intents & I.GuildPresences) === 0) {
    world.violate('gateway-protocol', 'REQUEST_GUILD_MEMBERS', 'presences need the GUILD_PRESENCES intent');
    return;
  }
  const all = world.tables.member.by('guild', guildId);
  const found = userIds
    ? all.filter((member) => userIds.includes(member.user_id)).slice(0, 100)
    : all
        .filter((member) => {
          if (!query) return true;
          const user = world.tables.user.get(member.user_id);
          return [user?.username, user?.global_name, member.nick].some((name) =>
            name?.toLowerCase().startsWith(query),
          );
        })
        .slice(0, limit === 0 ? all.length : Math.min(limit, 100));
  const notFound =
    userIds?.filter((id) => !isSnowflake(id) || !world.tables.member.has(pairKey(guildId, id))) ?? [];
  const count = Math.max(1, Math.ceil(found.length / 1000));
  for (let index = 0; index < count; index++) {
    const members = found.slice(index * 1000, (index + 1) * 1000);
    session.dispatch({
      t: 'GUILD_MEMBERS_CHUNK',
      d: {
        guild_id: guildId,
        members: members.map((member) => memberView(world, member)),
        chunk_index: index,
        chunk_count: count,
        ...(notFound.length > 0 ? { not_found: notFound } : {}),
        ...(data.presences === true
          ? { presences: members.map(({ user_id }) => presencePayload(world, guildId, user_id)) }
          : {}),
        ...(typeof data.nonce === 'string' && data.nonce.length <= 32 ? { nonce: data.nonce } : {}),
      },
    });
  }
}

/** Op 4: the bot enters, changes or leaves voice. Of voice itself only the state is simulated: no server takes sound. */
export function updateVoiceState(world: World, session: Session, data: Fields): void {
  const guildId = String(data.guild_id ?? '');
  const self = session.application.bot_user_id;
  const own = { self_mute: data.self_mute === true, self_deaf: data.self_deaf === true };
  try {
    if (data.channel_id == null) moveVoice(world, guildId, self, { channel_id: null });
    else {
      joinVoice(world, self, String(data.channel_id), own);
      session.dispatch({
        t: 'VOICE_SERVER_UPDATE',
        d: { token: world.ids.secret(`voice:${guildId}:${self}`, 12), guild_id: guildId, endpoint: null },
      });
    }
  } catch (error) {
    // Discord says nothing when a bot may not enter.
    if (!(error instanceof DiscordError)) throw error;
  }
}

/** Op 3, and the presence in IDENTIFY. */
export function updatePresence(world: World, session: Session, data: Fields): void {
  const status = ['online', 'idle', 'dnd'].includes(String(data.status)) ? data.status : 'offline';
  const presence = world.tables.presence.put({
    user_id: session.application.bot_user_id,
    status: status as 'online' | 'idle' | 'dnd' | 'offline',
    activities: Array.isArray(data.activities)
      ? (data.activities as Fields[]).map((activity) => ({ created_at: world.now(), ...activity }))
      : [],
  });
  world.emit({ type: 'presenceUpdate', presence });
}
