import type { AuditEntry } from '../api/index.ts';
import { diffValues } from '../forms/values/diff.ts';
import type { NameOf } from './guild-names.ts';

/** What an entry says was before and after, value by value, as text. */
export function auditChanges(
  entry: Pick<AuditEntry, 'before' | 'after'>,
  nameOf: NameOf = () => undefined,
): { name: string; before: string; after: string }[] {
  if (entry.before === undefined && entry.after === undefined) return [];
  return diffValues(entry.before ?? {}, entry.after ?? {}).map((change) => ({
    name: change.path.join('.') || '·',
    before: written(change.before, nameOf),
    after: written(change.after, nameOf),
  }));
}

function written(value: unknown, nameOf: NameOf): string {
  if (value === undefined) return '∅';
  if (typeof value === 'string') return named(value, nameOf);
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) {
    return value.map((each) => named(each, nameOf)).join(', ') || '∅';
  }
  return JSON.stringify(value).replaceAll(/"(\d{17,20})"/g, (quoted, id: string) => {
    const name = nameOf(id);
    return name === undefined ? quoted : JSON.stringify(name);
  });
}

const named = (text: string, nameOf: NameOf) => (/^\d{17,20}$/.test(text) ? (nameOf(text) ?? text) : text);
