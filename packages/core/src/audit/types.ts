/** Who did something. */
export type Actor =
  | { readonly kind: 'member'; readonly userId: string; readonly via: 'dashboard' | 'command' | 'api' }
  | { readonly kind: 'plugin'; readonly pluginId: string }
  | { readonly kind: 'system'; readonly reason: string };

export interface AuditEntry {
  readonly guildId: string;
  readonly actor: Actor;
  /** Dotted, past tense: `installation.enabled`, `config.updated`. */
  readonly action: string;
  /** What it was done to, e.g. a plugin's id. */
  readonly target?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Append-only. `record` resolves once the entry is durable. */
export interface AuditLog {
  record(entry: AuditEntry): Promise<void>;
}
