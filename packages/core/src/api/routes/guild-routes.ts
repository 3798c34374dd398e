import { PermissionFlagsBits } from 'discord.js';
import type { ChannelView, GuildView, MemberView } from '../../discord/directory-types.ts';
import type { Installation } from '../../installations/types.ts';
import { type Route, route } from '../contract/route.ts';
import {
  type GuildDetailView,
  type GuildSummaryView,
  getGuild,
  getMember,
  initializeGuild,
  listChannels,
  listEmojis,
  listGuilds,
  listRoles,
  searchMembers,
} from '../contracts/guilds.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import type { ApiServices, GuildAccess } from '../services.ts';
import type { OwnGuild } from '../sign-in/discord-identity.ts';
import { byDashboard } from './by-dashboard.ts';
import type { RouteDependencies } from './dependencies.ts';
import { inviteUrl, permissionNames, permissionsOfPlugins } from './invite.ts';

export function guildRoutes(deps: RouteDependencies): Route[] {
  const { services, about, ownGuilds } = deps;

  async function detail(guildId: string, access: GuildAccess): Promise<GuildDetailView> {
    const { directory, settings, installations } = services();
    const guild = guildOf(services(), guildId);
    const [own, installed] = await Promise.all([settings.get(guildId), installations.list(guildId)]);
    const missing = missingPermissions(guild, installed);
    return {
      id: guild.id,
      name: guild.name,
      iconUrl: guild.iconUrl,
      ownerId: guild.ownerId,
      memberCount: guild.memberCount,
      preferredLocale: guild.preferredLocale,
      access,
      initialized: own.initializedAt !== null,
      bot: {
        userId: guild.bot.userId,
        topRolePosition: guild.bot.topRolePosition,
        permissions: permissionNames(guild.bot.permissions),
        missing,
        inviteUrl: inviteUrl(
          about,
          directory.applicationId,
          permissionsOfPlugins(installed.map((installation) => installation.version)),
          guildId,
        ),
      },
      checklist: [
        { id: 'initialize', done: own.initializedAt !== null },
        { id: 'bot_permissions', done: missing.length === 0 },
        { id: 'log_channel', done: own.logChannel !== null },
        { id: 'manager_roles', done: own.managerRoles.length > 0 },
        { id: 'first_plugin', done: installed.some((installation) => installation.state === 'enabled') },
      ],
    };
  }

  return [
    route(listGuilds).handle(async ({ session }) => {
      const { identity, sessions } = services();
      const own = await ownGuilds.read(session, identity, sessions);
      const items = await Promise.all(own.map((guild) => summary(deps, session.userId, guild)));
      return {
        status: 200,
        body: {
          items: items
            .filter((item) => item !== undefined)
            .sort((a, b) => Number(b.botPresent) - Number(a.botPresent) || a.name.localeCompare(b.name)),
        },
      };
    }),
    route(getGuild).handle(async ({ params, access }) => ({
      status: 200,
      body: await detail(params.guildId, access),
    })),
    route(initializeGuild).handle(async ({ params, access, session }) => {
      await services().initialize(params.guildId, byDashboard(session));
      return { status: 200, body: await detail(params.guildId, access) };
    }),
    route(listChannels).handle(async ({ params }) => ({
      status: 200,
      body: {
        items: inDiscordsOrder(services().directory.channels(params.guildId)).map((channel) => ({
          id: channel.id,
          name: channel.name,
          type: channel.type,
          parentId: channel.parentId,
          position: channel.position,
          botPermissions: permissionNames(channel.botPermissions),
        })),
      },
    })),
    route(listRoles).handle(async ({ params }) => ({
      status: 200,
      body: {
        items: [...services().directory.roles(params.guildId)]
          .sort((a, b) => b.position - a.position)
          .map((role) => ({
            id: role.id,
            name: role.name,
            color: role.color,
            position: role.position,
            managed: role.managed,
            permissions: permissionNames(role.permissions),
            assignable: role.assignable,
          })),
      },
    })),
    route(listEmojis).handle(async ({ params }) => ({
      status: 200,
      body: {
        items: [...(await services().directory.emojis(params.guildId))].sort((a, b) =>
          a.name.localeCompare(b.name),
        ),
      },
    })),
    route(searchMembers).handle(async ({ params, query }) => ({
      status: 200,
      body: {
        items: (await services().directory.searchMembers(params.guildId, query.query, query.limit)).map(
          memberView,
        ),
      },
    })),
    route(getMember).handle(async ({ params }) => {
      const member = await services().directory.member(params.guildId, params.userId);
      if (!member) throw new RequestProblem('member_not_found');
      return { status: 200, body: memberView(member) };
    }),
  ];
}

function memberView({ userId, name, avatarUrl, bot, roleIds, isOwner }: MemberView) {
  return { userId, name, avatarUrl, bot, roleIds: [...roleIds], isOwner };
}

/** `undefined`: a guild where the caller may do nothing. */
async function summary(
  { services, about }: RouteDependencies,
  userId: string,
  own: OwnGuild,
): Promise<GuildSummaryView | undefined> {
  const { directory, catalogue, access } = services();
  const here = directory.guild(own.id);
  if (here) {
    const may = await access(own.id, userId);
    if (may === 'none' || may === 'absent') return undefined;
    return {
      id: own.id,
      name: here.name,
      iconUrl: here.iconUrl,
      botPresent: true,
      access: may,
      memberCount: here.memberCount,
      inviteUrl: null,
    };
  }
  const may = accessWithoutBot(own);
  if (!may) return undefined;
  return {
    id: own.id,
    name: own.name,
    iconUrl: own.iconUrl,
    botPresent: false,
    access: may,
    memberCount: null,
    inviteUrl: inviteUrl(about, directory.applicationId, permissionsOfPlugins(catalogue.list()), own.id),
  };
}

/** Adding a bot takes Manage Server, whatever Guildhall would allow afterwards. */
function accessWithoutBot(own: OwnGuild): GuildAccess | undefined {
  if (own.owner) return 'owner';
  if (own.permissions & PermissionFlagsBits.Administrator) return 'administrator';
  return own.permissions & PermissionFlagsBits.ManageGuild ? 'manager' : undefined;
}

function guildOf({ directory }: ApiServices, guildId: string): GuildView {
  const guild = directory.guild(guildId);
  if (!guild) throw new RequestProblem('guild_not_found');
  return guild;
}

function missingPermissions(guild: GuildView, installed: readonly Installation[]) {
  const has = new Set<string>(permissionNames(guild.bot.permissions));
  const missing = new Map<string, string[]>();
  for (const { pluginId, state, version } of installed) {
    if (state === 'retained' || has.has('Administrator')) continue;
    for (const name of version.manifest.permissions) {
      if (!has.has(name)) missing.set(name, [...(missing.get(name) ?? []), pluginId]);
    }
  }
  return [...missing].map(([permission, neededBy]) => ({ permission, neededBy }));
}

/** Channels without a category first, then each category with its own. */
function inDiscordsOrder(channels: readonly ChannelView[]): ChannelView[] {
  const byPosition = (a: ChannelView, b: ChannelView) =>
    Number(isVoice(a)) - Number(isVoice(b)) || a.position - b.position || a.id.localeCompare(b.id);
  const children = Map.groupBy(channels, (channel) => channel.parentId ?? '');
  const known = new Set(channels.map((channel) => channel.id));
  const walk = (channel: ChannelView): ChannelView[] => [
    channel,
    ...(children.get(channel.id) ?? []).sort(byPosition).flatMap(walk),
  ];
  return channels
    .filter((channel) => channel.parentId === null || !known.has(channel.parentId))
    .sort((a, b) => Number(a.type === 'category') - Number(b.type === 'category') || byPosition(a, b))
    .flatMap(walk);
}

function isVoice(channel: ChannelView): boolean {
  return channel.type === 'voice' || channel.type === 'stage';
}
