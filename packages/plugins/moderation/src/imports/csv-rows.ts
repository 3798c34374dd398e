/** One record, and the line that it begins on, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows of comma-separated values, as RFC 4180 has them: quoted fields may hold commas, line breaks and doubled quotes. */
export function csvRows(text: string): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let field = '';
  let quoted = false;
  let line = 1;
  let begin = 1;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\n' || (character === '\r' && text[index + 1] !== '\n')) line += 1;
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[index + 1] === '"') {
        field += '"';
        index += 1;
      } else quoted = false;
    } else if (character === '"' && field === '') quoted = true;
    else if (character === ',' || character === '\n' || character === '\r') {
      if (character === '\r' && text[index + 1] === '\n') {
        index += 1;
        line += 1;
      }
      cells.push(field);
      field = '';
      if (character === ',') continue;
      rows.push({ line: begin, cells });
      cells = [];
      begin = line;
    } else field += character;
  }
  if (field !== '' || cells.length > 0) rows.push({ line: begin, cells: [...cells, field] });
  return rows.filter((row) => row.cells.some((cell) => cell !== ''));
}
