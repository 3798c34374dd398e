import { Events, Listener } from '@sapphire/framework';
import type { Message } from 'discord.js';

export class GreetListener extends Listener {
  public constructor(context: Listener.LoaderContext, options: Listener.Options) {
    super(context, { ...options, event: Events.MessageCreate });
  }

  public override async run(message: Message): Promise<void> {
    if (message.content === 'hello kiosk') await message.reply(`hello ${message.author.username}`);
  }
}
