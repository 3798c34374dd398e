import { asRefusal, DiscordRefusal, field } from '@guildhall/sdk';
import { type ModerationContext, moderation } from '../contract.ts';
import { fileReport } from './file-report.ts';
import { longestReportReason } from './report.ts';

const reason = {
  label: {
    en: 'What happened? Only moderators read it',
    fr: 'Que s’est-il passé ? Seuls les modérateurs le lisent',
  },
  style: 'paragraph',
  minLength: 3,
  maxLength: longestReportReason,
} as const;

export const reportMemberForm = moderation.modal('report-member', {
  title: { en: 'Report to the moderators', fr: 'Signaler aux modérateurs' },
  parameters: { user: field.snowflake() },
  fields: { reason },
  async run(ctx, given, { user }) {
    const filed = await fileReport(ctx, { reporterId: ctx.member.id, targetId: user, reason: given.reason });
    await ctx.reply({ content: ctx.t(filed ? 'report.sent' : 'report.again'), ephemeral: true });
  },
});

export const reportMessageForm = moderation.modal('report-message', {
  title: { en: 'Report this message', fr: 'Signaler ce message' },
  parameters: { user: field.snowflake(), channel: field.snowflake(), message: field.snowflake() },
  fields: { reason },
  async run(ctx, given, { user, channel, message }) {
    await ctx.defer({ ephemeral: true });
    const filed = await fileReport(ctx, {
      reporterId: ctx.member.id,
      targetId: user,
      reason: given.reason,
      message: { id: message, channelId: channel, content: await contentOf(ctx, channel, message) },
    });
    await ctx.reply({ content: ctx.t(filed ? 'report.sent' : 'report.again'), ephemeral: true });
  },
});

/** What the message says now, as far as the bot may read it. */
async function contentOf(ctx: ModerationContext, channelId: string, messageId: string): Promise<string> {
  const channel = await ctx.discord.channel(channelId);
  if (!channel?.isTextBased()) return '';
  try {
    const { content } = await asRefusal(() => channel.messages.fetch({ message: messageId, cache: false }));
    return content;
  } catch (error) {
    if (!(error instanceof DiscordRefusal)) throw error;
    // It is gone, or out of the bot's sight: moderators have the link.
    return '';
  }
}
