import { z } from '@guildhall/sdk';

/** Which messages a purge that is under way removes; gone when it is done. */
export const chosenSchema = z.object({
  case: z.int(),
  channelId: z.string(),
  ids: z.array(z.string()).min(1).max(100),
});
