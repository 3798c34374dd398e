import { z } from '@guildhall/sdk';

/** What a message said, for the log of edits and deletions: encrypted, and gone after the days that the guild chose. */
export const cachedMessageSchema = z.object({
  messageId: z.string(),
  channelId: z.string(),
  authorId: z.string(),
  at: z.int(),
  content: z.string(),
  /** Names of its files, as JSON. */
  files: z.string(),
});
