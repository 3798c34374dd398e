import type { ChannelView } from '../../../src/control/protocol.ts';
import { isForum, isVoice } from '../state/channel-kinds.ts';
import { compareIds } from '../state/ids.ts';

export type ChannelLine = { key: string; height: number } & (
  | { kind: 'category'; channel: ChannelView; folded: boolean; first: boolean }
  | { kind: 'channel' | 'thread'; channel: ChannelView }
  | { kind: 'speaker'; channel: ChannelView; userId: string }
);

function byOrder(a: ChannelView, b: ChannelView): number {
  return Number(isVoice(a)) - Number(isVoice(b)) || a.position - b.position || compareIds(a.id, b.id);
}

/** The live threads of each channel; a forum's are its posts, which it shows itself. */
function threadsByParent(channels: ChannelView[], openId: string | null): Map<string, ChannelView[]> {
  const forums = new Set(channels.filter(isForum).map((it) => it.id));
  const threads = new Map<string, ChannelView[]>();
  for (const it of channels) {
    if (it.thread === null || it.parentId === null) continue;
    const hidden = it.thread.archived || (forums.has(it.parentId) && !it.thread.joined);
    if (hidden && it.id !== openId) continue;
    threads.set(it.parentId, [...(threads.get(it.parentId) ?? []), it]);
  }
  return threads;
}

/**
 * Channels as Discord orders them, line by line: those without a category first, then each category by position; in
 * each, text before voice, then by position, then by age. Live threads hang below their channel; an archived one shows
 * only while it is open. A folded category shows what is open or unread in it.
 */
export function arrange(
  channels: ChannelView[],
  openId: string | null,
  folded: ReadonlySet<string>,
  isUnread: (id: string) => boolean,
): ChannelLine[] {
  const categories = channels.filter((it) => it.type === 4).sort(byOrder);
  const known = new Set(categories.map((it) => it.id));
  const threads = threadsByParent(channels, openId);
  const inside = new Map<string | null, ChannelView[]>();
  for (const it of channels) {
    if (it.type === 4 || it.thread !== null) continue;
    const parent = it.parentId !== null && known.has(it.parentId) ? it.parentId : null;
    const list = inside.get(parent);
    if (list) list.push(it);
    else inside.set(parent, [it]);
  }
  const lines: ChannelLine[] = [];
  const add = (channel: ChannelView, isFolded: boolean): void => {
    const own = threads.get(channel.id) ?? [];
    const matters = (it: ChannelView): boolean => it.id === openId || isUnread(it.id);
    if (isFolded && !matters(channel) && !own.some(matters)) return;
    lines.push({ key: channel.id, height: 36, kind: 'channel', channel });
    for (const userId of channel.voice)
      lines.push({ key: `${channel.id}:${userId}`, height: 26, kind: 'speaker', channel, userId });
    for (const thread of own) lines.push({ key: thread.id, height: 36, kind: 'thread', channel: thread });
  };
  for (const channel of (inside.get(null) ?? []).sort(byOrder)) add(channel, false);
  for (const category of categories) {
    const isFolded = folded.has(category.id);
    lines.push({
      key: category.id,
      height: lines.length === 0 ? 30 : 42,
      kind: 'category',
      channel: category,
      folded: isFolded,
      first: lines.length === 0,
    });
    for (const channel of (inside.get(category.id) ?? []).sort(byOrder)) add(channel, isFolded);
  }
  return lines;
}
