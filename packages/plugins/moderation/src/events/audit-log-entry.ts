import { OneAtATime } from '@guildhall/sdk';
import { noteEntry } from '../audit-log/note-entry.ts';
import { moderation } from '../contract.ts';
import { logAuditEntry } from '../log-routing/audit-line.ts';

/** Cases are numbered, and ends taken off, in the order in which things were done. */
const inOrder = new OneAtATime();

export const auditLogEntry = moderation.onRaw('GUILD_AUDIT_LOG_ENTRY_CREATE', (ctx, entry) =>
  inOrder.run(ctx, 'audit-log', async () => {
    await noteEntry(ctx, entry);
    await logAuditEntry(ctx, entry);
  }),
);
