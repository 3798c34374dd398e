import {
  type Client,
  type Guild,
  type GuildMember,
  PermissionFlagsBits as P,
  PermissionsBitField,
  type PermissionsString,
} from 'discord.js';

/** Why Discord would answer a call of the bot with "missing permissions". */
export type Lack =
  | { readonly reason: 'PERMISSION_MISSING'; readonly permissions: readonly PermissionsString[] }
  /** The member or role that it acts on is not below the bot's highest role. */
  | { readonly reason: 'HIERARCHY'; readonly target: string };

interface Call {
  readonly guild: Guild;
  readonly me: GuildMember;
  /** Path segments after the root and its id. */
  readonly rest: readonly string[];
  readonly channelId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

type Rule = (call: Call) => Lack | undefined;

/** Fields of a member, and the permission that each takes. Source: Discord's "Modify Guild Member". */
const memberFields: Readonly<Record<string, bigint>> = {
  nick: P.ManageNicknames,
  roles: P.ManageRoles,
  mute: P.MuteMembers,
  deaf: P.DeafenMembers,
  channel_id: P.MoveMembers,
  communication_disabled_until: P.ModerateMembers,
};

/** Voice can be muted and moved whatever the roles are. */
const regardlessOfRoles = new Set(['mute', 'deaf', 'channel_id']);

const rules: readonly (readonly [pattern: RegExp, rule: Rule])[] = [
  [
    /^(PUT|DELETE) \/guilds\/\d+\/members\/\d+\/roles\/\d+$/,
    (call) => inGuild(call, P.ManageRoles) ?? roleAbove(call, call.rest[3]),
  ],
  [/^PATCH \/guilds\/\d+\/members\/\d+$/, memberChange],
  [/^DELETE \/guilds\/\d+\/members\/\d+$/, (call) => inGuild(call, P.KickMembers) ?? memberAbove(call)],
  [/^PUT \/guilds\/\d+\/bans\/\d+$/, (call) => inGuild(call, P.BanMembers) ?? memberAbove(call)],
  [/^(GET|DELETE) \/guilds\/\d+\/bans(\/\d+)?$/, (call) => inGuild(call, P.BanMembers)],
  [/^POST \/guilds\/\d+\/bulk-ban$/, (call) => inGuild(call, P.BanMembers | P.ManageGuild)],
  [/^(POST|PATCH) \/guilds\/\d+\/channels$/, (call) => inGuild(call, P.ManageChannels)],
  [/^GET \/guilds\/\d+\/webhooks$/, (call) => inGuild(call, P.ManageWebhooks)],
  [/^(GET|POST) \/guilds\/\d+\/prune$/, (call) => inGuild(call, P.KickMembers | P.ManageGuild)],
  [/^PATCH \/guilds\/\d+\/members\/@me$/, (call) => inGuild(call, P.ChangeNickname)],
  [/^PATCH \/guilds\/\d+$/, (call) => inGuild(call, P.ManageGuild)],
  [/^PUT \/guilds\/\d+\/incident-actions$/, (call) => inGuild(call, P.ManageGuild)],
  [/^(POST|PATCH) \/guilds\/\d+\/roles$/, (call) => inGuild(call, P.ManageRoles)],
  [
    /^(PATCH|DELETE) \/guilds\/\d+\/roles\/\d+$/,
    (call) => inGuild(call, P.ManageRoles) ?? roleAbove(call, call.rest[1]),
  ],
  [/^\w+ \/guilds\/\d+\/auto-moderation\/rules(\/\d+)?$/, (call) => inGuild(call, P.ManageGuild)],
  [/^GET \/guilds\/\d+\/audit-logs$/, (call) => inGuild(call, P.ViewAuditLog)],
  [/^POST \/guilds\/\d+\/(emojis|stickers)$/, (call) => inGuild(call, P.CreateGuildExpressions)],
  [/^(PATCH|DELETE) \/channels\/\d+$/, channelChange],
  [/^(PUT|DELETE) \/channels\/\d+\/permissions\/\d+$/, (call) => inChannel(call, P.ManageRoles)],
  [/^POST \/channels\/\d+\/invites$/, (call) => inChannel(call, P.CreateInstantInvite)],
  [/^GET \/channels\/\d+\/invites$/, (call) => inChannel(call, P.ManageChannels)],
  [/^POST \/channels\/\d+\/messages\/\d+\/threads$/, (call) => inChannel(call, P.CreatePublicThreads)],
  [/^(PUT|DELETE) \/channels\/\d+\/(messages\/)?pins\/\d+$/, pinning],
  [/^POST \/channels\/\d+\/messages$/, sending],
  [/^GET \/channels\/\d+\/messages(\/\d+)?$/, (call) => inChannel(call, P.ViewChannel)],
  [/^POST \/channels\/\d+\/messages\/bulk-delete$/, (call) => inChannel(call, P.ManageMessages)],
  [
    /^DELETE \/channels\/\d+\/messages\/\d+\/reactions(\/[^/]+)?(\/\d+)?$/,
    (call) => inChannel(call, P.ManageMessages),
  ],
  [
    /^PUT \/channels\/\d+\/messages\/\d+\/reactions\/[^/]+\/@me$/,
    (call) => inChannel(call, P.ReadMessageHistory),
  ],
  [/^(GET|POST) \/channels\/\d+\/webhooks$/, (call) => inChannel(call, P.ManageWebhooks)],
];

/**
 * What the bot lacks for a call in a guild, as Discord will judge it: the same for every plugin, and said before the call counts
 * against the limit of invalid requests that all of them share.
 *
 * It is asked of what the client knows by heart; what it does not know (a member who is not cached, a message's author), it
 * leaves to Discord. It never names a lack where Discord would agree.
 *
 * @param path decoded, without query, as `/channels/1/messages`
 */
export function whatBotLacks(
  client: Client,
  guildId: string,
  method: string,
  path: string,
  body: unknown,
): Lack | undefined {
  const route = `${method} ${path}`;
  const rule = rules.find(([pattern]) => pattern.test(route))?.[1];
  if (!rule) return undefined;
  const guild = client.guilds.cache.get(guildId);
  const me = guild?.members.me;
  if (!guild?.available || !me || guild.ownerId === me.id) return undefined;
  const [, , id = '', ...rest] = path.split('/');
  const fields = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  return rule({ guild, me, rest, channelId: id, body: fields });
}

function inGuild({ me }: Call, wanted: bigint): Lack | undefined {
  return missing(me.permissions.bitfield, wanted);
}

function inChannel({ guild, me, channelId }: Call, wanted: bigint): Lack | undefined {
  const channel = guild.channels.cache.get(channelId);
  const held = channel?.permissionsFor(me)?.bitfield;
  return held === undefined ? undefined : missing(held, P.ViewChannel | wanted);
}

function sending(call: Call): Lack | undefined {
  const channel = call.guild.channels.cache.get(call.channelId);
  const write = channel?.isThread() ? P.SendMessagesInThreads : P.SendMessages;
  const reference = call.body.message_reference as { type?: unknown } | undefined;
  // An answer to a message takes its history; a forwarded one is judged where it comes from.
  const isAnswer = reference !== undefined && reference.type !== 1;
  return inChannel(call, isAnswer ? write | P.ReadMessageHistory : write);
}

function channelChange(call: Call): Lack | undefined {
  // A thread's own rules depend on whose it is.
  if (call.guild.channels.cache.get(call.channelId)?.isThread()) return undefined;
  return inChannel(call, P.ManageChannels);
}

/** The permission is a younger one: where only the older is held, Discord judges. */
function pinning(call: Call): Lack | undefined {
  const lack = inChannel(call, P.PinMessages);
  return lack && inChannel(call, P.ManageMessages) ? lack : undefined;
}

function memberChange(call: Call): Lack | undefined {
  const userId = call.rest[1] ?? '';
  const fields = Object.keys(call.body).filter((field) => field in memberFields);
  if (userId === '@me' || userId === call.me.id) return undefined;
  const wanted = fields.reduce((bits, field) => bits | (memberFields[field] ?? 0n), 0n);
  const lack = inGuild(call, wanted);
  if (lack) return lack;
  return fields.some((field) => !regardlessOfRoles.has(field)) ? memberAbove(call) : undefined;
}

function memberAbove({ guild, me, rest }: Call): Lack | undefined {
  const userId = rest[1] ?? '';
  if (userId === guild.ownerId) return { reason: 'HIERARCHY', target: userId };
  // Without that intent nobody tells us when a member's roles change.
  const isCurrent = guild.client.options.intents.has('GuildMembers');
  const member = isCurrent ? guild.members.cache.get(userId) : undefined;
  if (!member || member.id === me.id) return undefined;
  return member.roles.highest.comparePositionTo(me.roles.highest) < 0
    ? undefined
    : { reason: 'HIERARCHY', target: userId };
}

function roleAbove({ guild, me }: Call, roleId = ''): Lack | undefined {
  const role = guild.roles.cache.get(roleId);
  if (!role || role.comparePositionTo(me.roles.highest) < 0) return undefined;
  return { reason: 'HIERARCHY', target: roleId };
}

function missing(held: bigint, wanted: bigint): Lack | undefined {
  if ((held & P.Administrator) !== 0n) return undefined;
  const lacking = wanted & ~held;
  if (lacking === 0n) return undefined;
  return { reason: 'PERMISSION_MISSING', permissions: new PermissionsBitField(lacking).toArray() };
}
