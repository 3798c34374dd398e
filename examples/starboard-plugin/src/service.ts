import { defineService, z } from '@guildhall/sdk';

/** What other plugins may ask. */
export const starboardService = defineService('starboard', {
  top: {
    input: z.object({ limit: z.int().min(1).max(50) }),
    output: z.array(z.object({ messageId: z.string(), channelId: z.string(), stars: z.int() })),
  },
});
