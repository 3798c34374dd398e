import { noteEntry } from '../audit-log/note-entry.ts';
import { moderation } from '../contract.ts';

export const auditLogEntry = moderation.onRaw('GUILD_AUDIT_LOG_ENTRY_CREATE', (ctx, entry) =>
  noteEntry(ctx, entry),
);
