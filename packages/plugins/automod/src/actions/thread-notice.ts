import type { AutomodContext } from '../contract.ts';
import { stateOf } from '../engine/guild-state.ts';

/** A new thread, as it and Discord's notice of it in its channel tell of it. */
interface NewThread {
  /** Not in the simulator's notice, and in Discord's: then it is enough. */
  readonly id: string | undefined;
  readonly channelId: string;
  readonly makerId: string;
  readonly name: string;
}

/** Where a notice's id stands: the thread is gone, and its notice is still to come. */
const gone = '';
const mostRemembered = 500;

const keysOf = ({ id, channelId, makerId, name }: NewThread): readonly string[] => [
  ...(id === undefined ? [] : [id]),
  `${channelId} ${makerId} ${name}`,
];

function remember(notices: Map<string, string>, thread: NewThread, notice: string): void {
  for (const key of keysOf(thread)) notices.set(key, notice);
  for (const key of notices.keys()) {
    if (notices.size <= mostRemembered) break;
    notices.delete(key);
  }
}

/**
 * Discord's notice shows a thread's name, also when the thread is gone: it goes with the thread, whichever of the two Discord tells
 * of first.
 */
export async function noteNotice(ctx: AutomodContext, thread: NewThread, messageId: string): Promise<void> {
  const { notices } = stateOf(ctx);
  if (keysOf(thread).some((key) => notices.get(key) === gone))
    await ctx.discord.delete(thread.channelId, messageId, 'Automod');
  else remember(notices, thread, messageId);
}

/** The thread was deleted. */
export async function takeNotice(ctx: AutomodContext, thread: NewThread): Promise<void> {
  const { notices } = stateOf(ctx);
  const notice = keysOf(thread)
    .map((key) => notices.get(key))
    .find((id) => id !== undefined && id !== gone);
  remember(notices, thread, gone);
  if (notice !== undefined) await ctx.discord.delete(thread.channelId, notice, 'Automod');
}
