import type { Keys } from '../crypto/keys.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import type { Identity, OwnGuild } from './discord-identity.ts';
import type { Session, SessionStore } from './session-store.ts';

const keptMs = 60_000;
const capacity = 5_000;

/** Reads the guilds of who is signed in, asking Discord at most once a minute for each session. */
export class OwnGuilds {
  readonly #keys: Keys;
  readonly #now: () => number;
  readonly #kept = new Map<string, { at: number; guilds: Promise<readonly OwnGuild[]> }>();

  constructor(keys: Keys, now: () => number) {
    this.#keys = keys;
    this.#now = now;
  }

  /** @throws `RequestProblem` `not_signed_in` when Discord has withdrawn the token: the session ends with it. */
  async read(session: Session, identity: Identity, sessions: SessionStore): Promise<readonly OwnGuild[]> {
    const known = this.#kept.get(session.id);
    if (known && this.#now() - known.at < keptMs) return known.guilds;
    const guilds = this.#ask(session, identity, sessions);
    this.#kept.delete(session.id);
    this.#kept.set(session.id, { at: this.#now(), guilds });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > capacity && oldest !== undefined) this.#kept.delete(oldest);
    // A failure is told to who asks, and not kept for the next one.
    guilds.catch(() => this.#kept.delete(session.id));
    return guilds;
  }

  forget(session: Session): void {
    this.#kept.delete(session.id);
  }

  async #ask(session: Session, identity: Identity, sessions: SessionStore): Promise<readonly OwnGuild[]> {
    const token = this.#keys.open('discord-token', session.sealedToken, session.id);
    const guilds = token === undefined ? undefined : await identity.guilds(token);
    if (guilds) return guilds;
    await sessions.delete(session.id);
    throw new RequestProblem('not_signed_in');
  }
}
