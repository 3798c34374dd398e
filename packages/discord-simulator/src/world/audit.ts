import type { Actor } from './access.ts';
import type { AuditLogEntry, Snowflake } from './entities.ts';
import type { World } from './world.ts';

/** Writes an audit log entry and tells of it. Entries without a change are not written by Discord either. */
export function writeAudit(
  world: World,
  guildId: Snowflake,
  actor: Actor,
  actionType: number,
  entry: {
    target?: Snowflake | null;
    changes?: AuditLogEntry['changes'];
    options?: Record<string, string>;
    reason?: string | null;
  } = {},
): void {
  const written = world.tables.auditLogEntry.put({
    id: world.ids.next(),
    guild_id: guildId,
    action_type: actionType,
    user_id: actor.userId,
    target_id: entry.target ?? null,
    changes: entry.changes ?? [],
    options: entry.options ?? null,
    reason: entry.reason ?? actor.reason ?? null,
  });
  world.emit({ type: 'auditLogEntry', entry: written });
}

/** The audit log's changes between two states of an entity, for the fields that are named. */
export function changesBetween<T extends object>(
  before: T,
  after: T,
  keys: readonly (keyof T & string)[],
): AuditLogEntry['changes'] {
  const changes: AuditLogEntry['changes'] = [];
  for (const key of keys) {
    if (JSON.stringify(before[key]) === JSON.stringify(after[key])) continue;
    changes.push({
      key,
      ...(before[key] === null || before[key] === undefined ? {} : { old_value: before[key] }),
      ...(after[key] === null || after[key] === undefined ? {} : { new_value: after[key] }),
    });
  }
  return changes;
}

/** The changes that a creation (`new_value` only) or deletion (`old_value` only) writes. */
export function changesOf<T extends object>(
  side: 'new_value' | 'old_value',
  entity: T,
  keys: readonly (keyof T & string)[],
): AuditLogEntry['changes'] {
  return keys
    .filter((key) => entity[key] !== null && entity[key] !== undefined)
    .map((key) => ({ key, [side]: entity[key] }));
}
