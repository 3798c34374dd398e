export const pageSize = 10;

/** Discord's own limit of a whole number is far away; a page number has to fit a custom id. */
export const lastPageNumber = 1_000_000;

export function pageCount(entries: number): number {
  return Math.max(1, Math.ceil(entries / pageSize));
}

/** The page asked for, or the nearest there is. */
export function nearestPage(page: number, entries: number): number {
  return Math.min(Math.max(1, page), pageCount(entries));
}
