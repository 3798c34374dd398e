import { z } from '@guildhall/sdk';
import { type ModerationCommandContext, moderation } from '../contract.ts';
import { warn as give, type Warned } from '../warnings/warn.ts';
import { outcomeText } from './answer.ts';
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

/** What came of a warning: the case, the points, and the step that it set off. */
export function warnedText(
  ctx: Pick<ModerationCommandContext, 't' | 'locale'>,
  { outcome, points, escalated }: Warned,
): string {
  const text = outcomeText(ctx, outcome);
  if (outcome.status === 'refused') return text;
  const total = ctx.t('done.points', { points });
  return escalated ? `${text} ${total}\n${outcomeText(ctx, escalated.outcome)}` : `${text} ${total}`;
}
