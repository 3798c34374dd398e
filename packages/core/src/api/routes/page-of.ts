import type { Cursors } from '../crypto/cursors.ts';

interface Page<Entry> {
  readonly items: readonly Entry[];
  readonly nextCursor: string | null;
}

/**
 * One page of a list whose entries know their own positions. One more than asked for is read, to know whether the list goes on.
 *
 * @param list - names the list and its filters
 * @param load - the entries behind a position, or the first ones
 * @throws `RequestProblem` `invalid_cursor`
 */
export async function pageOf<Entry>(
  cursors: Cursors,
  list: readonly unknown[],
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  load: (limit: number, after: string | undefined) => Promise<readonly Entry[]> | readonly Entry[],
  positionOf: (entry: Entry) => string | number,
): Promise<Page<Entry>> {
  const name = JSON.stringify(list);
  const found = await load(limit + 1, cursors.read(name, cursor));
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: found.length > limit && last ? cursors.write(name, String(positionOf(last))) : null,
  };
}
