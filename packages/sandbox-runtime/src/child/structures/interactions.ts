import type { Client } from 'discord.js';

type Discord = typeof import('discord.js');
type Constructor = new (client: Client, payload: unknown) => unknown;

/** discord.js' structure of an interaction. It declares these constructors private. */
export function interactionOf(discord: Discord, client: Client, payload: unknown): unknown {
  const { type, data } = payload as {
    readonly type: number;
    readonly data?: { readonly type?: number; readonly component_type?: number };
  };
  const make = (structure: unknown) => new (structure as Constructor)(client, payload);
  const { ApplicationCommandType, ComponentType, InteractionType } = discord;
  if (type === InteractionType.ModalSubmit) return make(discord.ModalSubmitInteraction);
  if (type === InteractionType.MessageComponent) {
    switch (data?.component_type) {
      case ComponentType.Button:
        return make(discord.ButtonInteraction);
      case ComponentType.StringSelect:
        return make(discord.StringSelectMenuInteraction);
      case ComponentType.UserSelect:
        return make(discord.UserSelectMenuInteraction);
      case ComponentType.RoleSelect:
        return make(discord.RoleSelectMenuInteraction);
      default:
        return make(discord.ChannelSelectMenuInteraction);
    }
  }
  switch (data?.type) {
    case ApplicationCommandType.User:
      return make(discord.UserContextMenuCommandInteraction);
    case ApplicationCommandType.Message:
      return make(discord.MessageContextMenuCommandInteraction);
    default:
      return make(discord.ChatInputCommandInteraction);
  }
}
