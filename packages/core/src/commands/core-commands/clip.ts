/** Whole lines, within the 2,000 characters of a message. */
export function clip(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    if (text.length + line.length + 3 > 2_000) return `${text}\n…`;
    text = text === '' ? line : `${text}\n${line}`;
  }
  return text;
}
