import { giveaways } from '../contract.ts';

/** A giveaway whose message is deleted goes on without it: its draw is made, stored and announced. */
export const messageGone = giveaways.onRaw('MESSAGE_DELETE', async (ctx, { id }) => {
  const known = await ctx.data.giveaways.findOne({ messageId: id });
  if (!known) return;
  await ctx.data.giveaways.updateOne({ id: known.id, messageId: id }, { $set: { messageId: '' } });
  if (known.status === 'running' || known.status === 'paused') {
    await ctx.audit('message_deleted', { id: known.id, prize: known.prize });
  }
});
