import { DefaultRestOptions, REST, type RESTOptions, type RouteLike } from 'discord.js';
import { asCore } from './call-owner.ts';

/** Reads something of Discord for the broker; `undefined` when it is not there, or not ours. */
export type Lookup = <T>(route: RouteLike) => Promise<T | undefined>;

export interface Lookups {
  readonly find: Lookup;
  close(): void;
}

/**
 * The broker's own way to Discord. A call that it judges holds its place in the client's queue meanwhile: what is looked up there by
 * the same route would wait for that call, which waits for the answer.
 */
export function createLookups(options: Partial<RESTOptions>, token: string): Lookups {
  const rest = new REST({ ...options, makeRequest: DefaultRestOptions.makeRequest }).setToken(token);
  return {
    find: (route) => asCore(() => rest.get(route)).catch(() => undefined) as Promise<never>,
    close() {
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}
