/** What the gateway and REST sides report. The application maps it to its metrics. */
export interface DiscordMetrics {
  /** One dispatch frame arrived. `built`: discord.js made structures of it. */
  gatewayEvent(type: string, shardId: number, built: boolean): void;
  restRequest(route: string, status: number, owner: string): void;
  /** The broker refused a plugin's call. */
  restRefused(pluginId: string, code: string): void;
}
