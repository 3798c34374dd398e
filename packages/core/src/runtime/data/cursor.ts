import type { Cursor } from '@guildhall/sdk';
import type { Row } from './filter.ts';

/** The most documents that one awaited result holds. */
export const maxResults = 1_000;

export interface Reading {
  readonly sort: Readonly<Record<string, 1 | -1>>;
  readonly skip: number;
  /** `undefined`: all that match, when iterated; `maxResults` when awaited. */
  readonly limit: number | undefined;
}

/**
 * A lazy result: nothing is read until it is awaited or iterated. Each step of a chain is a new value.
 * Awaited without a limit it holds at most `maxResults` documents; iterated, all of them.
 */
export function makeCursor(
  open: (reading: Reading) => AsyncIterable<Row>,
  reading: Reading = { sort: {}, skip: 0, limit: undefined },
): Cursor<Row> {
  const toArray = async (): Promise<Row[]> => {
    const rows: Row[] = [];
    for await (const row of open({ ...reading, limit: reading.limit ?? maxResults })) rows.push(row);
    return rows;
  };
  return {
    sort: (order) =>
      makeCursor(open, { ...reading, sort: { ...reading.sort, ...(order as Reading['sort']) } }),
    skip: (count) => makeCursor(open, { ...reading, skip: wholeNumber(count) }),
    limit: (count) => makeCursor(open, { ...reading, limit: Math.min(wholeNumber(count), maxResults) }),
    toArray,
    // biome-ignore lint/suspicious/noThenProperty: the SDK's cursor is awaitable, like a query of mongoose.
    then: (resolve, reject) => toArray().then(resolve, reject),
    [Symbol.asyncIterator]: () => open(reading)[Symbol.asyncIterator](),
  };
}

function wholeNumber(count: number): number {
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new RangeError(`${count} is not a number of documents`);
}
