import type { DiscordMetrics } from '../discord/index.ts';

/** What the plugin host reports, beside what the Discord side does. */
export interface HostMetrics extends DiscordMetrics {
  handler(plugin: string, event: string, durationSeconds: number, failed: boolean): void;
  /** `ctx.fetch`. `outcome`: the status, or the refusal's code; `host` is empty when the address named none that is declared. */
  fetched(plugin: string, host: string, outcome: string): void;
  circuit(plugin: string, state: 'closed' | 'open' | 'half-open'): void;
}
