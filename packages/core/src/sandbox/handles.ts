import { randomBytes } from 'node:crypto';

const interactionMs = 15 * 60_000;
const mostKept = 5_000;

interface Handle {
  readonly token: string;
  readonly pluginId: string;
  readonly guildId: string;
  readonly expiresAt: number;
}

/** In whose hands a handle is. */
export interface Holder {
  readonly pluginId: string;
  readonly guildId: string;
}

/**
 * What a plugin's process gets in place of tokens: names that mean something here only, for one plugin in one guild, and not for
 * ever. A token lets its holder act without us.
 */
export class Handles {
  readonly #handles = new Map<string, Handle>();
  readonly #byToken = new Map<string, string>();

  /** @param expires whether it ends with Discord's 15 minutes; a webhook's does not */
  give(token: string, { pluginId, guildId }: Holder, expires = true): string {
    const key = `${pluginId} ${guildId} ${token}`;
    const known = this.#byToken.get(key);
    if (known && this.#handles.has(known)) return known;
    const handle = `gh_${randomBytes(18).toString('base64url')}`;
    const expiresAt = expires ? Date.now() + interactionMs : Number.POSITIVE_INFINITY;
    this.#handles.set(handle, { token, pluginId, guildId, expiresAt });
    this.#byToken.set(key, handle);
    const [oldest] = this.#handles;
    if (this.#handles.size > mostKept && oldest) {
      this.#handles.delete(oldest[0]);
      this.#byToken.delete(`${oldest[1].pluginId} ${oldest[1].guildId} ${oldest[1].token}`);
    }
    return handle;
  }

  /** The token, for who holds the handle; `undefined` for anybody else, and when it is too late. */
  token(handle: string, { pluginId, guildId }: Holder): string | undefined {
    const found = this.#handles.get(handle);
    if (!found || found.pluginId !== pluginId || found.guildId !== guildId) return undefined;
    return found.expiresAt > Date.now() ? found.token : undefined;
  }
}
