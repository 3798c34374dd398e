import type {
  APIMessage,
  MessageContextMenuCommandInteraction,
  UserContextMenuCommandInteraction,
} from 'discord.js';
import type { Answering, Context, OutgoingMessage, ResolvedMember, Shape } from '../context.ts';
import type { LocalizedText } from '../localized.ts';
import type { DefaultPermissions, Handled, ModalValue } from './types.ts';

/** A message as Discord resolves one in an interaction; its content comes without the message content intent. */
export interface ResolvedMessage {
  readonly id: string;
  readonly channelId: string;
  readonly content: string;
  readonly author: { readonly id: string; readonly name: string; readonly bot: boolean };
  /** All of it, as Discord's API has it. */
  readonly raw: APIMessage;
}

export interface UserMenuContext<S extends Shape = Shape> extends Context<S>, Answering {
  readonly interaction: UserContextMenuCommandInteraction;
  showModal(modal: ModalValue): Promise<void>;
}

export interface MessageMenuContext<S extends Shape = Shape> extends Context<S>, Answering {
  readonly interaction: MessageContextMenuCommandInteraction;
  showModal(modal: ModalValue): Promise<void>;
}

interface MenuDeclaration {
  /** 1–32 characters, as shown in Discord's menu: `Report message`. */
  readonly name: string;
  readonly permissions?: DefaultPermissions;
}

/** An entry of the menu on a member, and what it does. */
export interface UserMenuDeclaration<S extends Shape> extends MenuDeclaration {
  run(ctx: UserMenuContext<S>, target: ResolvedMember): Handled;
}

/** An entry of the menu on a message, and what it does. */
export interface MessageMenuDeclaration<S extends Shape> extends MenuDeclaration {
  run(ctx: MessageMenuContext<S>, target: ResolvedMessage): Handled;
}

/** An entry of the menu on a member (`userMenu`) or on a message (`messageMenu`). */
export interface MenuPiece {
  readonly kind: 'userMenu' | 'messageMenu';
  readonly name: string;
  readonly permissions?: DefaultPermissions;
  readonly run: (ctx: never, target: never) => Handled;
}

/** What a message command gets: the guild, who wrote what, and a way to answer. */
export interface MessageCommandContext<S extends Shape = Shape> extends Context<S> {
  readonly member: Pick<ResolvedMember, 'id' | 'name' | 'roles'>;
  readonly channelId: string;
  readonly messageId: string;
  /** Answers below the message. Takes the capability `messages.send`. */
  reply(message: OutgoingMessage): Promise<{ readonly id: string }>;
}

/** What was written behind a message command's name. */
export interface WrittenArguments {
  /** As it was written. */
  readonly text: string;
  /** Word by word; what stands in "quotes" is one word. */
  readonly words: readonly string[];
}

/** A command that members write as a message: its name, what follows it, and the handler. */
export interface MessageCommandDeclaration<S extends Shape, ConfigKey extends string> {
  /** 1–32 characters without spaces, found whatever its case. */
  readonly name: string;
  /** Other names. */
  readonly aliases?: readonly string[];
  readonly description: LocalizedText;
  /**
   * What a message must begin with: `'!'`, or a text field of the configuration. Mentioning the bot is always taken
   * instead, which also works without the message content intent.
   */
  readonly prefix: string | { readonly config: ConfigKey };
  run(ctx: MessageCommandContext<S>, written: WrittenArguments): Handled;
}

/** A command that is written as a message, made by `plugin.messageCommand`. */
export interface MessageCommandPiece {
  readonly kind: 'messageCommand';
  readonly name: string;
  readonly aliases: readonly string[];
  readonly description: LocalizedText;
  readonly prefix: string | { readonly config: string };
  readonly run: (ctx: never, written: WrittenArguments) => Handled;
}
