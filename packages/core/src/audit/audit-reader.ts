import type { Actor } from './types.ts';

/** An entry as it was recorded. */
export interface RecordedEntry {
  readonly id: string;
  readonly at: Date;
  readonly guildId: string;
  readonly actor: Actor;
  readonly action: string;
  readonly target: string | null;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface AuditQuery {
  readonly limit: number;
  /** Go on after this entry, which an earlier call returned as `next`. */
  readonly after?: string | undefined;
  /** An action, or the first words of several: `config` finds `config.updated`. */
  readonly action?: string | undefined;
  /** Only what this member did. */
  readonly userId?: string | undefined;
  /** From this time on. */
  readonly from?: Date | undefined;
  /** Before this time. */
  readonly to?: Date | undefined;
}

export interface AuditReader {
  /** Newest first. `next` is `undefined` at the end. */
  list(
    guildId: string,
    query: AuditQuery,
  ): Promise<{ readonly items: readonly RecordedEntry[]; readonly next: string | undefined }>;
  /** Called when an entry is durable. @returns the undo. */
  onRecord(listener: (entry: RecordedEntry) => void): () => void;
}
