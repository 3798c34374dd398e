import { computed, reactive, ref, watch } from 'vue';
import type {
  ChannelView,
  ControlEvent,
  FaultsView,
  GuildView,
  MemberView,
  Snapshot,
  TrafficEntry,
} from '../../../src/control/protocol.ts';
import type { Connection } from '../control/client.ts';
import { listen } from '../control/client.ts';
import { heard, reloadMessages } from './messages.ts';
import { place } from './place.ts';

/** The world as the acting user sees it; kept true by the event stream. */
export const world = reactive<{
  ready: boolean;
  connection: Connection;
  as: string | null;
  users: Snapshot['users'];
  guilds: GuildView[];
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
  otherGuilds: [],
  applications: [],
  ahead: 0,
  faults: null,
  commandsVersion: 0,
});

/** What the inspector shows; empty and unasked for until it is opened. */
export const traffic = reactive<{ open: boolean; entries: TrafficEntry[] }>({ open: false, entries: [] });
const trafficKept = 500;

/** Simulated time, ticking. */
export const now = ref(Date.now());
setInterval(() => {
  now.value = Date.now() + world.ahead;
}, 1000);

export const guild = computed(() => world.guilds.find((it) => it.id === place.guild) ?? null);
export const channel = computed(() => guild.value?.channels.find((it) => it.id === place.channel) ?? null);
export const me = computed(() => guild.value?.members.find((it) => it.userId === world.as) ?? null);
export const myUser = computed(() => world.users.find((it) => it.id === world.as) ?? null);

/** Who is typing where, with the time at which it is forgotten. */
export const typing = reactive(new Map<string, { channelId: string; userId: string; until: number }>());

export function memberOf(userId: string): MemberView | undefined {
  return guild.value?.members.find((it) => it.userId === userId);
}

/** Text, announcement and threads, also voice channels' own chat. */
export function holdsMessages(it: ChannelView): boolean {
  return it.type !== 4 && it.type !== 15 && it.type !== 16;
}

function settlePlace(): void {
  if (!world.guilds.some((it) => it.id === place.guild)) place.guild = world.guilds[0]?.id ?? null;
  const here = guild.value;
  if (!here?.channels.some((it) => it.id === place.channel)) {
    const byPosition = here?.channels
      .filter((it) => it.type === 0 || it.type === 5)
      .sort((a, b) => a.position - b.position);
    const first =
      byPosition?.find((it) => it.can.send) ?? byPosition?.[0] ?? here?.channels.find(holdsMessages);
    place.channel = first?.id ?? null;
  }
}

function hear(event: ControlEvent): void {
  switch (event.type) {
    case 'snapshot':
      world.as = event.as;
      world.users = event.users;
      world.guilds = event.guilds;
      world.otherGuilds = event.otherGuilds;
      world.applications = event.applications;
      world.faults = event.faults;
      setClock(event);
      world.commandsVersion++;
      typing.clear();
      settlePlace();
      if (place.as !== event.as) place.as = event.as;
      world.ready = true;
      reloadMessages();
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
    case 'people':
      world.users = event.users;
      world.otherGuilds = event.otherGuilds;
      world.applications = event.applications;
      break;
    case 'message':
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
      traffic.entries.push(event.entry);
      if (traffic.entries.length > trafficKept)
        traffic.entries.splice(0, traffic.entries.length - trafficKept);
      break;
    case 'interaction':
      // The request that caused it is answered with the same outcome.
      break;
  }
}

function setClock(it: { ahead: number }): void {
  world.ahead = it.ahead;
  now.value = Date.now() + it.ahead;
}

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
    if (wantsTraffic && before?.[1] !== true) traffic.entries = [];
    stop = listen({ as, traffic: wantsTraffic }, hear, (connection) => {
      world.connection = connection;
    });
  },
  { immediate: true },
);
