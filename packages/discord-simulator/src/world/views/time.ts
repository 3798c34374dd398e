/** Discord writes times with microseconds and a zone: `2026-01-02T03:04:05.678000+00:00`. */
export function timestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}000+00:00`;
}

export function timestampOrNull(ms: number | null): string | null {
  return ms === null ? null : timestamp(ms);
}
