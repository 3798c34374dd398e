import type { SelectKind } from '@guildhall/sdk/host';
import {
  type AnySelectMenuInteraction,
  ButtonInteraction,
  ChannelSelectMenuInteraction,
  ChatInputCommandInteraction,
  type Client,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RoleSelectMenuInteraction,
  StringSelectMenuInteraction,
  UserContextMenuCommandInteraction,
  UserSelectMenuInteraction,
} from 'discord.js';

type Constructor<T> = new (client: Client<true>, data: unknown) => T;

const selects = {
  string: StringSelectMenuInteraction,
  user: UserSelectMenuInteraction,
  role: RoleSelectMenuInteraction,
  channel: ChannelSelectMenuInteraction,
} as const;

/** discord.js' structure of an interaction, for handlers that ask for it. discord.js declares these constructors private. */
export const structures = {
  command: (client: Client, data: unknown): ChatInputCommandInteraction =>
    new (ChatInputCommandInteraction as unknown as Constructor<ChatInputCommandInteraction>)(
      client as Client<true>,
      data,
    ),
  component: (client: Client, data: unknown): ButtonInteraction =>
    new (ButtonInteraction as unknown as Constructor<ButtonInteraction>)(client as Client<true>, data),
  select: (of: SelectKind, client: Client, data: unknown): AnySelectMenuInteraction =>
    new (selects[of] as unknown as Constructor<AnySelectMenuInteraction>)(client as Client<true>, data),
  userMenu: (client: Client, data: unknown): UserContextMenuCommandInteraction =>
    new (UserContextMenuCommandInteraction as unknown as Constructor<UserContextMenuCommandInteraction>)(
      client as Client<true>,
      data,
    ),
  messageMenu: (client: Client, data: unknown): MessageContextMenuCommandInteraction =>
    new (
      MessageContextMenuCommandInteraction as unknown as Constructor<MessageContextMenuCommandInteraction>
    )(client as Client<true>, data),
  modal: (client: Client, data: unknown): ModalSubmitInteraction =>
    new (ModalSubmitInteraction as unknown as Constructor<ModalSubmitInteraction>)(
      client as Client<true>,
      data,
    ),
};
