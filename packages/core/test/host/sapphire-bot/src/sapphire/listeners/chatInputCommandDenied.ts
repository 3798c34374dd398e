import {
  type ChatInputCommandDeniedPayload,
  type Events,
  Listener,
  type UserError,
} from '@sapphire/framework';
import { MessageFlags } from 'discord.js';

export class DeniedListener extends Listener<typeof Events.ChatInputCommandDenied> {
  public override async run(
    { message }: UserError,
    { interaction }: ChatInputCommandDeniedPayload,
  ): Promise<void> {
    await interaction.reply({ content: `No: ${message}`, flags: MessageFlags.Ephemeral });
  }
}
