export type { AuditQuery, AuditReader, RecordedEntry } from './audit-reader.ts';
export { createMongoAuditLog, type MongoAuditLogOptions } from './mongo-audit-log.ts';
export type { Actor, AuditEntry, AuditLog } from './types.ts';
