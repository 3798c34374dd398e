import { PermissionFlagsBits as P, PermissionsBitField, type PermissionsString } from 'discord.js';
import { RouteTable } from './route-table.ts';

/** What Discord demands of the bot for a call: a permission somewhere, and to stand above a member or a role. */
export type Demand =
  | { readonly in: 'guild'; readonly permission: bigint }
  /** Seeing the channel is demanded with it. `or`: an older permission that does as well. */
  | { readonly in: 'channel'; readonly permission: bigint; readonly or?: bigint }
  | { readonly over: 'member'; readonly id: string; readonly permission: bigint }
  /** `position`: where the role would be moved to. */
  | {
      readonly over: 'role';
      readonly id: string;
      readonly permission: bigint;
      readonly position?: number;
    };

/** A call, and what the rows ask of the world that the client knows. */
export interface Asked {
  /** The ids in its path, in their order. */
  readonly ids: readonly string[];
  readonly body: Readonly<Record<string, unknown>>;
  /** The body of the few calls that send a list. */
  readonly list: readonly Readonly<Record<string, unknown>>[];
  readonly botId: string;
  readonly isThread: (channelId: string) => boolean;
  /** `undefined`: not known. */
  readonly rolesOf: (userId: string) => readonly string[] | undefined;
  readonly role: (id: string) => { readonly permissions: bigint; readonly position: number } | undefined;
}

type Row = readonly Demand[] | ((asked: Asked) => readonly Demand[]);

const inGuild = (...names: PermissionsString[]): readonly Demand[] => [
  { in: 'guild', permission: PermissionsBitField.resolve(names) },
];
const inChannel = (...names: PermissionsString[]): readonly Demand[] => [
  { in: 'channel', permission: PermissionsBitField.resolve(names) },
];
/** What hangs on whose thing it is, or on what the client does not know. */
const leftToDiscord: readonly Demand[] = [];

const readMessages = inChannel('ViewChannel');
const pinning: readonly Demand[] = [{ in: 'channel', permission: P.PinMessages, or: P.ManageMessages }];
const onMember = (permission: bigint) => (asked: Asked) => [
  { over: 'member' as const, id: asked.ids[1] ?? '', permission },
];

/**
 * A row for each write that a capability opens (a test compares the two), and for each read that takes a permission. Sources: the permissions that Discord's documentation
 * names at each call, and "Permission Hierarchy".
 */
const rows: Readonly<Record<string, Row>> = {
  'PATCH /guilds/{}': inGuild('ManageGuild'),
  'PATCH /guilds/{}/members/@me': inGuild('ChangeNickname'),
  'POST /guilds/{}/roles': (asked) => [...inGuild('ManageRoles'), ...granting(asked, 0n)],
  'PATCH /guilds/{}/roles': ({ list, role }) => [
    ...inGuild('ManageRoles'),
    ...list.flatMap(({ id, position }): Demand[] => {
      const before = role(String(id));
      if (!before || typeof position !== 'number' || position === before.position) return [];
      const over = { over: 'role', id: String(id), permission: 0n } as const;
      return [over, { ...over, position }];
    }),
  ],
  'PATCH /guilds/{}/roles/{}': (asked) => [
    ...inGuild('ManageRoles'),
    { over: 'role', id: asked.ids[1] ?? '', permission: 0n },
    ...granting(asked, asked.role(asked.ids[1] ?? '')?.permissions ?? 0n),
  ],
  'DELETE /guilds/{}/roles/{}': ({ ids }) => [
    ...inGuild('ManageRoles'),
    { over: 'role', id: ids[1] ?? '', permission: 0n },
  ],
  'PUT /guilds/{}/members/{}/roles/{}': ({ ids }) => [
    { over: 'role', id: ids[2] ?? '', permission: P.ManageRoles },
  ],
  'DELETE /guilds/{}/members/{}/roles/{}': ({ ids }) => [
    { over: 'role', id: ids[2] ?? '', permission: P.ManageRoles },
  ],
  'PATCH /guilds/{}/members/{}': memberChange,
  'DELETE /guilds/{}/members/{}': onMember(P.KickMembers),
  'PUT /guilds/{}/bans/{}': onMember(P.BanMembers),
  'DELETE /guilds/{}/bans/{}': inGuild('BanMembers'),
  'GET /guilds/{}/bans': inGuild('BanMembers'),
  'GET /guilds/{}/bans/{}': inGuild('BanMembers'),
  // Who cannot be banned is told in the answer.
  'POST /guilds/{}/bulk-ban': inGuild('BanMembers', 'ManageGuild'),
  'GET /guilds/{}/prune': inGuild('KickMembers', 'ManageGuild'),
  'POST /guilds/{}/prune': inGuild('KickMembers', 'ManageGuild'),
  'POST /guilds/{}/channels': inGuild('ManageChannels'),
  'PATCH /guilds/{}/channels': inGuild('ManageChannels'),
  'GET /guilds/{}/webhooks': inGuild('ManageWebhooks'),
  'PUT /guilds/{}/incident-actions': inGuild('ManageGuild'),
  'GET /guilds/{}/auto-moderation/rules': inGuild('ManageGuild'),
  'GET /guilds/{}/auto-moderation/rules/{}': inGuild('ManageGuild'),
  'POST /guilds/{}/auto-moderation/rules': inGuild('ManageGuild'),
  'PATCH /guilds/{}/auto-moderation/rules/{}': inGuild('ManageGuild'),
  'DELETE /guilds/{}/auto-moderation/rules/{}': inGuild('ManageGuild'),
  'GET /guilds/{}/audit-logs': inGuild('ViewAuditLog'),
  'POST /guilds/{}/emojis': inGuild('CreateGuildExpressions'),
  'POST /guilds/{}/stickers': inGuild('CreateGuildExpressions'),
  // A thread's own rules depend on whose it is.
  'PATCH /channels/{}': ({ ids, isThread }) =>
    isThread(ids[0] ?? '') ? leftToDiscord : inChannel('ManageChannels'),
  'DELETE /channels/{}': ({ ids, isThread }) =>
    isThread(ids[0] ?? '') ? leftToDiscord : inChannel('ManageChannels'),
  // What may be allowed and denied with it depends on the channel's own overwrites.
  'PUT /channels/{}/permissions/{}': inChannel('ManageRoles'),
  'DELETE /channels/{}/permissions/{}': inChannel('ManageRoles'),
  'POST /channels/{}/invites': inChannel('CreateInstantInvite'),
  'GET /channels/{}/invites': inChannel('ManageChannels'),
  'POST /channels/{}/messages/{}/threads': inChannel('CreatePublicThreads'),
  'GET /channels/{}/messages': readMessages,
  'GET /channels/{}/messages/{}': readMessages,
  'POST /channels/{}/messages': sending,
  'POST /channels/{}/messages/bulk-delete': inChannel('ManageMessages'),
  'PUT /channels/{}/pins/{}': pinning,
  'DELETE /channels/{}/pins/{}': pinning,
  'PUT /channels/{}/messages/pins/{}': pinning,
  'DELETE /channels/{}/messages/pins/{}': pinning,
  'DELETE /channels/{}/messages/{}/reactions': inChannel('ManageMessages'),
  'DELETE /channels/{}/messages/{}/reactions/{}': inChannel('ManageMessages'),
  'DELETE /channels/{}/messages/{}/reactions/{}/{}': inChannel('ManageMessages'),
  'DELETE /channels/{}/messages/{}/reactions/{}/@me': leftToDiscord,
  // Somebody's own reaction is all that adding to those that are there takes.
  'PUT /channels/{}/messages/{}/reactions/{}/@me': inChannel('ReadMessageHistory'),
  'GET /channels/{}/webhooks': inChannel('ManageWebhooks'),
  'POST /channels/{}/webhooks': inChannel('ManageWebhooks'),
  // Its own messages, and those that it may publish besides.
  'PATCH /channels/{}/messages/{}': leftToDiscord,
  'DELETE /channels/{}/messages/{}': leftToDiscord,
  'POST /channels/{}/messages/{}/crosspost': leftToDiscord,
  'POST /channels/{}/polls/{}/expire': leftToDiscord,
  'POST /channels/{}/typing': leftToDiscord,
  'POST /users/@me/channels': leftToDiscord,
  // What kind of thread it will be, and whose it is.
  'POST /channels/{}/threads': leftToDiscord,
  'PUT /channels/{}/thread-members/{}': leftToDiscord,
  'DELETE /channels/{}/thread-members/{}': leftToDiscord,
  'PUT /channels/{}/thread-members/@me': leftToDiscord,
  'DELETE /channels/{}/thread-members/@me': leftToDiscord,
  // Who made it, where it leads, whether it goes on.
  'PATCH /guilds/{}/emojis/{}': leftToDiscord,
  'DELETE /guilds/{}/emojis/{}': leftToDiscord,
  'PATCH /guilds/{}/stickers/{}': leftToDiscord,
  'DELETE /guilds/{}/stickers/{}': leftToDiscord,
  'DELETE /invites/{}': leftToDiscord,
  'POST /guilds/{}/scheduled-events': leftToDiscord,
  'PATCH /guilds/{}/scheduled-events/{}': leftToDiscord,
  'DELETE /guilds/{}/scheduled-events/{}': leftToDiscord,
  'POST /stage-instances': leftToDiscord,
  'PATCH /stage-instances/{}': leftToDiscord,
  'DELETE /stage-instances/{}': leftToDiscord,
  'PATCH /guilds/{}/voice-states/{}': leftToDiscord,
  'PATCH /guilds/{}/voice-states/@me': leftToDiscord,
  'PATCH /webhooks/{}': leftToDiscord,
  'DELETE /webhooks/{}': leftToDiscord,
  'PATCH /webhooks/{}/{}': leftToDiscord,
  'DELETE /webhooks/{}/{}': leftToDiscord,
  'POST /webhooks/{}/{}': leftToDiscord,
  'PATCH /webhooks/{}/{}/messages/{}': leftToDiscord,
  'DELETE /webhooks/{}/{}/messages/{}': leftToDiscord,
};

/** Routes that the table has a row for, as `POST /channels/{}/messages`. */
export const judgedRoutes: readonly string[] = Object.keys(rows);

const table = new RouteTable<Row>(Object.entries(rows));

/** @returns nothing for a call that no row is about */
export function demandsOf(method: string, path: string, asked: Asked): readonly Demand[] {
  const row = table.one(method, path) ?? leftToDiscord;
  return typeof row === 'function' ? row(asked) : row;
}

/** Fields of a member, and the permission that each takes. Source: Discord's "Modify Guild Member". */
const memberFields: Readonly<Record<string, bigint>> = {
  nick: P.ManageNicknames,
  roles: P.ManageRoles,
  mute: P.MuteMembers,
  deaf: P.DeafenMembers,
  channel_id: P.MoveMembers,
  communication_disabled_until: P.ModerateMembers,
};

function memberChange({ ids, body, botId, rolesOf }: Asked): readonly Demand[] {
  const id = ids[1] ?? '';
  if (id === botId) return leftToDiscord;
  return Object.entries(memberFields).flatMap(([field, permission]): Demand[] => {
    if (!Object.hasOwn(body, field)) return [];
    const demand: Demand = { in: 'guild', permission };
    if (field === 'nick') return [{ over: 'member', id, permission }];
    if (field === 'communication_disabled_until') {
      // Nobody times an administrator out; a timeout that ends is a matter of standing above them.
      const isLifted = body[field] === null;
      return [demand, { over: 'member', id, permission: isLifted ? 0n : permission }];
    }
    // Roles are given whatever those of the member are, and voice is muted and moved whatever they are.
    if (field !== 'roles') return [demand];
    const had = rolesOf(id);
    const wanted = Array.isArray(body.roles) ? body.roles.map(String) : [];
    const touched = had
      ? [...wanted.filter((role) => !had.includes(role)), ...had.filter((role) => !wanted.includes(role))]
      : [];
    return [demand, ...touched.map((role): Demand => ({ over: 'role', id: role, permission }))];
  });
}

function sending({ ids, body, isThread }: Asked): readonly Demand[] {
  const reference = body.message_reference as { type?: unknown } | null | undefined;
  // An answer to a message takes its history; a forwarded one is judged where it comes from.
  const isAnswer = typeof reference === 'object' && reference !== null && reference.type !== 1;
  return inChannel(
    isThread(ids[0] ?? '') ? 'SendMessagesInThreads' : 'SendMessages',
    ...(isAnswer ? (['ReadMessageHistory'] as const) : []),
  );
}

/** Nobody gives a role what they do not have. */
function granting({ body }: Asked, had: bigint): readonly Demand[] {
  const given = String(body.permissions ?? '');
  if (!/^\d{1,20}$/.test(given)) return [];
  const permission = BigInt(given) & PermissionsBitField.All & ~had;
  return permission === 0n ? [] : [{ in: 'guild', permission }];
}
