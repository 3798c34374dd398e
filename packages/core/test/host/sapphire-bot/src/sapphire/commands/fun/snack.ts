import { type Args, Command } from '@sapphire/framework';
import type { AutocompleteInteraction, ChatInputCommandInteraction, Message } from 'discord.js';

const shelf = ['apple', 'apricot', 'biscuit'];

export class SnackCommand extends Command {
  public constructor(context: Command.LoaderContext, options: Command.Options) {
    super(context, { ...options, description: 'Take a snack', cooldownDelay: 60_000, cooldownLimit: 3 });
  }

  public override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand((builder) =>
      builder
        .setName('snack')
        .setDescription('Take a snack')
        .addSubcommand((sub) =>
          sub
            .setName('take')
            .setDescription('Take one')
            .addStringOption((option) =>
              option.setName('which').setDescription('Which one').setRequired(true).setAutocomplete(true),
            )
            .addIntegerOption((option) =>
              option.setName('count').setDescription('How many').setMinValue(1).setMaxValue(3),
            ),
        )
        .addSubcommand((sub) => sub.setName('list').setDescription('See what there is')),
    );
  }

  public override async chatInputRun(interaction: ChatInputCommandInteraction): Promise<void> {
    if (interaction.options.getSubcommand() === 'list') {
      await interaction.reply(shelf.join(', '));
      return;
    }
    await interaction.deferReply({ ephemeral: true });
    const count = interaction.options.getInteger('count') ?? 1;
    await interaction.editReply(`${count} × ${interaction.options.getString('which', true)}`);
  }

  public override async autocompleteRun(interaction: AutocompleteInteraction): Promise<void> {
    const typed = interaction.options.getFocused();
    const found = shelf.filter((snack) => snack.startsWith(typed));
    await interaction.respond(found.map((snack) => ({ name: snack, value: snack })));
  }

  public override async messageRun(message: Message, args: Args): Promise<void> {
    const size = await args.pick('size').catch(() => 'no size');
    await message.reply(`a ${size} ${await args.rest('string')}`);
  }
}
