import { Listener } from '@sapphire/framework';
import type { MessageReaction, PartialMessageReaction } from 'discord.js';

export class FirstReactionListener extends Listener {
  public constructor(context: Listener.LoaderContext, options: Listener.Options) {
    super(context, { ...options, event: 'messageReactionAdd', once: true });
  }

  public override async run(reaction: MessageReaction | PartialMessageReaction): Promise<void> {
    const message = await reaction.message.fetch();
    await message.reply('the first reaction');
  }
}
