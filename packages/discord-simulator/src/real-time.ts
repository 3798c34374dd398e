/**
 * Milliseconds since the epoch, also where a test moves `Date`, as `@guildhall/testing` does: heartbeats, sessions and IDENTIFY
 * follow it, so that days that pass at once cut no connection.
 */
export function realTime(): number {
  return Math.round(performance.timeOrigin + performance.now());
}
