import { defineService, z } from '@guildhall/sdk';

/**
 * What giveaways ask of an economy, whichever plugin with the id `economy` offers it. A `key` names a payment: asked again with the
 * same one, nothing is charged or given back twice.
 */
export const economyService = defineService('economy', {
  charge: {
    input: z.object({
      userId: z.string(),
      amount: z.int().min(1),
      reason: z.string().max(200),
      key: z.string().max(200),
    }),
    output: z.object({ charged: z.boolean(), balance: z.int() }),
  },
  refund: {
    input: z.object({ userId: z.string(), key: z.string().max(200), reason: z.string().max(200) }),
    output: z.object({ refunded: z.boolean() }),
  },
});
