import { Command } from '@sapphire/framework';
import {
  ActionRowBuilder,
  ApplicationCommandType,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  type ContextMenuCommandInteraction,
  PermissionFlagsBits,
} from 'discord.js';

export class CloseCommand extends Command {
  public constructor(context: Command.LoaderContext, options: Command.Options) {
    super(context, { ...options, preconditions: ['OpenHours'], requiredUserPermissions: ['ManageGuild'] });
  }

  public override registerApplicationCommands(registry: Command.Registry): void {
    registry
      .registerChatInputCommand((builder) =>
        builder
          .setName('close')
          .setDescription('Close the kiosk')
          .setDescriptionLocalizations({ fr: 'Fermer le kiosque' })
          .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild),
      )
      .registerContextMenuCommand((builder) =>
        builder.setName('Ban from kiosk').setType(ApplicationCommandType.User),
      );
  }

  public override async chatInputRun(interaction: ChatInputCommandInteraction): Promise<void> {
    const sure = new ButtonBuilder().setCustomId('kiosk-sure').setLabel('Sure').setStyle(ButtonStyle.Danger);
    await interaction.reply({
      content: 'Really?',
      components: [new ActionRowBuilder<ButtonBuilder>().addComponents(sure)],
    });
  }

  public override async contextMenuRun(interaction: ContextMenuCommandInteraction): Promise<void> {
    if (!interaction.isUserContextMenuCommand()) return;
    await interaction.reply(`${interaction.targetUser.username} gets no more snacks`);
  }
}
