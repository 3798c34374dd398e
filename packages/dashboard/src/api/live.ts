import { useQueryCache } from '@pinia/colada';
import { type MaybeRefOrGetter, onScopeDispose, ref, toValue, watch } from 'vue';
import { keys } from './keys.ts';
import { api } from './operations.ts';
import type { LiveEvent } from './types.ts';

/** A short interruption, such as a restart of the host, is not worth a word. */
const silentForMs = 4_000;
const firstRetryMs = 2_000;
const longestRetryMs = 60_000;

/**
 * Keeps what is on the screen true while others change it. A broken connection is resumed after the last event by the
 * browser; one that the host refused is opened anew here, and then everything is read again. `connected` is false when
 * what is shown may be old.
 */
export function useLiveUpdates(guildId: MaybeRefOrGetter<string>) {
  const cache = useQueryCache();
  const connected = ref(true);
  let source: EventSource | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let waitMs = firstRetryMs;

  const close = () => {
    clearTimeout(silence);
    clearTimeout(retry);
    silence = undefined;
    source?.close();
    source = undefined;
  };
  const open = (id: string, isRetry: boolean) => {
    source?.close();
    const opened = new EventSource(api.eventsUrl(id));
    source = opened;
    opened.onopen = () => {
      clearTimeout(silence);
      silence = undefined;
      waitMs = firstRetryMs;
      connected.value = true;
      if (isRetry) void cache.invalidateQueries({ key: keys.everythingOf(id) });
    };
    opened.onerror = () => {
      silence ??= setTimeout(() => {
        connected.value = false;
      }, silentForMs);
      if (opened.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(() => open(id, true), waitMs);
      waitMs = Math.min(waitMs * 2, longestRetryMs);
    };
    // The host names no events: what an event is stands in its data.
    opened.onmessage = (message) => {
      const event = JSON.parse(String(message.data)) as LiveEvent;
      for (const key of staleAfter(id, event)) void cache.invalidateQueries({ key });
    };
  };
  watch(
    () => toValue(guildId),
    (id) => {
      close();
      connected.value = true;
      if (id && typeof EventSource !== 'undefined') open(id, false);
    },
    { immediate: true },
  );
  onScopeDispose(close);
  return { connected };
}

/** What an event makes old. */
export function staleAfter(guildId: string, event: LiveEvent): (readonly string[])[] {
  switch (event.type) {
    case 'installation':
      return [keys.installations(guildId), keys.guild(guildId), keys.commands(guildId), keys.pages(guildId)];
    case 'config':
      return [
        keys.installations(guildId),
        keys.config(guildId, event.pluginId),
        keys.history(guildId, event.pluginId),
        keys.pluginData(guildId, event.pluginId),
      ];
    case 'data':
      return [keys.pluginData(guildId, event.pluginId)];
    case 'shadow':
      return [keys.shadowReport(guildId, event.pluginId)];
    case 'problem':
      return [keys.installations(guildId)];
    case 'settings':
      return [keys.settings(guildId), keys.guild(guildId)];
    case 'audit':
      return [keys.audit(guildId)];
    case 'reset':
      return [keys.everythingOf(guildId)];
  }
}
