import { fileURLToPath } from 'node:url';

const own = fileURLToPath(new URL('..', import.meta.url));

/** The file that called `callee`: the test, whose package it is about. `undefined` where no file did. */
export function callerOf(callee: (...parameters: never[]) => unknown): string | undefined {
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, callee);
  for (const line of (holder.stack ?? '').split('\n').slice(1)) {
    const place = /\(?((?:file:\/\/)?\/[^():]+|file:\/\/\/[^()]+?):\d+:\d+\)?$/.exec(line.trim())?.[1];
    if (!place) continue;
    const file = place.startsWith('file:') ? fileURLToPath(place) : place;
    // Between the test and `callee` may be more of this package.
    if (!file.startsWith(own)) return file;
  }
  return undefined;
}
