/** Discord writes times with microseconds and a zone: `2026-01-02T03:04:05.678000+00:00`. */
export function timestamp(ms: number): string {
  // Under load, much of what is told happened in the same millisecond, or is the same joining time again.
  let text = written.get(ms);
  if (text === undefined) {
    text = `${new Date(ms).toISOString().slice(0, -1)}000+00:00`;
    if (written.size >= 256) written.clear();
    written.set(ms, text);
  }
  return text;
}

const written = new Map<number, string>();

export function timestampOrNull(ms: number | null): string | null {
  return ms === null ? null : timestamp(ms);
}
