import { computed, reactive, ref, watch } from 'vue';
import type {
  ChannelView,
  ControlEvent,
  FaultsView,
  GuildView,
  MemberView,
  MessageView,
  Snapshot,
  TrafficEntry,
} from '../../../src/control/protocol.ts';
import type { Connection } from '../control/client.ts';
import { listen } from '../control/client.ts';
import { t } from '../language/index.ts';
import { holdsMessages, isText } from './channel-kinds.ts';
import { heard, isNewer, missed, reloadMessages } from './messages.ts';
import { place } from './place.ts';
import { tell } from './toasts.ts';

/** The world as the acting user sees it; kept true by the event stream. */
export const world = reactive<{
  ready: boolean;
  connection: Connection;
  as: string | null;
  users: Snapshot['users'];
  guilds: GuildView[];
  /** Direct messages with bots. */
  dms: ChannelView[];
  otherGuilds: Snapshot['otherGuilds'];
  applications: Snapshot['applications'];
  ahead: number;
  faults: FaultsView | null;
  /** Grows when commands changed, so that lists of them are asked for again. */
  commandsVersion: number;
}>({
  ready: false,
  connection: 'connecting',
  as: null,
  users: [],
  guilds: [],
  dms: [],
  otherGuilds: [],
  applications: [],
  ahead: 0,
  faults: null,
  commandsVersion: 0,
});

/** What the inspector shows; empty and unasked for until it is opened. */
export const traffic = reactive<{ open: boolean; entries: TrafficEntry[]; paused: TrafficEntry[] | null }>({
  open: false,
  entries: [],
  /** While it is paused: what came since. */
  paused: null,
});
const trafficKept = 500;

function keepTraffic(list: TrafficEntry[], more: TrafficEntry[]): void {
  // A stream that begins anew tells the lines again that it told before.
  const last = list.at(-1)?.id ?? 0;
  list.push(...more.filter((it) => it.id > last));
  if (list.length > trafficKept) list.splice(0, list.length - trafficKept);
}

export function resumeTraffic(): void {
  const { paused } = traffic;
  traffic.paused = null;
  if (paused) keepTraffic(traffic.entries, paused);
}

/** Simulated time, ticking. */
export const now = ref(Date.now());
setInterval(() => {
  now.value = Date.now() + world.ahead;
}, 1000);

export const guild = computed(() => world.guilds.find((it) => it.id === place.guild) ?? null);
export const channel = computed(
  () =>
    guild.value?.channels.find((it) => it.id === place.channel) ??
    world.dms.find((it) => it.id === place.channel) ??
    null,
);
export const me = computed(() => guild.value?.members.find((it) => it.userId === world.as) ?? null);
export const myUser = computed(() => world.users.find((it) => it.id === world.as) ?? null);

/** Who is typing where, with the time at which it is forgotten. */
export const typing = reactive(
  new Map<string, { channelId: string; userId: string; name: string; until: number }>(),
);

export function memberOf(userId: string): MemberView | undefined {
  return guild.value?.members.find((it) => it.userId === userId);
}

/** Goes where there is something to see, when what the reader was looking at is not there (any more). */
function settlePlace(): void {
  if (world.dms.some((it) => it.id === place.channel)) {
    place.guild ??= world.guilds[0]?.id ?? null;
    return;
  }
  if (!world.guilds.some((it) => it.id === place.guild)) place.guild = world.guilds[0]?.id ?? null;
  const here = guild.value;
  const open = place.channel;
  if (!here?.channels.some((it) => it.id === open)) {
    const byPosition = here?.channels.filter(isText).sort((a, b) => a.position - b.position);
    const first =
      byPosition?.find((it) => it.can.send) ?? byPosition?.[0] ?? here?.channels.find(holdsMessages);
    place.channel = first?.id ?? null;
    if (open !== null && open === lastSeen?.id) tell('note', t('nav.channelGone', { name: lastSeen.name }));
  }
  lastSeen = here?.channels.find((it) => it.id === place.channel) ?? null;
}

/** The open channel as it was, for when it is gone. */
let lastSeen: ChannelView | null = null;
watch(channel, (it) => {
  if (it) lastSeen = it;
});

function hear(event: ControlEvent): void {
  switch (event.type) {
    case 'snapshot':
      catchUp(event);
      world.as = event.as;
      world.users = event.users;
      world.guilds = event.guilds;
      world.dms = event.dms;
      world.otherGuilds = event.otherGuilds;
      world.applications = event.applications;
      world.faults = event.faults;
      setClock(event);
      world.commandsVersion++;
      typing.clear();
      settlePlace();
      if (place.as !== event.as) place.as = event.as;
      world.ready = true;
      readMessages();
      break;
    case 'guild': {
      const index = world.guilds.findIndex((it) => it.id === event.guild.id);
      if (index < 0) world.guilds.push(event.guild);
      else world.guilds[index] = event.guild;
      settlePlace();
      break;
    }
    case 'guildGone':
      world.guilds = world.guilds.filter((it) => it.id !== event.guildId);
      settlePlace();
      break;
    case 'dm': {
      const index = world.dms.findIndex((it) => it.id === event.channel.id);
      if (index < 0) world.dms.push(event.channel);
      else world.dms[index] = event.channel;
      break;
    }
    case 'people':
      world.users = event.users;
      world.otherGuilds = event.otherGuilds;
      world.applications = event.applications;
      break;
    case 'message':
      noteNewest(event.message);
      typing.delete(`${event.message.channelId}:${event.message.author.id}`);
      heard(event);
      break;
    case 'messagesGone':
      heard(event);
      break;
    case 'typing':
      typing.set(`${event.channelId}:${event.userId}`, {
        channelId: event.channelId,
        userId: event.userId,
        name: event.name,
        until: Date.now() + 10_000,
      });
      break;
    case 'commands':
      world.commandsVersion++;
      break;
    case 'clock':
      setClock(event);
      break;
    case 'faults':
      world.faults = event.faults;
      break;
    case 'traffic':
      keepTraffic(traffic.paused ?? traffic.entries, [event.entry]);
      break;
    case 'interaction':
      // The request that caused it is answered with the same outcome.
      break;
  }
}

/** Channels tell their newest message only when they are told themselves. */
function noteNewest({ channelId, guildId, id, ephemeral }: MessageView): void {
  if (ephemeral) return;
  const among = guildId === null ? world.dms : world.guilds.find((it) => it.id === guildId)?.channels;
  const found = among?.find((it) => it.id === channelId);
  if (found && isNewer(id, found.lastMessageId)) found.lastMessageId = id;
}

/**
 * After the stream was away: channels in which something was said meanwhile are unread. How much was said is not
 * told, so they count one.
 */
function catchUp(next: Snapshot): void {
  if (!world.ready || world.as !== next.as) return;
  const channelsOf = (it: Pick<Snapshot, 'guilds' | 'dms'>) => [
    ...it.guilds.flatMap((guild) => guild.channels),
    ...it.dms,
  ];
  const before = new Map(channelsOf(world).map((it) => [it.id, it.lastMessageId]));
  for (const it of channelsOf(next)) {
    const seen = before.get(it.id);
    if (seen !== undefined && seen !== it.lastMessageId && it.lastMessageId !== null) missed(it);
  }
}

function setClock(it: { ahead: number }): void {
  world.ahead = it.ahead;
  now.value = Date.now() + it.ahead;
}

/** From the newest message on: after a (re)connection, and in a new place. */
function readMessages(): void {
  reloadMessages(channel.value && holdsMessages(channel.value) ? channel.value.id : null);
}
watch(() => [place.channel, channel.value?.id], readMessages);

watch(now, () => {
  for (const [key, it] of typing) if (it.until < Date.now()) typing.delete(key);
});

let stop: (() => void) | undefined;

watch(
  () => [place.as, traffic.open] as const,
  ([as, wantsTraffic], before) => {
    // A snapshot that tells who we are is no reason to connect anew.
    if (stop && before && before[1] === wantsTraffic && as === world.as) return;
    stop?.();
    if (wantsTraffic && before?.[1] !== true) Object.assign(traffic, { entries: [], paused: null });
    stop = listen({ as, traffic: wantsTraffic }, hear, (connection) => {
      world.connection = connection;
    });
  },
  { immediate: true },
);
