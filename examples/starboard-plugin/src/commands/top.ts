import { z } from '@guildhall/sdk';
import { type StarboardContext, starboard } from '../contract.ts';
import { messageLink } from '../stars/message-link.ts';

function mostStarred(ctx: StarboardContext, limit: number) {
  return ctx.data.posts.find().sort({ stars: -1 }).limit(limit);
}

export const top = starboard.command({
  name: 'starboard',
  description: 'The most starred messages',
  options: { limit: z.int().min(1).max(25).default(10) },
  async run(ctx, { limit }) {
    const { emoji } = ctx.config;
    const lines = (await mostStarred(ctx, limit)).map(({ messageId, channelId, stars }) =>
      ctx.t('top.line', { stars, emoji, link: messageLink(ctx.guild.id, channelId, messageId) }),
    );
    if (lines.length === 0) return ctx.reply({ content: ctx.t('top.empty'), ephemeral: true });
    return ctx.reply({ embeds: [{ title: ctx.t('top.title'), description: lines.join('\n') }] });
  },
});

export const offerTop = starboard.offer('top', async (ctx, { limit }) =>
  (await mostStarred(ctx, limit)).map(({ messageId, channelId, stars }) => ({ messageId, channelId, stars })),
);
