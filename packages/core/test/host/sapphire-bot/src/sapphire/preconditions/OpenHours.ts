import { Precondition } from '@sapphire/framework';
import type { ChatInputCommandInteraction, ContextMenuCommandInteraction, Message } from 'discord.js';

export class OpenHoursPrecondition extends Precondition {
  public override messageRun(message: Message): Precondition.Result {
    return this.#check(message.author.username);
  }

  public override chatInputRun(interaction: ChatInputCommandInteraction): Precondition.Result {
    return this.#check(interaction.user.username);
  }

  public override contextMenuRun(interaction: ContextMenuCommandInteraction): Precondition.Result {
    return this.#check(interaction.user.username);
  }

  #check(name: string): Precondition.Result {
    return name === 'ghost' ? this.error({ message: 'the kiosk is closed for ghosts.' }) : this.ok();
  }
}

declare module '@sapphire/framework' {
  interface Preconditions {
    OpenHours: never;
  }
}
