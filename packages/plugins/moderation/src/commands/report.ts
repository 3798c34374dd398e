import { z } from '@guildhall/sdk';
import { moderation } from '../contract.ts';
import { fileReport } from '../reports/file-report.ts';
import { longestReportReason } from '../reports/report.ts';
import { anybody } from './options.ts';

export const report = moderation.command({
  name: 'report',
  description: 'Report somebody to the moderators',
  options: { user: anybody, reason: z.string().min(3).max(longestReportReason) },
  async run(ctx, { user, reason }) {
    if (user.id === ctx.member.id) return ctx.reply({ content: ctx.t('report.self'), ephemeral: true });
    const filed = await fileReport(ctx, { reporterId: ctx.member.id, targetId: user.id, reason });
    return ctx.reply({ content: ctx.t(filed ? 'report.sent' : 'report.again'), ephemeral: true });
  },
});
