import { DuplicateKeyError, type RawPayload } from '@guildhall/sdk';
import type { ModerationContext } from '../contract.ts';
import { moderation } from '../contract.ts';
import { isRouted } from '../log-routing/route-event.ts';

const day = 86_400_000;

/** Whether what messages say is kept at all: only while a log wants it, and never of channels that are left out. */
export function isKept(ctx: ModerationContext, channelId: string): boolean {
  return (
    ctx.config.messageLogRetention > 0 &&
    !isLeftOut(ctx, channelId) &&
    isRouted(ctx, 'messageDelete', 'messageEdit', 'messageBulkDelete')
  );
}

export function isLeftOut(ctx: ModerationContext, channelId: string): boolean {
  return (ctx.config.logIgnoredChannels as readonly string[]).includes(channelId);
}

/** Keeps what a member's message says, as long as the guild has chosen. */
export async function remember(ctx: ModerationContext, message: RawPayload<'MESSAGE_CREATE'>): Promise<void> {
  if (message.author.bot || message.webhook_id !== undefined || !isKept(ctx, message.channel_id)) return;
  const files = message.attachments.map(({ filename }) => filename);
  // Without the message content intent there is nothing to keep.
  if (message.content === '' && files.length === 0) return;
  try {
    await ctx.data.messages.insertOne({
      messageId: message.id,
      channelId: message.channel_id,
      authorId: message.author.id,
      at: Date.parse(message.timestamp),
      content: message.content,
      files: JSON.stringify(files),
    });
  } catch (error) {
    if (!(error instanceof DuplicateKeyError)) throw error;
  }
}

/** Takes away what is too old, and everything when nobody wants it any more. */
export const forgetMessages = moderation.job('forget-messages', { every: '1 h' }, async (ctx) => {
  const wanted = isRouted(ctx, 'messageDelete', 'messageEdit', 'messageBulkDelete');
  const days = wanted ? ctx.config.messageLogRetention : 0;
  await ctx.data.messages.deleteMany({ at: { $lte: ctx.clock.now() - days * day } });
});
