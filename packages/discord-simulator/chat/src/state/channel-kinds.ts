import type { ChannelView } from '../../../src/control/protocol.ts';

/** A text or announcement channel: threads begin in it. */
export function isText(it: ChannelView): boolean {
  return it.type === 0 || it.type === 5;
}

/** A voice or stage channel. */
export function isVoice(it: ChannelView): boolean {
  return it.type === 2 || it.type === 13;
}

/** A forum or media channel: its threads are posts, and it holds no messages itself. */
export function isForum(it: ChannelView): boolean {
  return it.type === 15 || it.type === 16;
}

/** Text, announcement and threads, also voice channels' own chat. */
export function holdsMessages(it: ChannelView): boolean {
  return it.type !== 4 && !isForum(it);
}
