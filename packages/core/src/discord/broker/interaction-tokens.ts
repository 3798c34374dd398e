/** Discord lets an interaction be answered for 15 minutes. */
const lifetimeMs = 15 * 60_000;

/** Which plugin, in which guild, an interaction belongs to. */
export interface InteractionGrant {
  readonly pluginId: string;
  readonly guildId: string;
  readonly expiresAt: number;
  /** Discord has had the first answer, whichever way the plugin gave it. */
  acknowledged: boolean;
}

/** Interactions that are being answered, by token. Real time: Discord's 15 minutes do not follow our clock. */
export class InteractionTokens {
  readonly #grants = new Map<string, InteractionGrant>();

  grant(token: string, pluginId: string, guildId: string): InteractionGrant {
    this.#forgetOld();
    const grant = { pluginId, guildId, expiresAt: Date.now() + lifetimeMs, acknowledged: false };
    this.#grants.set(token, grant);
    return grant;
  }

  find(token: string): InteractionGrant | undefined {
    const grant = this.#grants.get(token);
    return grant && grant.expiresAt > Date.now() ? grant : undefined;
  }

  get size(): number {
    this.#forgetOld();
    return this.#grants.size;
  }

  #forgetOld(): void {
    // Insertion order is order of expiry.
    for (const [token, grant] of this.#grants) {
      if (grant.expiresAt > Date.now()) break;
      this.#grants.delete(token);
    }
  }
}
