import {
  ButtonInteraction,
  ChatInputCommandInteraction,
  type Client,
  ModalSubmitInteraction,
} from 'discord.js';

type Constructor<T> = new (client: Client<true>, data: unknown) => T;

/** discord.js' structure of an interaction, for handlers that ask for it. discord.js declares these constructors private. */
export const structures = {
  command: (client: Client, data: unknown): ChatInputCommandInteraction =>
    new (ChatInputCommandInteraction as unknown as Constructor<ChatInputCommandInteraction>)(
      client as Client<true>,
      data,
    ),
  component: (client: Client, data: unknown): ButtonInteraction =>
    new (ButtonInteraction as unknown as Constructor<ButtonInteraction>)(client as Client<true>, data),
  modal: (client: Client, data: unknown): ModalSubmitInteraction =>
    new (ModalSubmitInteraction as unknown as Constructor<ModalSubmitInteraction>)(
      client as Client<true>,
      data,
    ),
};
