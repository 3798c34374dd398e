import { reactive, ref, watch } from 'vue';
import type { ControlEventOf, MessageView } from '../../../src/control/protocol.ts';
import { ask } from '../control/client.ts';
import { compareIds } from './ids.ts';
import { place } from './place.ts';
import { fail } from './toasts.ts';

type MessageEvent = ControlEventOf<'message'> | ControlEventOf<'messagesGone'>;

/** The messages of the open channel, oldest first. */
export const messages = reactive<{
  channelId: string | null;
  list: MessageView[];
  more: boolean;
  loading: boolean;
  /** The first one that was unread when the channel was opened: a line goes above it. */
  firstUnreadId: string | null;
}>({ channelId: null, list: [], more: false, loading: false, firstUnreadId: null });

let unreadAtOpening = 0;

/** Channel id → how many messages came since it was last looked at. */
export const unread = reactive(
  new Map<string, { count: number; mentions: number; guildId: string | null }>(),
);

/** The newest message of someone else in the open channel: what a screen reader is told. */
export const latest = ref<MessageView | null>(null);

const pageSize = 50;
/** What came while a page was under way, to be applied on top of it: the page may be older or newer. */
let duringLoad: MessageEvent[] | null = null;
let loadNumber = 0;

export function heard(event: MessageEvent): void {
  const channelId = event.type === 'message' ? event.message.channelId : event.channelId;
  const open = channelId === messages.channelId;
  if (open) {
    duringLoad?.push(event);
    apply(event);
  }
  if (event.type !== 'message' || !event.created) return;
  if (open && event.message.author.id !== place.as) latest.value = event.message;
  if ((!open || document.hidden) && event.message.author.id !== place.as) {
    const counts = unread.get(channelId) ?? { count: 0, mentions: 0, guildId: event.message.guildId };
    unread.set(channelId, {
      ...counts,
      count: counts.count + 1,
      mentions: counts.mentions + (event.message.mentionsMe ? 1 : 0),
    });
  }
}

/** Something was said in a channel while nobody listened. */
export function missed(channel: { id: string; guildId: string | null }): void {
  if (channel.id === messages.channelId && !document.hidden) return;
  const counts = unread.get(channel.id) ?? { count: 0, mentions: 0, guildId: channel.guildId };
  unread.set(channel.id, { ...counts, count: counts.count + 1 });
}

function apply(event: MessageEvent): void {
  if (event.type === 'messagesGone') {
    const gone = new Set(event.messageIds);
    messages.list = messages.list.filter((it) => !gone.has(it.id));
    return;
  }
  const { message } = event;
  const index = messages.list.findIndex((it) => it.id === message.id);
  if (index >= 0) messages.list[index] = message;
  else if (event.created) {
    messages.list.push(message);
    messages.list.sort(byAge);
  }
}

function byAge(a: MessageView, b: MessageView): number {
  return compareIds(a.id, b.id);
}

export function isNewer(id: string, than: string | null): boolean {
  return than === null || compareIds(id, than) > 0;
}

async function load(channelId: string, as: string, before?: string): Promise<void> {
  const number = ++loadNumber;
  messages.loading = true;
  duringLoad = [];
  try {
    const page = await ask('messages', {
      as,
      channelId,
      limit: pageSize,
      ...(before === undefined ? {} : { before }),
    });
    if (number !== loadNumber) return;
    messages.list = before === undefined ? page.messages : [...page.messages, ...messages.list];
    messages.more = page.more;
    if (unreadAtOpening > 0) messages.firstUnreadId = page.messages.at(-unreadAtOpening)?.id ?? null;
    unreadAtOpening = 0;
    for (const event of duringLoad) apply(event);
  } catch (error) {
    if (number === loadNumber) fail(error);
  } finally {
    if (number === loadNumber) {
      messages.loading = false;
      duringLoad = null;
    }
  }
}

/** Reads a channel from its newest message on; none when there is nothing to read. */
export function reloadMessages(channelId: string | null): void {
  if (channelId === null || place.as === null) {
    Object.assign(messages, { channelId: null, list: [], more: false });
    return;
  }
  if (messages.channelId !== channelId) {
    unreadAtOpening = unread.get(channelId)?.count ?? 0;
    Object.assign(messages, { channelId, list: [], more: false, firstUnreadId: null });
  }
  markRead();
  void load(channelId, place.as);
}

export async function loadOlder(): Promise<void> {
  const first = messages.list.find((it) => !it.ephemeral);
  if (messages.loading || !messages.more || !first || place.as === null || messages.channelId === null)
    return;
  await load(messages.channelId, place.as, first.id);
}

/** Brings a message of the open channel into sight, and the focus to it. */
export function jumpTo(messageId: string): void {
  const target = document.getElementById(`message-${messageId}`);
  target?.scrollIntoView({ block: 'center' });
  target?.focus();
}

function markRead(): void {
  if (messages.channelId !== null && !document.hidden) unread.delete(messages.channelId);
}

watch(
  () => place.as,
  () => unread.clear(),
);
document.addEventListener('visibilitychange', markRead);
