import type { AuditEntry } from '../api/index.ts';
import { diffValues } from '../forms/values/diff.ts';

/** What an entry says was before and after, value by value, as text. */
export function auditChanges(
  entry: Pick<AuditEntry, 'before' | 'after'>,
): { name: string; before: string; after: string }[] {
  if (entry.before === undefined && entry.after === undefined) return [];
  return diffValues(entry.before ?? {}, entry.after ?? {}).map((change) => ({
    name: change.path.join('.') || '·',
    before: written(change.before),
    after: written(change.after),
  }));
}

function written(value: unknown): string {
  if (value === undefined) return '∅';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
