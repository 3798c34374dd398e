import type { ApiServices } from '../services.ts';
import type { LiveEvents } from './live-events.ts';

const quietMs = 1_000;

/** Tells the streams what the rest of the program changes. @returns the undo. */
export function publishChanges(
  { installations, audit, onCapture, onEmit, settings }: ApiServices,
  live: LiveEvents,
): () => void {
  /** A plugin may do hundreds of things a second; who looks on needs to hear of it once. */
  const waiting = new Map<string, NodeJS.Timeout>();
  const soon = (type: 'shadow' | 'data') => (guildId: string, pluginId: string) => {
    const key = `${type} ${guildId} ${pluginId}`;
    if (waiting.has(key)) return;
    const tell = () => {
      waiting.delete(key);
      live.publish(guildId, { type, pluginId });
    };
    waiting.set(key, setTimeout(tell, quietMs).unref());
  };
  const emitted = soon('data');
  const undo = [
    onCapture(soon('shadow')),
    onEmit(({ guildId, pluginId }) => emitted(guildId, pluginId)),
    () => {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
    installations.onEvent(({ guildId, pluginId, type, revision }) => {
      if (type === 'configured') live.publish(guildId, { type: 'config', pluginId, revision });
      else if (type === 'problem') live.publish(guildId, { type: 'problem', pluginId, revision });
      else live.publish(guildId, { type: 'installation', pluginId, change: type, revision });
    }),
    audit.onRecord(({ guildId, id, action }) =>
      live.publish(guildId, { type: 'audit', entryId: id, action }),
    ),
    settings.onChange(({ guildId, revision }) => live.publish(guildId, { type: 'settings', revision })),
  ];
  return () => {
    for (const stop of undo) stop();
  };
}
