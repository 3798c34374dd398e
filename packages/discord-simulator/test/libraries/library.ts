import type { DiscordSimulator } from '@guildhall/discord-simulator';

/** An answer or an event, read loosely: three libraries, three sets of types. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Json = Record<string, any>;

/** What of a client library the scenarios use: its own REST client, its own gateway client, its own caches. */
export interface Library {
  readonly name: string;
  call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    reason?: string,
  ): Promise<Json>;
  /** The JSON error code of what the library was refused. */
  codeOf(error: unknown): number;
  onPacket(listener: (t: string, d: Json) => void): void;
  /** Names that it remembers of a guild. */
  cached(guildId: string): Promise<{ name: string; channels: string[]; roles: string[] }>;
  /** What went wrong inside the library while it made something of our events. */
  readonly errors: unknown[];
  close(): unknown;
}

export type OpenLibrary = (discord: DiscordSimulator, token: string) => Promise<Library>;
