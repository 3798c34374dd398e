import { z } from '@guildhall/sdk';

/** A warning in force counts; its number is its case's. */
export const warningSchema = z.object({
  number: z.int(),
  userId: z.string(),
  points: z.int(),
  at: z.int(),
  /** `null`: it does not expire. */
  expiresAt: z.int().nullable(),
  state: z.enum(['active', 'removed']),
  removedBy: z.string().nullable(),
});

export type Warning = z.output<typeof warningSchema>;

/** Changes with each warning of a member, so that what was counted before it is not acted upon. */
export const standingSchema = z.object({ userId: z.string(), revision: z.int() });

/** A step of the escalation that a member has reached, with the warning that did; gone when their points fall below it. */
export const crossingSchema = z.object({ userId: z.string(), points: z.int(), warning: z.int() });
