import { type RawRow, RowRefused } from './formats/format.ts';
import { readRed } from './formats/red.ts';
import { readRowboat, readTable, readYagpdb } from './formats/tables.ts';
import { readZeppelin } from './formats/zeppelin.ts';
import type { ImportedCase, ImportSource, refusals } from './imported-case.ts';

export interface Refusal {
  readonly place: string;
  readonly why: (typeof refusals)[number];
  readonly detail: string;
}

/** What was read of an export: every row is a case (or several), refused, or of another server. */
export interface ReadExport {
  readonly cases: readonly ImportedCase[];
  readonly refused: readonly Refusal[];
  readonly elsewhere: number;
}

const formats: Readonly<Record<ImportSource, (text: string, guildId: string) => readonly RawRow[]>> = {
  zeppelin: readZeppelin,
  red: readRed,
  yagpdb: readYagpdb,
  rowboat: readRowboat,
  csv: readTable,
};

/** @throws `ExportUnreadable` when it is nothing of this bot's */
export function readExport(source: ImportSource, text: string, guildId: string): ReadExport {
  const cases = new Map<string, ImportedCase>();
  const refused: Refusal[] = [];
  let elsewhere = 0;
  for (const { place, read } of formats[source](text, guildId)) {
    try {
      const found = read();
      if (found === undefined) elsewhere += 1;
      else if (found.some(({ theirId }) => cases.has(theirId))) throw new RowRefused('twice');
      else for (const one of found) cases.set(one.theirId, one);
    } catch (error) {
      if (!(error instanceof RowRefused)) throw error;
      refused.push({ place: place.slice(0, 100), why: error.why, detail: error.message.slice(0, 200) });
    }
  }
  return { cases: [...cases.values()], refused, elsewhere };
}
