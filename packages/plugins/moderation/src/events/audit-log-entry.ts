import { noteEntry } from '../audit-log/note-entry.ts';
import { moderation } from '../contract.ts';
import { logAuditEntry } from '../log-routing/audit-line.ts';

export const auditLogEntry = moderation.onRaw('GUILD_AUDIT_LOG_ENTRY_CREATE', async (ctx, entry) => {
  await noteEntry(ctx, entry);
  await logAuditEntry(ctx, entry);
});
