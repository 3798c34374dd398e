import { z } from '@guildhall/sdk';
import { longestReason } from '../cases/case.ts';
import { note as write } from '../cases/note.ts';
import { moderation } from '../contract.ts';
import { outcomeText } from '../deeds/outcome-text.ts';
import { anybody } from './options.ts';

export const note = moderation.command({
  name: 'note',
  description: 'Note something about somebody, for moderators alone',
  permissions: ['ModerateMembers'],
  options: { user: anybody, text: z.string().min(1).max(longestReason) },
  async run(ctx, { user, text }) {
    const outcome = await write(ctx, {
      userId: user.id,
      by: { id: ctx.member.id, source: 'command' },
      origin: `interaction:${ctx.interaction.id}`,
      text,
    });
    await ctx.reply({ content: outcomeText(ctx, outcome), ephemeral: true });
  },
});
