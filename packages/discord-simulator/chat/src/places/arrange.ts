import type { ChannelView } from '../../../src/control/protocol.ts';

export interface Section {
  category: ChannelView | null;
  rows: { channel: ChannelView; threads: ChannelView[] }[];
}

const isThread = (it: ChannelView): boolean => it.thread !== null;
const isVoice = (it: ChannelView): boolean => it.type === 2 || it.type === 13;

/**
 * Channels as Discord orders them: those without a category first, then each category by position; in each, text
 * before voice, then by position, then by age. Live threads hang below their channel; an archived one shows only
 * while it is open.
 */
export function arrange(channels: ChannelView[], openId: string | null): Section[] {
  const order = (a: ChannelView, b: ChannelView): number =>
    Number(isVoice(a)) - Number(isVoice(b)) ||
    a.position - b.position ||
    a.id.length - b.id.length ||
    (a.id < b.id ? -1 : 1);
  const categories = channels.filter((it) => it.type === 4).sort(order);
  const known = new Set(categories.map((it) => it.id));
  const plain = channels.filter((it) => it.type !== 4 && !isThread(it)).sort(order);
  const threads = channels.filter((it) => isThread(it) && (!it.thread?.archived || it.id === openId));
  const rowsOf = (parent: string | null): Section['rows'] =>
    plain
      .filter((it) => (it.parentId !== null && known.has(it.parentId) ? it.parentId : null) === parent)
      .map((channel) => ({ channel, threads: threads.filter((it) => it.parentId === channel.id) }));
  const sections: Section[] = [{ category: null, rows: rowsOf(null) }];
  for (const category of categories) sections.push({ category, rows: rowsOf(category.id) });
  return sections.filter((it) => it.category !== null || it.rows.length > 0);
}
