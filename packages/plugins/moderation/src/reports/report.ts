import { z } from '@guildhall/sdk';

/** A member's report about somebody, or about a message. What the message said is not kept: moderators follow the link. */
export const reportSchema = z.object({
  number: z.int(),
  /** One open report of a reporter about one thing; its number once it is closed. */
  about: z.string(),
  reporterId: z.string(),
  targetId: z.string(),
  channelId: z.string().nullable(),
  messageId: z.string().nullable(),
  reason: z.string(),
  state: z.enum(['open', 'handled', 'dismissed']),
  at: z.int(),
  closedBy: z.string().nullable(),
  closedAt: z.int().nullable(),
  /** Where moderators were told. */
  noticeChannelId: z.string().nullable(),
  noticeId: z.string().nullable(),
});

export type Report = z.output<typeof reportSchema>;

export const longestReportReason = 1000;
