import { z } from '@guildhall/sdk';

/** How far the log has been read. */
export const cursorSchema = z.object({
  name: z.string(),
  /** The newest entry that was read. */
  entryId: z.string(),
  /** Whether the bot may not read it, which admins have been told. */
  refused: z.boolean(),
});
