import { type Answering, type ButtonComponent, z } from '@guildhall/sdk';
import { type ModerationContext, moderation } from '../contract.ts';
import { refusalText } from '../deeds/outcome-text.ts';
import { warnForm } from '../warnings/warn-form.ts';
import { closeReport } from './close-report.ts';
import type { Report } from './report.ts';

const number = z.int().min(1);

export const handleReport = moderation.button('report-handled', { number }, (ctx, given) =>
  close(ctx, given.number, 'handled'),
);
export const dismissReport = moderation.button('report-dismiss', { number }, (ctx, given) =>
  close(ctx, given.number, 'dismissed'),
);
export const warnForReport = moderation.button('report-warn', { number }, async (ctx, given) => {
  const report = await ctx.data.reports.findOne({ number: given.number });
  if (!report) return ctx.reply({ content: ctx.t('report.closed'), ephemeral: true });
  // Who may warn whom is decided when the form comes back.
  return ctx.showModal(
    warnForm.with(
      { user: report.targetId },
      { reason: report.reason.slice(0, 512), points: '1' },
      ctx.locale,
    ),
  );
});

/** What moderators press below a report. */
export function reportButtons(t: ModerationContext['t'], { number: of }: Report): readonly ButtonComponent[] {
  return [
    warnForReport.with({ number: of }, { label: t('report.warn'), style: 'danger' }),
    handleReport.with({ number: of }, { label: t('report.handled'), style: 'success' }),
    dismissReport.with({ number: of }, { label: t('report.dismiss') }),
  ];
}

async function close(
  ctx: ModerationContext & Answering,
  of: number,
  state: 'handled' | 'dismissed',
): Promise<void> {
  const refusal = await ctx.cannot(ctx.member, 'guild', 'ModerateMembers');
  if (refusal !== undefined && refusal !== 'bot_permission_missing') {
    return ctx.reply({ content: refusalText(ctx, refusal), ephemeral: true });
  }
  await ctx.defer({ ephemeral: true });
  const closed = await closeReport(ctx, of, state, ctx.member.id);
  return ctx.reply({ content: ctx.t(closed ? `report.state.${state}` : 'report.closed'), ephemeral: true });
}
