import { z } from '@guildhall/sdk';
import { moderation } from '../contract.ts';
import { warn as give } from '../warnings/warn.ts';
import { warnedText } from '../warnings/warned-text.ts';
import { member, reason } from './options.ts';

export const warn = moderation.command({
  name: 'warn',
  description: 'Warn a member',
  permissions: ['ModerateMembers'],
  options: { user: member, reason, points: z.int().min(1).max(100).default(1) },
  async run(ctx, { user, reason: why, points }) {
    await ctx.defer({ ephemeral: true });
    const warned = await give(ctx, {
      userId: user.id,
      by: { id: ctx.member.id, source: 'command' },
      origin: `interaction:${ctx.interaction.id}`,
      reason: why,
      points,
    });
    await ctx.reply({ content: warnedText(ctx, warned), ephemeral: true });
  },
});
