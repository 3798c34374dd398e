import type { Case } from './case.ts';

const columns = [
  'number',
  'kind',
  'state',
  'userId',
  'channelId',
  'moderatorId',
  'source',
  'sourceName',
  'reason',
  'at',
  'duration',
  'points',
  'count',
  'hidden',
] as const satisfies readonly (keyof Case)[];

/** Cases as comma-separated values with a head, as RFC 4180 has them: times as ISO 8601, durations in milliseconds. */
export async function csvOf(
  cases: AsyncIterable<Case>,
  most: number,
): Promise<{ readonly csv: string; readonly rows: number }> {
  const lines = [columns.join(',')];
  for await (const one of cases) {
    if (lines.length > most) break;
    lines.push(
      columns.map((column) => cell(column === 'at' ? new Date(one.at).toISOString() : one[column])).join(','),
    );
  }
  return { csv: `${lines.join('\r\n')}\r\n`, rows: lines.length - 1 };
}

/** A text that begins like a formula is kept from being one: a reason must not run in somebody's spreadsheet. */
export function cell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
