import { z } from '@guildhall/sdk';
import { longestReason } from '../cases/case.ts';
import { caseEmbed } from '../cases/case-embed.ts';
import { editCase } from '../cases/edit-case.ts';
import { type ModerationCommandContext, moderation } from '../contract.ts';
import { refusalText } from '../deeds/outcome-text.ts';

const number = z.int().min(1);

const view = moderation.subcommand({
  name: 'view',
  description: 'Show a case',
  options: { number },
  async run(ctx, { number: wanted }) {
    const found = await ctx.data.cases.findOne({ number: wanted });
    if (!found) return unknown(ctx, wanted);
    return ctx.reply({ embeds: [caseEmbed(found, ctx)], ephemeral: true });
  },
});

const edit = moderation.subcommand({
  name: 'edit',
  description: 'Give a case another reason',
  options: { number, reason: z.string().min(1).max(longestReason) },
  run: (ctx, { number: wanted, reason }) => change(ctx, wanted, { reason }),
});

const hide = moderation.subcommand({
  name: 'hide',
  description: 'Take a case out of the member’s history, or put it back',
  options: { number },
  async run(ctx, { number: wanted }) {
    const found = await ctx.data.cases.findOne({ number: wanted });
    return found ? change(ctx, wanted, { hidden: !found.hidden }) : unknown(ctx, wanted);
  },
});

export const caseCommand = moderation.command({
  name: 'case',
  description: 'Cases',
  permissions: ['ModerateMembers'],
  subcommands: [view, edit, hide],
});

async function change(
  ctx: ModerationCommandContext,
  wanted: number,
  to: { readonly reason?: string; readonly hidden?: boolean },
): Promise<void> {
  const edited = await editCase(ctx, wanted, ctx.member.id, to);
  if (edited === undefined) return unknown(ctx, wanted);
  if (typeof edited === 'string') return ctx.reply({ content: refusalText(ctx, edited), ephemeral: true });
  return ctx.reply({ embeds: [caseEmbed(edited, ctx)], ephemeral: true });
}

function unknown(ctx: ModerationCommandContext, wanted: number): Promise<void> {
  return ctx.reply({ content: ctx.t('case.unknown', { number: wanted }), ephemeral: true });
}
