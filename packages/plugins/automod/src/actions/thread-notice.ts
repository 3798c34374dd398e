import type { AutomodContext } from '../contract.ts';
import { stateOf } from '../engine/guild-state.ts';

/** A new thread, and the channel in which Discord's notice of it stands. */
interface NewThread {
  readonly id: string;
  readonly channelId: string;
}

/** Where a notice's id stands: the thread is gone, and its notice is still to come. */
const gone = '';
const mostRemembered = 500;

function remember(notices: Map<string, string>, threadId: string, notice: string): void {
  notices.set(threadId, notice);
  const oldest = notices.keys().next();
  if (notices.size > mostRemembered && oldest.done !== true) notices.delete(oldest.value);
}

/**
 * Discord's notice shows a thread's name, also when the thread is gone: it goes with the thread, whichever of the two Discord tells
 * of first.
 */
export async function noteNotice(
  ctx: AutomodContext,
  { id, channelId }: NewThread,
  messageId: string,
): Promise<void> {
  const { notices } = stateOf(ctx);
  if (notices.get(id) === gone) await ctx.discord.delete(channelId, messageId, 'Automod');
  else remember(notices, id, messageId);
}

/** The thread was deleted. */
export async function takeNotice(ctx: AutomodContext, { id, channelId }: NewThread): Promise<void> {
  const { notices } = stateOf(ctx);
  const notice = notices.get(id) ?? gone;
  remember(notices, id, gone);
  if (notice !== gone) await ctx.discord.delete(channelId, notice, 'Automod');
}
