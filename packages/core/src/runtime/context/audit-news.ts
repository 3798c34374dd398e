import type { Clock } from '@guildhall/sdk';

/** Of an installation's refusals and first contacts, each kind is audited once in this time. */
const everyMs = 60 * 60_000;
/** Kinds of one installation in that time: a plugin makes up routes and hosts as it likes, and must not fill the log with them. */
const mostKinds = 20;

/**
 * What of a plugin's doings is new enough for the audit log: each kind once an hour, and at most twenty kinds an hour of each
 * installation. The last of the twenty says so.
 */
export class AuditNews {
  readonly #clock: Clock;
  readonly #hours = new Map<string, { readonly startedAt: number; readonly kinds: Set<string> }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns `last`: it is to be recorded, and more of this hour will not be; `known`: it is not to be recorded */
  judge(
    { guildId, pluginId }: { readonly guildId: string; readonly pluginId: string },
    kind: string,
  ): 'new' | 'last' | 'known' {
    const key = `${guildId} ${pluginId}`;
    const now = this.#clock.now();
    let hour = this.#hours.get(key);
    if (!hour || now - hour.startedAt >= everyMs) {
      this.#forgetOld(now);
      hour = { startedAt: now, kinds: new Set() };
      this.#hours.set(key, hour);
    }
    if (hour.kinds.size >= mostKinds || hour.kinds.has(kind)) return 'known';
    hour.kinds.add(kind);
    return hour.kinds.size === mostKinds ? 'last' : 'new';
  }

  /** Installations remembered, for leak tests. */
  get size(): number {
    return this.#hours.size;
  }

  #forgetOld(now: number): void {
    for (const [key, { startedAt }] of this.#hours) {
      if (now - startedAt >= everyMs) this.#hours.delete(key);
    }
  }
}
