import type { ManifestMenu } from '@guildhall/sdk/host';
import {
  ApplicationCommandType,
  PermissionFlagsBits,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import type { CommandTarget, PlannedCommand, PluginCommands } from './plan-commands.ts';

/** Discord's limit for one guild's entries of each of the two menus. */
const menuLimit = 15;
const nameLimit = 32;

export type MenuBody = RESTPostAPIContextMenuApplicationCommandsJSONBody;

export interface MenuPlan {
  readonly bodies: readonly MenuBody[];
  /** By Discord's type and name: `2 Report`. */
  readonly targets: ReadonlyMap<string, CommandTarget>;
  readonly commands: readonly PlannedCommand[];
}

/**
 * The entries of a guild's menus on members and messages. Who was installed first keeps a name; another gets the plugin's id
 * behind it. What doesn't fit is left out, the newest first. Pure.
 *
 * @param inOrder the enabled plugins, oldest installation first
 */
export function planMenus(inOrder: readonly PluginCommands[]): MenuPlan {
  const bodies = new Map<string, MenuBody>();
  const targets = new Map<string, CommandTarget>();
  const commands: PlannedCommand[] = [];
  const used = { userMenu: 0, messageMenu: 0 };
  for (const { pluginId, manifest } of inOrder) {
    for (const piece of manifest.pieces) {
      if (piece.kind !== 'userMenu' && piece.kind !== 'messageMenu') continue;
      const type = menuType(piece);
      const name = [piece.name, `${piece.name} (${pluginId})`.slice(0, nameLimit)].find(
        (candidate) => !bodies.has(menuKey(type, candidate)),
      );
      const leftOut = name === undefined || used[piece.kind] >= menuLimit;
      commands.push({ name: name ?? piece.name, description: manifest.name, pluginId, leftOut, menu: type });
      if (leftOut) continue;
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
