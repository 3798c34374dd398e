import { z } from '@guildhall/sdk';

/** Where the next page begins: behind this number. */
export const cursor = z.int().min(1).optional();
export const limit = z.int().min(1).max(100).default(50);

/**
 * A page of what was looked for with one more than is wanted, so that it is known whether more follows.
 * @param placeOf where a row stands: what the next page's cursor is
 */
export function pageOf<Row, Place>(
  found: readonly Row[],
  most: number,
  placeOf: (row: Row) => Place,
): { readonly items: readonly Row[]; readonly next: Place | null } {
  const items = found.slice(0, most);
  const last = items.at(-1);
  return { items, next: last !== undefined && found.length > most ? placeOf(last) : null };
}
