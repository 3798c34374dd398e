import { parseCustomId } from '@guildhall/sdk/host';
import {
  type APIChatInputApplicationCommandInteraction,
  type APIContextMenuInteraction,
  type APIInteraction,
  ApplicationCommandType,
  InteractionType,
} from 'discord.js';
import { routeAutocomplete, routeCommand, routeMenu } from './commands.ts';
import { routeComponent, routeModal } from './components.ts';
import type { PluginInteraction, RouterParts } from './parts.ts';
import { Replies } from './replies.ts';

/**
 * From an interaction to the handler of one plugin: by the command's name or the custom id, then by the guild's table. Whatever
 * happens, the member gets an answer.
 */
export class InteractionRouter {
  readonly #parts: RouterParts;
  readonly #replies: Replies;

  constructor(parts: RouterParts) {
    this.#parts = parts;
    this.#replies = new Replies(parts);
  }

  /** Interactions that are not for a plugin are the core's own commands: discord.js and Sapphire take those. */
  isPlugins(payload: unknown): payload is PluginInteraction {
    const interaction = payload as APIInteraction;
    if (!interaction.guild_id) return false;
    switch (interaction.type) {
      case InteractionType.ApplicationCommand:
      case InteractionType.ApplicationCommandAutocomplete:
        if (this.#parts.isCoreCommand(interaction.data.name, interaction.data.type)) return false;
        return interaction.data.type === ApplicationCommandType.ChatInput
          ? true
          : interaction.data.type === ApplicationCommandType.User ||
              interaction.data.type === ApplicationCommandType.Message;
      case InteractionType.MessageComponent:
      case InteractionType.ModalSubmit:
        return (
          parseCustomId(interaction.data.custom_id) !== undefined ||
          this.#parts.sapphire.handlesIn(interaction.guild_id)
        );
      default:
        return false;
    }
  }

  /** Never rejects. */
  async route(interaction: PluginInteraction): Promise<void> {
    try {
      await this.#route(interaction);
    } catch (error) {
      this.#parts.logger.error('an interaction could not be routed', {
        guildId: interaction.guild_id,
        error: error instanceof Error ? error.stack : String(error),
      });
    }
  }

  #route(interaction: PluginInteraction): Promise<void> {
    const parts = this.#parts;
    const replies = this.#replies;
    switch (interaction.type) {
      case InteractionType.ApplicationCommand:
        return isMenu(interaction)
          ? routeMenu(parts, replies, interaction)
          : routeCommand(parts, replies, interaction);
      case InteractionType.ApplicationCommandAutocomplete:
        return routeAutocomplete(parts, replies, interaction);
      case InteractionType.MessageComponent:
      case InteractionType.ModalSubmit:
        // Custom ids that are none of the SDK's belong to an interaction handler of Sapphire's.
        if (!parseCustomId(interaction.data.custom_id)) return parts.sapphire.component(replies, interaction);
        return interaction.type === InteractionType.ModalSubmit
          ? routeModal(parts, replies, interaction)
          : routeComponent(parts, replies, interaction);
    }
  }
}

function isMenu(
  interaction: APIChatInputApplicationCommandInteraction | APIContextMenuInteraction,
): interaction is APIContextMenuInteraction {
  return interaction.data.type !== ApplicationCommandType.ChatInput;
}
