import { isRow } from './record.ts';

export type MarkTone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger';

/** A piece of a text, marked or not. */
export interface Span {
  readonly text: string;
  readonly tone?: MarkTone;
  readonly title?: string;
}

const tones: readonly unknown[] = ['neutral', 'accent', 'success', 'warning', 'danger'];

/**
 * A `{ text, marks: { from, to, tone?, title? }[] }` in the order of reading. Of marks over each other the one that begins
 * earlier wins; what is outside of the text is cut off.
 */
export function markedSpans(value: unknown): readonly Span[] {
  if (typeof value === 'string') return value === '' ? [] : [{ text: value }];
  if (!isRow(value) || typeof value.text !== 'string') return [];
  const { text } = value;
  const marks = (Array.isArray(value.marks) ? value.marks.filter(isRow) : [])
    .map((mark) => ({
      ...mark,
      from: Math.max(0, Number(mark.from)),
      to: Math.min(text.length, Number(mark.to)),
    }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  const spans: Span[] = [];
  let at = 0;
  for (const mark of marks) {
    const from = Math.max(at, mark.from);
    if (from >= mark.to) continue;
    if (from > at) spans.push({ text: text.slice(at, from) });
    const { tone, title } = mark as { tone?: unknown; title?: unknown };
    spans.push({
      text: text.slice(from, mark.to),
      tone: tones.includes(tone) ? (tone as MarkTone) : 'warning',
      ...(typeof title === 'string' && title !== '' ? { title } : {}),
    });
    at = mark.to;
  }
  if (at < text.length) spans.push({ text: text.slice(at) });
  return spans;
}
