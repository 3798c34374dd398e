/**
 * The one clock. Everything that decides by time asks it, so that a test or the simulator can move it.
 * `now()` is in milliseconds since the Unix epoch.
 */
export interface Clock {
  now(): number;
}

/** A length of time: milliseconds, or text such as `'90 s'`, `'5 min'`, `'24 h'`, `'7 d'`. */
export type Duration = number | string;
