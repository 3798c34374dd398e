import { defineEvents, defineService, z } from '@guildhall/sdk';

const userId = z.string().max(20);
const giveawayId = z.string().max(12);

/** What other plugins may ask. */
export const giveawaysService = defineService('giveaways', {
  /** Giveaways that are open or paused, those that end first in front. */
  list: {
    input: z.object({ limit: z.int().min(1).max(100).default(25) }),
    output: z.array(
      z.object({
        id: giveawayId,
        number: z.int(),
        prize: z.string(),
        channelId: z.string(),
        winners: z.int(),
        entries: z.int(),
        /** Milliseconds since 1970. */
        endsAt: z.int(),
        status: z.enum(['running', 'paused']),
      }),
    ),
  },
  /** Enters a member, under the same rules as the button. `why` is told in the guild’s language. */
  enter: {
    input: z.object({ giveawayId, userId }),
    output: z.object({ entered: z.boolean(), why: z.string().optional() }),
  },
  /** Whether a member takes part. */
  isIn: {
    input: z.object({ giveawayId, userId }),
    output: z.object({ entered: z.boolean(), weight: z.int() }),
  },
});

/** What other plugins may hear. */
export const giveawaysEvents = defineEvents('giveaways', {
  /** A giveaway has been drawn and announced. */
  ended: z.object({ giveawayId, prize: z.string(), winners: z.array(userId), entries: z.int() }),
  /** Somebody has won: at the end, by a reroll, or in a drop. */
  won: z.object({ giveawayId, prize: z.string(), userId, round: z.int() }),
});
