import { historyPages } from '../commands/history.ts';
import { moderation } from '../contract.ts';
import { reportMemberForm, reportMessageForm } from '../reports/report-form.ts';
import { warnForm } from '../warnings/warn-form.ts';

const moderators = ['ModerateMembers'];

export const warnMember = moderation.userMenu({
  name: 'Warn',
  permissions: moderators,
  run: (ctx, target) => ctx.showModal(warnForm.with({ user: target.id }, { points: '1' }, ctx.locale)),
});

export const memberHistory = moderation.userMenu({
  name: 'History',
  permissions: moderators,
  run: async (ctx, target) => ctx.reply(await historyPages.message(ctx, { user: target.id })),
});

export const reportMember = moderation.userMenu({
  name: 'Report member',
  run: (ctx, target) =>
    target.id === ctx.member.id
      ? ctx.reply({ content: ctx.t('report.self'), ephemeral: true })
      : ctx.showModal(reportMemberForm.with({ user: target.id }, {}, ctx.locale)),
});

export const reportMessage = moderation.messageMenu({
  name: 'Report message',
  run: (ctx, { id, channelId, author }) =>
    author.id === ctx.member.id
      ? ctx.reply({ content: ctx.t('report.self'), ephemeral: true })
      : ctx.showModal(
          reportMessageForm.with({ user: author.id, channel: channelId, message: id }, {}, ctx.locale),
        ),
});

export const warnForMessage = moderation.messageMenu({
  name: 'Warn for message',
  permissions: moderators,
  run: (ctx, { author, content }) =>
    ctx.showModal(
      warnForm.with({ user: author.id }, { reason: content.slice(0, 512), points: '1' }, ctx.locale),
    ),
});
