import { fileURLToPath } from 'node:url';

/** The file that called `callee`: the test, whose package it is about. `undefined` where no file did. */
export function callerOf(callee: (...parameters: never[]) => unknown): string | undefined {
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, callee);
  for (const line of (holder.stack ?? '').split('\n').slice(1)) {
    const place = /\(?((?:file:\/\/)?\/[^():]+|file:\/\/\/[^()]+?):\d+:\d+\)?$/.exec(line.trim())?.[1];
    if (place) return place.startsWith('file:') ? fileURLToPath(place) : place;
  }
  return undefined;
}
