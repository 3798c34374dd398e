import type { DiscordMetrics } from '../discord/index.ts';

/** What the plugin host reports, beside what the Discord side does. */
export interface HostMetrics extends DiscordMetrics {
  handler(plugin: string, event: string, durationSeconds: number, failed: boolean): void;
  circuit(plugin: string, state: 'closed' | 'open' | 'half-open'): void;
}
