import type { ManifestMenu } from '@guildhall/sdk/host';
import {
  ApplicationCommandType,
  PermissionFlagsBits,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import type { CommandTarget, LeftOutReason, PlannedCommand, PluginCommands } from './plan-commands.ts';

/** Discord's limit for one guild's entries of each of the two menus. */
export const menuLimit = 15;
const nameLimit = 32;

export type MenuBody = RESTPostAPIContextMenuApplicationCommandsJSONBody;

export interface MenuPlan {
  readonly bodies: readonly MenuBody[];
  /** By Discord's type and name: `2 Report`. */
  readonly targets: ReadonlyMap<string, CommandTarget>;
  readonly commands: readonly PlannedCommand[];
}

/**
 * The entries of a guild's menus on members and messages. The core's stay; among plugins, who was installed first keeps a name and
 * another gets the plugin's id behind it. What doesn't fit is left out, the newest first. Pure.
 *
 * @param core the core's own
 * @param inOrder the enabled plugins, oldest installation first
 */
export function planMenus(core: readonly MenuBody[], inOrder: readonly PluginCommands[]): MenuPlan {
  const bodies = new Map(core.map((body) => [menuKey(body.type, body.name), body]));
  const targets = new Map<string, CommandTarget>();
  const commands: PlannedCommand[] = core.map(({ type, name, name_localizations: names }) => ({
    name,
    command: name,
    description: names?.fr ? { en: name, fr: names.fr } : name,
    pluginId: null,
    menu: type,
  }));
  const count = (type: MenuBody['type']) => core.filter((body) => body.type === type).length;
  const used = {
    userMenu: count(ApplicationCommandType.User),
    messageMenu: count(ApplicationCommandType.Message),
  };
  for (const { pluginId, manifest } of inOrder) {
    for (const piece of manifest.pieces) {
      if (piece.kind !== 'userMenu' && piece.kind !== 'messageMenu') continue;
      const type = menuType(piece);
      const name = [piece.name, `${piece.name} (${pluginId})`.slice(0, nameLimit)].find(
        (candidate) => !bodies.has(menuKey(type, candidate)),
      );
      const leftOut: LeftOutReason | undefined =
        used[piece.kind] >= menuLimit ? 'limit' : name === undefined ? 'name_taken' : undefined;
      const takenBy = name === piece.name ? undefined : targets.get(menuKey(type, piece.name))?.pluginId;
      commands.push({
        name: name ?? piece.name,
        command: piece.name,
        description: manifest.name,
        pluginId,
        ...(leftOut ? { leftOut } : {}),
        ...(takenBy === undefined ? {} : { takenBy }),
        menu: type,
      });
      if (leftOut || name === undefined) continue;
      used[piece.kind] += 1;
      bodies.set(menuKey(type, name), toBody(piece, type, name));
      targets.set(menuKey(type, name), { pluginId, command: piece.name });
    }
  }
  return { bodies: [...bodies.values()], targets, commands };
}

export function menuKey(type: number, name: string): string {
  return `${type} ${name}`;
}

function menuType(piece: ManifestMenu): ApplicationCommandType.User | ApplicationCommandType.Message {
  return piece.kind === 'userMenu' ? ApplicationCommandType.User : ApplicationCommandType.Message;
}

function toBody(piece: ManifestMenu, type: MenuBody['type'], name: string): MenuBody {
  const permissions = piece.permissions ?? [];
  const bits = permissions.reduce(
    (sum, permission) => sum | (PermissionFlagsBits[permission as keyof typeof PermissionFlagsBits] ?? 0n),
    0n,
  );
  return { type, name, ...(permissions.length > 0 ? { default_member_permissions: String(bits) } : {}) };
}
