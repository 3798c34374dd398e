import { z } from '@guildhall/sdk';

/** Something that ends by itself. A newer one of the same kind and target takes the place of the one before. */
export const timedSchema = z.object({
  kind: z.enum(['timeout', 'ban']),
  userId: z.string(),
  /** The case that it came with. */
  case: z.int(),
  until: z.int(),
});

export type TimedKind = z.output<typeof timedSchema>['kind'];
