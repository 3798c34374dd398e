import { setImmediate as later } from 'node:timers/promises';
import type { Client } from 'discord.js';
import { asCore } from './call-owner.ts';

/**
 * discord.js keeps what it is answered and forgets what it has deleted. Its memory is all plugins': after a write that was only
 * captured, it is put back to what Discord really has.
 */
export class RealCaches {
  readonly #client: Client;
  readonly #under = new Set<Promise<void>>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** Takes an invented channel or role out again. */
  forget(guildId: string, id: string): void {
    this.#afterwards(() => {
      const guild = this.#client.guilds.cache.get(guildId);
      this.#client.channels.cache.delete(id);
      for (const channel of guild?.channels.cache.values() ?? []) {
        if ('threads' in channel) channel.threads.cache.delete(id);
      }
      guild?.channels.cache.delete(id);
      guild?.roles.cache.delete(id);
    });
  }

  /** Asks Discord again for what a call would have changed. */
  refresh(guildId: string, method: string, path: string): void {
    if (method === 'PUT') return;
    const [, root, id = '', kind] = path.split('/');
    const guild = () => this.#client.guilds.cache.get(guildId);
    if (root === 'channels' && kind === undefined) {
      this.#afterwards(() => this.#client.channels.fetch(id, { force: true }));
    } else if (root !== 'guilds') return;
    else if (kind === 'channels') this.#afterwards(() => guild()?.channels.fetch());
    else if (kind === 'roles') this.#afterwards(() => guild()?.roles.fetch(undefined, { force: true }));
    else if (kind === undefined) {
      this.#afterwards(() => this.#client.guilds.fetch({ guild: guildId, force: true }));
    }
  }

  /** Resolves when everything is as it really is. */
  async idle(): Promise<void> {
    while (this.#under.size > 0) await Promise.all(this.#under);
  }

  /** Once discord.js has done what it does with an answer: it does so in the turn in which it reads it. */
  #afterwards(restore: () => unknown): void {
    const done = later()
      .then(() => later())
      .then(() => asCore(restore))
      // What is gone meanwhile, Discord has told: there is nothing to put back.
      .then(
        () => undefined,
        () => undefined,
      )
      .finally(() => this.#under.delete(done));
    this.#under.add(done);
  }
}
