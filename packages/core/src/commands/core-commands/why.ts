import { localize, type Manifest } from '@guildhall/sdk/host';
import { Command } from '@sapphire/framework';
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  type ContextMenuCommandInteraction,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';
import { guildAccess } from '../../access/index.ts';
import type { GuildDirectory } from '../../discord/index.ts';
import {
  describeExplanation,
  type Explanation,
  type ExplanationQuery,
  type ExplanationReader,
} from '../../explanations/index.ts';
import type { GuildSettingsStore } from '../../guilds/index.ts';
import type { CommandBody } from '../plan-commands.ts';
import type { MenuBody } from '../plan-menus.ts';
import { clip } from './clip.ts';
import { coreText } from './texts.ts';

export interface WhyParts {
  readonly directory: GuildDirectory;
  readonly settings: GuildSettingsStore;
  readonly explanations: ExplanationReader;
  /** The manifest that tells a plugin's texts; `undefined` when the plugin is not known any more. */
  readonly manifestOf: (pluginId: string, version: string) => Manifest | undefined;
}

const shown = 10;
/** What is looked at for those that may be shown. */
const looked = 50;

export const whyBody: CommandBody = {
  type: ApplicationCommandType.ChatInput,
  name: 'why',
  description: 'See why the bot did something, or did not',
  description_localizations: { fr: 'Voir pourquoi le bot a fait quelque chose, ou non' },
  options: [
    {
      type: ApplicationCommandOptionType.User,
      name: 'member',
      description: 'About whom; admins only. Default: you',
      description_localizations: { fr: 'Au sujet de qui ; admins seulement. Par défaut : toi' },
      required: false,
    },
  ],
};

/** An entry of the menu on every message. */
export const whyMenuBody: MenuBody = {
  type: ApplicationCommandType.Message,
  name: 'Why?',
  name_localizations: { fr: 'Pourquoi ?' },
};

/** What was done in a channel that somebody can't see is not told to them, as what moderators read about them in a log. */
function maySee(
  { guild, user }: ChatInputCommandInteraction | ContextMenuCommandInteraction,
  { call, channelId }: Explanation,
): boolean {
  if (channelId === null || call?.route.includes(' /channels/') !== true) return true;
  const channel = guild?.channels.cache.get(channelId);
  return !channel || channel.permissionsFor(user)?.has(PermissionFlagsBits.ViewChannel) === true;
}

/** `/why` and its entry in the menu on messages: members read what is about themselves, admins everything. */
export function whyPieces(parts: WhyParts): readonly (typeof Command)[] {
  type Asked = ChatInputCommandInteraction | ContextMenuCommandInteraction;

  const isAdmin = async ({ guildId, user }: Asked): Promise<boolean> => {
    const access = guildId ? await guildAccess(parts.directory, parts.settings, guildId, user.id) : 'none';
    return access === 'owner' || access === 'administrator';
  };

  const tell = async (
    interaction: Asked,
    admin: boolean,
    query: Omit<ExplanationQuery, 'limit'>,
    title: string,
    nothing: string,
  ): Promise<void> => {
    const { guildId, locale } = interaction;
    if (!guildId) return;
    const { items } = await parts.explanations.list(guildId, { ...query, limit: looked });
    const open = items.filter((item) => admin || maySee(interaction, item));
    const lines = open.slice(0, shown).map((item) => {
      const manifest = parts.manifestOf(item.pluginId, item.version);
      const { text, origin } = describeExplanation(item, manifest, locale);
      const name = manifest ? localize(manifest.name, locale) : item.pluginId;
      return `<t:${Math.trunc(item.at.getTime() / 1000)}:R> **${name}**: ${text}\n-# ${origin}`;
    });
    await interaction.reply({
      content: lines.length === 0 ? nothing : clip([title, ...lines]),
      flags: MessageFlags.Ephemeral,
      allowedMentions: { parse: [] },
    });
  };

  class Why extends Command {
    constructor(context: Command.LoaderContext) {
      super(context, { name: whyBody.name });
    }

    override async chatInputRun(interaction: ChatInputCommandInteraction): Promise<void> {
      const { locale, user } = interaction;
      const about = interaction.options.getUser('member') ?? user;
      const admin = await isAdmin(interaction);
      if (about.id !== user.id && !admin) {
        await interaction.reply({ content: coreText(locale, 'why_others'), flags: MessageFlags.Ephemeral });
        return;
      }
      const member = `<@${about.id}>`;
      await tell(
        interaction,
        admin,
        { memberId: about.id },
        coreText(locale, 'why_title', { member }),
        coreText(locale, 'why_nothing', { member }),
      );
    }
  }

  class WhyMenu extends Command {
    constructor(context: Command.LoaderContext) {
      // Names of pieces are in lower case; Sapphire finds the entry as Discord calls it.
      super(context, { name: whyMenuBody.name, aliases: [whyMenuBody.name] });
    }

    override async contextMenuRun(interaction: ContextMenuCommandInteraction): Promise<void> {
      if (!interaction.isMessageContextMenuCommand()) return;
      const { locale, targetMessage, user } = interaction;
      // An answer to a command is found by the interaction that it answers.
      const { id, interactionMetadata } = targetMessage;
      const messages = [id, interactionMetadata?.id].filter((one) => one !== undefined);
      const admin = await isAdmin(interaction);
      await tell(
        interaction,
        admin,
        { messages, ...(admin ? {} : { memberId: user.id }) },
        coreText(locale, 'why_message_title'),
        coreText(locale, admin ? 'why_message_nothing' : 'why_message_not_yours'),
      );
    }
  }

  return [Why, WhyMenu] as unknown as readonly (typeof Command)[];
}
