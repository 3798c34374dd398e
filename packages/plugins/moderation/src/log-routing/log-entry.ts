import { z } from '@guildhall/sdk';
import { logEventIds } from './log-events.ts';

/** A line that is on its way to a log channel. It is gone as soon as it is there. */
export const logEntrySchema = z.object({
  /** The channel, and what happened: the same thing is one line. */
  id: z.string(),
  channelId: z.string(),
  event: z.enum(logEventIds),
  /** When it happened, by Discord's clock where Discord says so. */
  at: z.int(),
  /** What grows from line to line: two clocks, or one within a millisecond, don't tell what came first. */
  order: z.int(),
  /** What members wrote may be in it. */
  text: z.string(),
});

export type LogEntry = z.output<typeof logEntrySchema>;
