import type { z } from 'zod';
import type { Actor } from '../../audit/types.ts';
import type { GuildDirectory } from '../../discord/directory-types.ts';
import type { actor as actorSchema } from '../contracts/shapes.ts';

export type ActorView = z.output<typeof actorSchema>;

/** Adds names to actors, looking up each member once. One object serves one answer. */
export class ActorViews {
  readonly #directory: GuildDirectory;
  readonly #guildId: string;
  readonly #members = new Map<string, Promise<{ name: string | null; avatarUrl: string | null }>>();

  constructor(directory: GuildDirectory, guildId: string) {
    this.#directory = directory;
    this.#guildId = guildId;
  }

  async of(actor: Actor): Promise<ActorView> {
    if (actor.kind !== 'member') return actor;
    const { kind, userId, via } = actor;
    return { kind, userId, via, ...(await this.#member(userId)) };
  }

  #member(userId: string): Promise<{ name: string | null; avatarUrl: string | null }> {
    const known = this.#members.get(userId);
    if (known) return known;
    const member = this.#directory
      .member(this.#guildId, userId)
      .then((found) => ({ name: found?.name ?? null, avatarUrl: found?.avatarUrl ?? null }));
    this.#members.set(userId, member);
    return member;
  }
}
