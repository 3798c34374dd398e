import { defineExtensionPoint, defineService, z } from '@guildhall/sdk';

/** What other plugins may ask: how hot a member is, and to judge a text of theirs by the guild's rules (nothing is done). */
export const automodService = defineService('automod', {
  getHeat: {
    input: z.object({ userId: z.string() }),
    output: z.object({ heat: z.number(), strikes: z.int() }),
  },
  judgeText: {
    input: z.object({ text: z.string().max(4000), userId: z.string() }),
    output: z.object({ rule: z.string().nullable() }),
  },
});

/**
 * Other plugins give messages points, 0–100: what a model thinks of a text, for instance. Rules use them with the trigger `score`;
 * without a contribution the score is the heat that a message brings.
 *
 * @example
 * myPlugin.contribute(scorers, 'toxicity', { title: 'Toxicity', run: (ctx, { text }) => ({ score: rate(text) }) });
 */
export const scorers = defineExtensionPoint('automod', 'scorer', {
  input: z.object({ text: z.string(), userId: z.string(), channelId: z.string() }),
  output: z.object({ score: z.number().min(0).max(100) }),
});
