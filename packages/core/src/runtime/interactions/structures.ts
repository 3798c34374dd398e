import type { SelectKind } from '@guildhall/sdk/host';
import {
  type AnySelectMenuInteraction,
  AutocompleteInteraction,
  ButtonInteraction,
  ChannelSelectMenuInteraction,
  ChatInputCommandInteraction,
  type Client,
  MentionableSelectMenuInteraction,
  Message,
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
  mentionable: MentionableSelectMenuInteraction,
} as const;

/** discord.js' structure of an interaction or message, for handlers that ask for it. discord.js declares these constructors private. */
export const structures = {
  autocomplete: (client: Client, data: unknown): AutocompleteInteraction =>
    new (AutocompleteInteraction as unknown as Constructor<AutocompleteInteraction>)(
      client as Client<true>,
      data,
    ),
  message: (client: Client, data: unknown): Message =>
    new (Message as unknown as Constructor<Message>)(client as Client<true>, data),
  command: (client: Client, data: unknown): ChatInputCommandInteraction =>
    new (ChatInputCommandInteraction as unknown as Constructor<ChatInputCommandInteraction>)(
      client as Client<true>,
      data,
    ),
  component: (client: Client, data: unknown): ButtonInteraction =>
    new (ButtonInteraction as unknown as Constructor<ButtonInteraction>)(client as Client<true>, data),
  select: (of: SelectKind | 'mentionable', client: Client, data: unknown): AnySelectMenuInteraction =>
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
