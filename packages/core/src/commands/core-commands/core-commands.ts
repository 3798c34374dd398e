import { localize } from '@guildhall/sdk/host';
import { Command } from '@sapphire/framework';
import {
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';
import type { AuditLog } from '../../audit/types.ts';
import type { GuildCommands } from '../command-publisher.ts';
import type { CommandBody } from '../plan-commands.ts';
import type { MenuBody } from '../plan-menus.ts';
import { clip } from './clip.ts';
import { initializeGuild } from './initialize-guild.ts';
import { coreText } from './texts.ts';
import { type WhyParts, whyBody, whyMenuBody, whyPieces } from './why.ts';

export interface CoreCommandParts extends WhyParts {
  readonly audit: AuditLog;
  readonly commandsOf: (guildId: string) => Promise<GuildCommands>;
  /** Address of the dashboard, without a slash at its end. */
  readonly dashboardUrl?: string;
}

const managers = String(PermissionFlagsBits.ManageGuild);

/** What Discord is told of the core's own commands. The planner writes them; Sapphire runs them. */
export const coreCommandBodies: readonly CommandBody[] = [
  body('setup', 'Set Guildhall up in this server', 'Configurer Guildhall sur ce serveur', managers),
  body('settings', 'Open the settings of this server', 'Ouvrir les réglages de ce serveur', managers),
  whyBody,
  body('help', 'See what you can do here', 'Voir ce que tu peux faire ici'),
];

/** The core's own entries in the menus on members and messages. */
export const coreMenuBodies: readonly MenuBody[] = [whyMenuBody];

/** The Sapphire pieces behind those commands. */
export function coreCommandPieces(parts: CoreCommandParts): readonly (typeof Command)[] {
  const link = (guildId: string) => parts.dashboardUrl && `${parts.dashboardUrl}/guilds/${guildId}`;

  class Setup extends Command {
    constructor(context: Command.LoaderContext) {
      super(context, { name: 'setup' });
    }

    override async chatInputRun(interaction: ChatInputCommandInteraction): Promise<void> {
      const { guildId, locale, user } = interaction;
      if (!guildId) return;
      const result = await initializeGuild(parts, guildId, {
        kind: 'member',
        userId: user.id,
        via: 'command',
      });
      const guild = parts.directory.guild(guildId)?.name ?? guildId;
      const lines = [coreText(locale, result.initialized ? 'setup_done' : 'setup_again', { guild })];
      if (result.missingPermissions.length > 0) {
        lines.push(coreText(locale, 'setup_missing', { permissions: result.missingPermissions.join(', ') }));
      }
      const url = link(guildId);
      if (url) lines.push(coreText(locale, 'dashboard', { url }));
      await answer(interaction, lines.join('\n'));
    }
  }

  class Settings extends Command {
    constructor(context: Command.LoaderContext) {
      super(context, { name: 'settings' });
    }

    override async chatInputRun(interaction: ChatInputCommandInteraction): Promise<void> {
      const url = interaction.guildId && link(interaction.guildId);
      const text = url
        ? coreText(interaction.locale, 'settings', { url: `${url}/settings` })
        : coreText(interaction.locale, 'settings_no_dashboard');
      await answer(interaction, text);
    }
  }

  class Help extends Command {
    constructor(context: Command.LoaderContext) {
      super(context, { name: 'help' });
    }

    override async chatInputRun(interaction: ChatInputCommandInteraction): Promise<void> {
      const { guildId, locale } = interaction;
      if (!guildId) return;
      const { items } = await parts.commandsOf(guildId);
      const lines = [coreText(locale, 'help_title')];
      for (const item of items) {
        if (item.state === 'left_out' || item.menu !== undefined) continue;
        lines.push(`\`/${item.name}\` – ${localize(item.description, locale)}`);
      }
      if (items.every((item) => item.pluginId === null)) lines.push(coreText(locale, 'help_empty'));
      await answer(interaction, clip(lines));
    }
  }

  return [Setup, Settings, Help, ...whyPieces(parts)] as unknown as readonly (typeof Command)[];
}

function body(name: string, english: string, french: string, permissions?: string): CommandBody {
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    description: english,
    description_localizations: { fr: french },
    options: [],
    ...(permissions === undefined ? {} : { default_member_permissions: permissions }),
  };
}

async function answer(interaction: ChatInputCommandInteraction, content: string): Promise<void> {
  await interaction.reply({ content, flags: MessageFlags.Ephemeral });
}
