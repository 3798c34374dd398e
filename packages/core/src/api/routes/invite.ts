import { PermissionsBitField, type PermissionsString } from 'discord.js';
import { corePermissions } from '../../commands/core-commands/index.ts';
import type { PluginVersion } from '../../plugins/types.ts';
import type { About } from './dependencies.ts';

/** The bits of permission names; a name that Discord does not have is a defect of a manifest's check. */
export function permissionBits(names: Iterable<string>): bigint {
  return PermissionsBitField.resolve([...names] as PermissionsString[]);
}

export function permissionNames(bits: bigint): PermissionsString[] {
  return new PermissionsBitField(bits).toArray();
}

/** What the bot itself and these plugins need, as names. */
export function permissionsOfPlugins(plugins: Iterable<PluginVersion>): ReadonlySet<string> {
  const names = new Set<string>(corePermissions);
  for (const plugin of plugins) for (const name of plugin.manifest.permissions) names.add(name);
  return names;
}

/** The page that adds the bot, or gives it more where it is. */
export function inviteUrl(
  about: About,
  applicationId: string,
  permissions: Iterable<string>,
  guildId?: string,
): string {
  const url = new URL(about.authorizeUrl());
  url.search = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: permissionBits(permissions).toString(),
    ...(guildId ? { guild_id: guildId, disable_guild_select: 'true' } : {}),
  }).toString();
  return url.href;
}
