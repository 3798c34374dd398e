import { defineExtensionPoint, z } from '@guildhall/sdk';

/**
 * Requirements of other plugins. Each is asked about one member at a time, when they enter and again when they are drawn; a
 * giveaway names it with a value, whose meaning is the contributor's (`"gold"`, `"10"`).
 *
 * @example
 * shop.contribute(giveawayRequirements, 'customer', {
 *   title: { en: 'Has bought something', fr: 'A acheté quelque chose' },
 *   run: async (ctx, { userId }) => ({ met: (await ctx.data.orders.count({ userId })) > 0, why: 'You have bought nothing yet.' }),
 * });
 */
export const giveawayRequirements = defineExtensionPoint('giveaways', 'requirement', {
  input: z.object({
    giveawayId: z.string(),
    userId: z.string(),
    roles: z.array(z.string()),
    value: z.string(),
    /** The language to say `why` in. */
    locale: z.string(),
  }),
  output: z.object({
    met: z.boolean(),
    /** Told to the member when it is not met. */
    why: z.string().max(300).optional(),
  }),
});
