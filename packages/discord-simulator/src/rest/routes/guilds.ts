import { guildWith, has, memberGuild, permissionsInChannel } from '../../world/access.ts';
import type { ChannelForm, GuildChanges, RoleForm } from '../../world/actions/index.ts';
import {
  activeThreads,
  createChannel,
  createRole,
  deleteRole,
  guildInvites,
  moveChannels,
  moveRoles,
  moveVoice,
  roleOf,
  updateGuild,
  updateRole,
} from '../../world/actions/index.ts';
import { pairKey } from '../../world/entities.ts';
import { badField, refuse } from '../../world/errors.ts';
import { P } from '../../world/permissions.ts';
import {
  auditLogEntryView,
  autoModRuleView,
  channelView,
  commandView,
  guildPreviewView,
  guildView,
  integrationView,
  inviteView,
  presenceCount,
  roleView,
  scheduledEventView,
  timestampOrNull,
  userView,
  voiceStateView,
  webhookView,
} from '../../world/views/index.ts';
import { readBoolean, readNumber, readSnowflake } from '../query.ts';
import type { RestRequest, Route } from '../router.ts';
import { Answer, routes } from '../router.ts';
import { threadList } from './channels.ts';
import { storePicture } from './users.ts';

const guild = (request: RestRequest): string => request.params.guild_id ?? '';

function readGuildChanges({ world, body }: RestRequest): GuildChanges {
  const changes: GuildChanges = {};
  for (const key of [
    'name',
    'description',
    'verification_level',
    'default_message_notifications',
    'explicit_content_filter',
    'preferred_locale',
    'afk_timeout',
    'afk_channel_id',
    'system_channel_id',
    'system_channel_flags',
    'rules_channel_id',
    'public_updates_channel_id',
    'safety_alerts_channel_id',
    'premium_progress_bar_enabled',
    'features',
  ] as const) {
    if (body[key] !== undefined) Object.assign(changes, { [key]: body[key] });
  }
  for (const key of [
    'afk_channel_id',
    'system_channel_id',
    'rules_channel_id',
    'public_updates_channel_id',
  ] as const) {
    const id = changes[key];
    if (id && !world.tables.channel.has(id)) throw badField([key], 'CHANNEL_INVALID', 'Unknown channel');
  }
  for (const key of ['icon', 'banner', 'splash', 'discovery_splash'] as const) {
    if (body[key] !== undefined) changes[key] = storePicture(world, key, body[key]);
  }
  return changes;
}

/** Reads a role's form; `colors` is the new way to say `color`. */
function readRole({ world, body }: RestRequest): RoleForm {
  const form: RoleForm = {};
  if (body.name != null) form.name = String(body.name);
  if (body.permissions != null) form.permissions = String(body.permissions);
  if (body.hoist != null) form.hoist = body.hoist === true;
  if (body.mentionable != null) form.mentionable = body.mentionable === true;
  if (body.color != null) form.color = Number(body.color);
  const colors = body.colors as
    | { primary_color?: number; secondary_color?: number | null; tertiary_color?: number | null }
    | null
    | undefined;
  if (colors) {
    form.color = colors.primary_color ?? 0;
    form.secondary_color = colors.secondary_color ?? null;
    form.tertiary_color = colors.tertiary_color ?? null;
  }
  if (body.icon !== undefined) form.icon = storePicture(world, 'icon', body.icon);
  if (body.unicode_emoji !== undefined) form.unicode_emoji = body.unicode_emoji as string | null;
  return form;
}

function auditLog(request: RestRequest) {
  const { world, actor, query } = request;
  guildWith(world, actor, guild(request), P.ViewAuditLog);
  const limit = readNumber(query, 'limit', { least: 1, most: 100, otherwise: 50 });
  const userId = readSnowflake(query, 'user_id');
  const before = readSnowflake(query, 'before');
  const after = readSnowflake(query, 'after');
  const type = query.get('action_type');
  const found = world.tables.auditLogEntry
    .by('guild', guild(request))
    .filter(
      (entry) =>
        (userId === null || entry.user_id === userId) &&
        (type === null || entry.action_type === Number(type)) &&
        (before === null || BigInt(entry.id) < BigInt(before)) &&
        (after === null || BigInt(entry.id) > BigInt(after)),
    );
  const page = after === null ? found.reverse().slice(0, limit) : found.slice(0, limit);
  const ids = new Set(page.flatMap((entry) => [entry.user_id ?? '', entry.target_id ?? '']));
  const applications = new Set(page.map((entry) => entry.user_id));
  return {
    audit_log_entries: page.map(auditLogEntryView),
    users: [...ids].flatMap((id) => {
      const user = world.tables.user.get(id);
      return user ? [userView(user)] : [];
    }),
    integrations: [],
    webhooks: [...ids].flatMap((id) => {
      const webhook = world.tables.webhook.get(id);
      return webhook ? [webhookView(world, webhook, { token: false, user: true })] : [];
    }),
    guild_scheduled_events: [...ids].flatMap((id) => {
      const event = world.tables.scheduledEvent.get(id);
      return event ? [scheduledEventView(world, event)] : [];
    }),
    threads: [...ids].flatMap((id) => {
      const thread = world.tables.channel.get(id);
      return thread?.thread_metadata ? [channelView(world, thread, actor.userId)] : [];
    }),
    application_commands: [...world.tables.command.values()]
      .filter((command) => ids.has(command.id) && applications.has(command.application_id))
      .map((command) => commandView(command, false)),
    auto_moderation_rules: [...ids].flatMap((id) => {
      const rule = world.tables.autoModRule.get(id);
      return rule ? [autoModRuleView(rule)] : [];
    }),
  };
}

function voiceState(request: RestRequest) {
  const { world, actor, params } = request;
  memberGuild(world, actor, guild(request));
  const userId = params.user_id === '@me' ? actor.userId : (params.user_id ?? '');
  const state = world.tables.voiceState.get(pairKey(guild(request), userId));
  if (!state) throw refuse(10065);
  return { state, userId };
}

function patchVoiceState(request: RestRequest): void {
  const { world, actor, body } = request;
  const { state, userId } = voiceState(request);
  const channel = world.tables.channel.get(String(body.channel_id ?? state.channel_id));
  if (!channel || channel.id !== state.channel_id) throw refuse(10003);
  if (channel.type !== 13) throw refuse(50024);
  const permissions = permissionsInChannel(world, actor.userId, channel);
  const own = userId === actor.userId;
  if (body.suppress !== undefined && (!own || body.suppress === false) && !has(permissions, P.MuteMembers))
    throw refuse(50013);
  const asked = body.request_to_speak_timestamp;
  if (own && typeof asked === 'string' && !has(permissions, P.RequestToSpeak)) throw refuse(50013);
  moveVoice(world, guild(request), userId, {
    ...(typeof body.suppress === 'boolean' ? { suppress: body.suppress } : {}),
    ...(asked === undefined
      ? {}
      : { request_to_speak_timestamp: typeof asked === 'string' ? Date.parse(asked) : null }),
  });
}

/** Raids: pausing invites and direct messages, for 24 hours at most. */
function incidentActions({ world, actor, body, params }: RestRequest) {
  const before = guildWith(world, actor, params.guild_id ?? '', P.ManageGuild);
  const read = (key: string, current: number | null): number | null => {
    const value = body[key];
    if (value === undefined) return current;
    if (value === null) return null;
    const time = Date.parse(String(value));
    if (time - world.now() > 86_400_000 + 1000)
      throw badField([key], 'DATE_TIME_TYPE_MAX', 'Must be at most 24 hours in the future.');
    return time;
  };
  const next = world.tables.guild.put({
    ...before,
    invites_disabled_until: read('invites_disabled_until', before.invites_disabled_until),
    dms_disabled_until: read('dms_disabled_until', before.dms_disabled_until),
  });
  world.emit({ type: 'guildUpdate', guild: next, before });
  return {
    invites_disabled_until: timestampOrNull(next.invites_disabled_until),
    dms_disabled_until: timestampOrNull(next.dms_disabled_until),
  };
}

const roleRoutes = routes(
  [
    'GET',
    '/guilds/{guild_id}/roles',
    (it) => {
      memberGuild(it.world, it.actor, guild(it));
      return it.world.tables.role.by('guild', guild(it)).map(roleView);
    },
  ],
  [
    'GET',
    '/guilds/{guild_id}/roles/member-counts',
    (it) => {
      memberGuild(it.world, it.actor, guild(it));
      const counts: Record<string, number> = {};
      for (const member of it.world.tables.member.by('guild', guild(it))) {
        for (const role of member.roles) counts[role] = (counts[role] ?? 0) + 1;
      }
      return counts;
    },
  ],
  [
    'GET',
    '/guilds/{guild_id}/roles/{role_id}',
    (it) => {
      memberGuild(it.world, it.actor, guild(it));
      return roleView(roleOf(it.world, guild(it), it.params.role_id ?? ''));
    },
  ],
  [
    'POST',
    '/guilds/{guild_id}/roles',
    (it) => roleView(createRole(it.world, it.actor, guild(it), readRole(it))),
  ],
  [
    'PATCH',
    '/guilds/{guild_id}/roles',
    (it) =>
      moveRoles(it.world, it.actor, guild(it), it.list as { id: string; position?: number }[]).map(roleView),
  ],
  [
    'PATCH',
    '/guilds/{guild_id}/roles/{role_id}',
    (it) => roleView(updateRole(it.world, it.actor, guild(it), it.params.role_id ?? '', readRole(it))),
  ],
  [
    'DELETE',
    '/guilds/{guild_id}/roles/{role_id}',
    (it) => deleteRole(it.world, it.actor, guild(it), it.params.role_id ?? ''),
  ],
);

const regions = [
  'us-east',
  'us-central',
  'us-west',
  'us-south',
  'rotterdam',
  'brazil',
  'hongkong',
  'india',
  'japan',
  'russia',
  'singapore',
  'southafrica',
  'sydney',
];

export const guildRoutes: Route[] = [
  ...routes(
    [
      'GET',
      '/guilds/{guild_id}',
      (it) => {
        const found = memberGuild(it.world, it.actor, guild(it));
        return {
          ...guildView(it.world, found),
          ...(readBoolean(it.query, 'with_counts')
            ? {
                approximate_member_count: it.world.tables.member.count('guild', found.id),
                approximate_presence_count: presenceCount(it.world, found.id),
              }
            : {}),
        };
      },
    ],
    [
      'PATCH',
      '/guilds/{guild_id}',
      (it) => guildView(it.world, updateGuild(it.world, it.actor, guild(it), readGuildChanges(it))),
    ],
    [
      'GET',
      '/guilds/{guild_id}/preview',
      (it) => guildPreviewView(it.world, memberGuild(it.world, it.actor, guild(it))),
    ],
    [
      'GET',
      '/guilds/{guild_id}/channels',
      (it) => {
        memberGuild(it.world, it.actor, guild(it));
        return it.world.tables.channel
          .by('guild', guild(it))
          .filter((channel) => !channel.thread_metadata)
          .map((channel) => channelView(it.world, channel, it.actor.userId));
      },
    ],
    [
      'POST',
      '/guilds/{guild_id}/channels',
      (it) =>
        new Answer(
          201,
          channelView(
            it.world,
            createChannel(it.world, it.actor, guild(it), it.body as ChannelForm),
            it.actor.userId,
          ),
        ),
    ],
    [
      'PATCH',
      '/guilds/{guild_id}/channels',
      (it) => moveChannels(it.world, it.actor, guild(it), it.list as Parameters<typeof moveChannels>[3]),
    ],
    [
      'GET',
      '/guilds/{guild_id}/threads/active',
      (it) => threadList(it, activeThreads(it.world, it.actor, guild(it)), false),
    ],
    ['GET', '/guilds/{guild_id}/audit-logs', auditLog],
    [
      'GET',
      '/guilds/{guild_id}/invites',
      (it) => guildInvites(it.world, it.actor, guild(it)).map((invite) => inviteView(it.world, invite, true)),
    ],
    [
      'GET',
      '/guilds/{guild_id}/voice-states/{user_id}',
      (it) => {
        const { state, userId } = voiceState(it);
        return voiceStateView(it.world, guild(it), userId, state);
      },
    ],
    ['PATCH', '/guilds/{guild_id}/voice-states/{user_id}', patchVoiceState],
    [
      'GET',
      '/guilds/{guild_id}/integrations',
      (it) => {
        guildWith(it.world, it.actor, guild(it), P.ManageGuild);
        return it.world.tables.installation
          .by('guild', guild(it))
          .map((one) => integrationView(it.world, one));
      },
    ],
    ['PUT', '/guilds/{guild_id}/incident-actions', incidentActions],
    [
      'GET',
      '/voice/regions',
      () =>
        regions.map((id) => ({
          id,
          name: id.replace('-', ' '),
          custom: false,
          deprecated: false,
          optimal: id === 'us-east',
        })),
      { auth: 'any' },
    ],
  ),
  ...roleRoutes,
];
