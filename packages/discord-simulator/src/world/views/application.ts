import type { Application, Command, CommandOption, Installation } from '../entities.ts';
import type { World } from '../world.ts';
import { userViewById } from './user.ts';

/** What anyone may know of an application. */
export function applicationView(world: World, application: Application) {
  return {
    id: application.id,
    name: application.name,
    icon: application.icon,
    description: application.description,
    type: null,
    flags: application.flags,
    flags_new: String(application.flags),
    bot: userViewById(world, application.bot_user_id),
    bot_public: application.bot_public,
    bot_require_code_grant: false,
    ...(application.custom_install_url ? { custom_install_url: application.custom_install_url } : {}),
    ...(application.install_params ? { install_params: application.install_params } : {}),
    integration_types_config: { '0': {} },
    verify_key: application.public_key,
    ...(application.tags.length > 0 ? { tags: application.tags } : {}),
  };
}

/** What its owner and its bot may know of it. */
export function ownApplicationView(world: World, application: Application) {
  return {
    ...applicationView(world, application),
    redirect_uris: application.redirect_uris,
    interactions_endpoint_url: application.interactions_endpoint_url,
    role_connections_verification_url: application.role_connections_verification_url,
    owner: userViewById(world, application.owner_id),
    approximate_guild_count: world.tables.installation.count('application', application.id),
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [
      'identify',
      'email',
      'guilds',
      'guilds.members.read',
      'bot',
      'applications.commands',
    ],
  };
}

/** An application that was added to a guild, as the guild's admins see it. */
export function integrationView(world: World, installation: Installation) {
  const application = world.tables.application.get(installation.application_id);
  if (!application) throw new Error(`installation ${installation.id} outlived its application`);
  return {
    id: installation.id,
    type: 'discord',
    name: application.name,
    enabled: true,
    account: { id: application.id, name: application.name },
    scopes: installation.scopes,
    user: userViewById(world, installation.user_id),
    application: {
      id: application.id,
      name: application.name,
      icon: application.icon,
      description: application.description,
      type: null,
      flags: application.flags,
      flags_new: String(application.flags),
      bot: userViewById(world, application.bot_user_id),
    },
  };
}

function optionView(option: CommandOption, localizations: boolean): Record<string, unknown> {
  const { name_localizations, description_localizations, options, choices, ...rest } = option;
  return {
    ...rest,
    ...(localizations
      ? {
          ...(name_localizations ? { name_localizations } : {}),
          ...(description_localizations ? { description_localizations } : {}),
        }
      : {}),
    ...(choices
      ? {
          choices: choices.map(({ name_localizations: names, ...choice }) => ({
            ...choice,
            ...(localizations && names ? { name_localizations: names } : {}),
          })),
        }
      : {}),
    ...(options ? { options: options.map((nested) => optionView(nested, localizations)) } : {}),
  };
}

/**
 * @param localizations - whether to tell all translations; lists do so only when asked (`with_localizations`).
 */
export function commandView(command: Command, localizations: boolean): Record<string, unknown> {
  return {
    id: command.id,
    application_id: command.application_id,
    version: command.version,
    type: command.type,
    name: command.name,
    description: command.description,
    default_member_permissions: command.default_member_permissions,
    dm_permission: command.dm_permission,
    nsfw: command.nsfw,
    integration_types: command.integration_types,
    contexts: command.contexts,
    ...(command.guild_id === null ? {} : { guild_id: command.guild_id }),
    ...(localizations
      ? {
          name_localizations: command.name_localizations,
          description_localizations: command.description_localizations,
        }
      : {}),
    ...(command.options.length > 0
      ? { options: command.options.map((it) => optionView(it, localizations)) }
      : {}),
  };
}
