import type { Row } from './record.ts';

/** Numbers by size, texts as a person would; what is missing comes last in either direction. */
export function sortedRows(
  rows: readonly Row[],
  by: { readonly field: string; readonly descending: boolean } | undefined,
  language: string,
): readonly Row[] {
  if (!by) return rows;
  const { field, descending } = by;
  const collator = new Intl.Collator(language, { numeric: true });
  const missing = (value: unknown) => value === undefined || value === null;
  return rows.toSorted((left, right) => {
    const [a, b] = [left[field], right[field]];
    if (missing(a) || missing(b)) return Number(missing(a)) - Number(missing(b));
    const order =
      typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
    return descending ? -order : order;
  });
}
