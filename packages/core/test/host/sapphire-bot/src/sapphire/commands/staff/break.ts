import { Command, UserError } from '@sapphire/framework';
import type { ChatInputCommandInteraction } from 'discord.js';

export class BreakCommand extends Command {
  public override registerApplicationCommands(registry: Command.Registry): void {
    registry.registerChatInputCommand({
      name: 'break',
      description: 'Break something',
      options: [{ type: 5, name: 'politely', description: 'Say so' }],
    });
  }

  public override async chatInputRun(interaction: ChatInputCommandInteraction): Promise<void> {
    if (interaction.options.getBoolean('politely')) {
      throw new UserError({ identifier: 'fragile', message: 'That is not yours to break.' });
    }
    throw new Error('the glass is broken');
  }
}
