import { defineService, z } from '@guildhall/sdk';

/** What other plugins may ask: a member who never wrote has level 0 and no rank. */
export const levelingService = defineService('leveling', {
  getLevel: {
    input: z.object({ userId: z.string() }),
    output: z.object({ level: z.int(), xp: z.int(), rank: z.int().nullable() }),
  },
});
