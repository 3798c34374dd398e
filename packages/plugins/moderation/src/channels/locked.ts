import { z } from '@guildhall/sdk';

/** A locked channel, with what its permissions said before: the way back. */
export const lockSchema = z.object({
  channelId: z.string(),
  case: z.int(),
  /** `null`: until somebody opens it. */
  until: z.int().nullable(),
  /** Whether the overwrite of `@everyone` is there only because of the lock. */
  made: z.boolean(),
  /** What `@everyone` had of each permission that the lock denies. */
  before: z.record(z.string(), z.enum(['allow', 'deny', 'neutral'])),
});
