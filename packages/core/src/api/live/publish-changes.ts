import type { ApiServices } from '../services.ts';
import type { LiveEvents } from './live-events.ts';

const captureEveryMs = 1_000;

/** Tells the streams what the rest of the program changes. @returns the undo. */
export function publishChanges(
  { installations, audit, onCapture, settings }: ApiServices,
  live: LiveEvents,
): () => void {
  /** A plugin in shadow may do hundreds of things a second; who reads its report needs to hear of it once. */
  const waiting = new Map<string, NodeJS.Timeout>();
  const capture = (guildId: string, pluginId: string): void => {
    const key = `${guildId} ${pluginId}`;
    if (waiting.has(key)) return;
    const tell = () => {
      waiting.delete(key);
      live.publish(guildId, { type: 'shadow', pluginId });
    };
    waiting.set(key, setTimeout(tell, captureEveryMs).unref());
  };
  const undo = [
    onCapture(capture),
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
