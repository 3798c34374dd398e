import { type Answering, DiscordRefusal } from '@guildhall/sdk';
import type { GiveawaysContext } from '../contract.ts';
import { composeGiveaway, missingContribution, missingFor, type Wishes } from '../giveaways/compose.ts';
import { startGiveaway, TooManyActive } from '../giveaways/start.ts';

/** Starts what somebody has asked for by a command or form, and tells them what came of it. */
export async function launch(
  ctx: GiveawaysContext & Pick<Answering, 'reply' | 'defer' | 'member'>,
  wishes: Wishes,
): Promise<void> {
  const refuse = (key: string, parameters = {}) =>
    ctx.reply({ content: ctx.t(key, parameters), ephemeral: true });
  const wanted = composeGiveaway(ctx, wishes);
  if (!wanted) return refuse('start.no_template');
  const missing = missingFor(ctx, wanted.requirements);
  if (missing) return refuse(`start.missing.${missing}`);
  const unknown = missingContribution(ctx, wanted.requirements);
  if (unknown !== undefined) return refuse('start.unknown_requirement', { name: unknown });
  const channel = { channel: wanted.channelId };
  const obstacle = await ctx.cannot(ctx.member, channel, 'SendMessages');
  if (obstacle !== undefined) {
    return refuse(obstacle.startsWith('bot_') ? 'start.bot_refused' : 'start.refused', {
      channel: `<#${wanted.channelId}>`,
    });
  }
  await ctx.defer({ ephemeral: true });
  try {
    const started = await startGiveaway(ctx, wanted);
    await ctx.audit('started', { id: started.id, prize: started.prize, channelId: started.channelId });
    await ctx.reply({
      content: ctx.t('start.done', {
        number: started.number,
        prize: started.prize,
        link: `https://discord.com/channels/${ctx.guild.id}/${started.channelId}/${started.messageId}`,
      }),
      ephemeral: true,
    });
  } catch (error) {
    if (error instanceof TooManyActive) return refuse('start.too_many', { most: error.most });
    if (!(error instanceof DiscordRefusal)) throw error;
    return refuse('start.bot_refused', { channel: `<#${wanted.channelId}>` });
  }
}
