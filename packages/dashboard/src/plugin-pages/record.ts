/** One record of an answer: a row, or what stands in a page's path. */
export type Row = Readonly<Record<string, unknown>>;

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The rows of a list, or of a page of one. */
export function rowsOf(answer: unknown): readonly Row[] {
  const rows = Array.isArray(answer) ? answer : isRow(answer) ? answer.items : [];
  return Array.isArray(rows) ? rows.filter(isRow) : [];
}

type From = Readonly<Record<string, string>> | undefined;

/** What is taken from a record: `{ id: 'caseId' }` of `{ caseId: 7 }` is `{ id: 7 }`. */
export function taken(from: From, record: Row): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(from ?? {}).flatMap(([name, field]) =>
      record[field] === undefined || record[field] === null ? [] : [[name, record[field]]],
    ),
  );
}

/** The same as an address carries it. */
export function takenTexts(from: From, record: Row): Record<string, string> {
  return Object.fromEntries(
    Object.entries(taken(from, record)).map(([name, value]) => [name, String(value)]),
  );
}

export function filledPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ''));
}

type Condition =
  | { readonly field: string; readonly is?: readonly unknown[]; readonly not?: readonly unknown[] }
  | undefined;

/** Whether a button is there for this record. A field that is missing counts as `null`. */
export function holds(when: Condition, record: Row): boolean {
  if (!when) return true;
  const value = record[when.field] ?? null;
  if (when.is && !when.is.includes(value)) return false;
  return !when.not?.includes(value);
}

/** What the names of a page's path stand for in an address, or `undefined` for another page's. */
export function pathParams(pattern: string, path: string): Row | undefined {
  const names = [...pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const source = pattern
    .split(/\{\w+\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('([^/]+)');
  const found = new RegExp(`^${source}$`).exec(path);
  return found ? Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ''])) : undefined;
}
