import type { ApiServices } from '../services.ts';
import type { LiveEvents } from './live-events.ts';

/** Tells the streams what the rest of the program changes. @returns the undo. */
export function publishChanges(
  { installations, audit, settings }: ApiServices,
  live: LiveEvents,
): () => void {
  const undo = [
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
