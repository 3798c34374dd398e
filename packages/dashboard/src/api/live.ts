import { useQueryCache } from '@pinia/colada';
import { type MaybeRefOrGetter, onScopeDispose, ref, toValue, watch } from 'vue';
import { keys } from './keys.ts';
import { api } from './operations.ts';
import type { LiveEvent } from './types.ts';

const eventTypes = ['installation', 'config', 'problem', 'settings', 'audit', 'reset'] as const;

/**
 * Keeps what is on the screen true while others change it. The browser reconnects by itself and resumes
 * after the last event; `connected` says whether what is shown may be old.
 */
export function useLiveUpdates(guildId: MaybeRefOrGetter<string>) {
  const cache = useQueryCache();
  const connected = ref(true);
  let source: EventSource | undefined;

  const close = () => {
    source?.close();
    source = undefined;
  };
  watch(
    () => toValue(guildId),
    (id) => {
      close();
      if (!id || typeof EventSource === 'undefined') return;
      source = new EventSource(api.eventsUrl(id));
      source.onopen = () => {
        connected.value = true;
      };
      source.onerror = () => {
        connected.value = false;
      };
      for (const type of eventTypes) {
        source.addEventListener(type, (message) => {
          const event = JSON.parse(String(message.data)) as LiveEvent;
          for (const key of staleAfter(id, event)) void cache.invalidateQueries({ key });
        });
      }
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
      return [keys.installations(guildId), keys.guild(guildId), keys.commands(guildId)];
    case 'config':
      return [
        keys.installations(guildId),
        keys.config(guildId, event.pluginId),
        keys.history(guildId, event.pluginId),
      ];
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
