import { InteractionHandler, InteractionHandlerTypes } from '@sapphire/framework';
import type { ButtonInteraction } from 'discord.js';

export class SureHandler extends InteractionHandler {
  public constructor(context: InteractionHandler.LoaderContext, options: InteractionHandler.Options) {
    super(context, { ...options, interactionHandlerType: InteractionHandlerTypes.Button });
  }

  public override parse(interaction: ButtonInteraction) {
    return interaction.customId === 'kiosk-sure' ? this.some() : this.none();
  }

  public override async run(interaction: ButtonInteraction): Promise<void> {
    await interaction.update({ content: 'Closed.', components: [] });
  }
}
