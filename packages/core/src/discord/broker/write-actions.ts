import { RouteTable } from './route-table.ts';

/**
 * What each call that a plugin can be granted does to a guild, in the words of an admin. A test compares it with the table of
 * capabilities: a route that a capability opens has its row here.
 */
const actions = {
  'POST /channels/{}/messages': 'message.send',
  'PATCH /channels/{}/messages/{}': 'message.edit',
  'DELETE /channels/{}/messages/{}': 'message.delete',
  'POST /channels/{}/messages/bulk-delete': 'messages.delete',
  'POST /channels/{}/messages/{}/crosspost': 'message.publish',
  'PUT /channels/{}/messages/pins/{}': 'message.pin',
  'PUT /channels/{}/pins/{}': 'message.pin',
  'DELETE /channels/{}/messages/pins/{}': 'message.unpin',
  'DELETE /channels/{}/pins/{}': 'message.unpin',
  'POST /channels/{}/polls/{}/expire': 'poll.end',
  'PUT /channels/{}/messages/{}/reactions/{}/@me': 'reaction.add',
  'DELETE /channels/{}/messages/{}/reactions': 'reaction.remove',
  'DELETE /channels/{}/messages/{}/reactions/{}': 'reaction.remove',
  'DELETE /channels/{}/messages/{}/reactions/{}/@me': 'reaction.remove',
  'DELETE /channels/{}/messages/{}/reactions/{}/{}': 'reaction.remove',
  'POST /channels/{}/typing': 'typing',
  'POST /users/@me/channels': 'direct.open',
  'PATCH /channels/{}': 'channel.edit',
  'DELETE /channels/{}': 'channel.delete',
  'PUT /channels/{}/permissions/{}': 'channel.edit',
  'DELETE /channels/{}/permissions/{}': 'channel.edit',
  'POST /channels/{}/threads': 'thread.create',
  'POST /channels/{}/messages/{}/threads': 'thread.create',
  'PUT /channels/{}/thread-members/{}': 'thread.member',
  'DELETE /channels/{}/thread-members/{}': 'thread.member',
  'PUT /channels/{}/thread-members/@me': 'thread.member',
  'DELETE /channels/{}/thread-members/@me': 'thread.member',
  'POST /channels/{}/invites': 'invite.create',
  'DELETE /invites/{}': 'invite.delete',
  'PUT /guilds/{}/incident-actions': 'invites.pause',
  'POST /channels/{}/webhooks': 'webhook.create',
  'PATCH /webhooks/{}': 'webhook.edit',
  'PATCH /webhooks/{}/{}': 'webhook.edit',
  'DELETE /webhooks/{}': 'webhook.delete',
  'DELETE /webhooks/{}/{}': 'webhook.delete',
  'POST /webhooks/{}/{}': 'webhook.write',
  'PATCH /webhooks/{}/{}/messages/{}': 'webhook.write',
  'DELETE /webhooks/{}/{}/messages/{}': 'webhook.write',
  'PATCH /guilds/{}': 'guild.edit',
  'PATCH /guilds/{}/members/@me': 'bot.rename',
  'POST /guilds/{}/channels': 'channel.create',
  'PATCH /guilds/{}/channels': 'channels.order',
  'POST /guilds/{}/roles': 'role.create',
  'PATCH /guilds/{}/roles': 'roles.order',
  'PATCH /guilds/{}/roles/{}': 'role.edit',
  'DELETE /guilds/{}/roles/{}': 'role.delete',
  'PUT /guilds/{}/members/{}/roles/{}': 'role.give',
  'DELETE /guilds/{}/members/{}/roles/{}': 'role.take',
  'PATCH /guilds/{}/members/{}': 'member.edit',
  'DELETE /guilds/{}/members/{}': 'member.kick',
  'PUT /guilds/{}/bans/{}': 'member.ban',
  'DELETE /guilds/{}/bans/{}': 'member.unban',
  'POST /guilds/{}/bulk-ban': 'members.ban',
  'POST /guilds/{}/prune': 'members.prune',
  'POST /guilds/{}/emojis': 'expression.create',
  'PATCH /guilds/{}/emojis/{}': 'expression.edit',
  'DELETE /guilds/{}/emojis/{}': 'expression.delete',
  'POST /guilds/{}/stickers': 'expression.create',
  'PATCH /guilds/{}/stickers/{}': 'expression.edit',
  'DELETE /guilds/{}/stickers/{}': 'expression.delete',
  'POST /guilds/{}/auto-moderation/rules': 'automod.create',
  'PATCH /guilds/{}/auto-moderation/rules/{}': 'automod.edit',
  'DELETE /guilds/{}/auto-moderation/rules/{}': 'automod.delete',
  'POST /guilds/{}/scheduled-events': 'event.create',
  'PATCH /guilds/{}/scheduled-events/{}': 'event.edit',
  'DELETE /guilds/{}/scheduled-events/{}': 'event.delete',
  'POST /stage-instances': 'stage.open',
  'PATCH /stage-instances/{}': 'stage.edit',
  'DELETE /stage-instances/{}': 'stage.close',
  'PATCH /guilds/{}/voice-states/{}': 'speaker.edit',
  'PATCH /guilds/{}/voice-states/@me': 'speaker.edit',
} as const;

/** What a call does to a guild. `other`: no capability opens it. */
export type WriteAction =
  | (typeof actions)[keyof typeof actions]
  /** A member is changed so that they can't speak for a while. */
  | 'member.timeout'
  | 'other';

const table = new RouteTable<WriteAction>(Object.entries(actions));

/** @param path decoded, without query; ids may be `{id}` */
export function writeActionOf(method: string, path: string): WriteAction {
  return table.one(method, path) ?? 'other';
}
