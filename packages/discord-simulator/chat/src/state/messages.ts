import { reactive, ref, watch } from 'vue';
import type { ControlEventOf, MessageView } from '../../../src/control/protocol.ts';
import { ask } from '../control/client.ts';
import { place } from './place.ts';
import { fail } from './toasts.ts';

type MessageEvent = ControlEventOf<'message'> | ControlEventOf<'messagesGone'>;

/** The messages of the open channel, oldest first. */
export const messages = reactive<{
  channelId: string | null;
  list: MessageView[];
  more: boolean;
  loading: boolean;
}>({ channelId: null, list: [], more: false, loading: false });

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

/** Ids grow with time: longer is younger, then digit by digit. */
function byAge(a: MessageView, b: MessageView): number {
  return a.id.length - b.id.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
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

/** Reads the open channel from its newest message on: after a (re)connection, and in a new place. */
export function reloadMessages(): void {
  if (place.channel === null || place.as === null) {
    Object.assign(messages, { channelId: null, list: [], more: false });
    return;
  }
  if (messages.channelId !== place.channel) {
    Object.assign(messages, { channelId: place.channel, list: [], more: false });
  }
  markRead();
  void load(place.channel, place.as);
}

export async function loadOlder(): Promise<void> {
  const first = messages.list.find((it) => !it.ephemeral);
  if (messages.loading || !messages.more || !first || place.as === null || messages.channelId === null)
    return;
  await load(messages.channelId, place.as, first.id);
}

function markRead(): void {
  if (messages.channelId !== null && !document.hidden) unread.delete(messages.channelId);
}

watch(() => place.channel, reloadMessages);
watch(
  () => place.as,
  () => unread.clear(),
);
document.addEventListener('visibilitychange', markRead);
