import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A larger map is left alone: reading it would hold up whoever wants to tell of an error. */
const longest = 4 * 1024 * 1024;

/**
 * Tells positions in a plugin's bundle as positions in its author's files, by the source map that `build` leaves beside it. Without
 * one, everything stays as it is.
 */
export class SourcePositions {
  readonly #bundle: string;
  readonly #frames: RegExp;
  #map: SourceMap | null | undefined;

  /** @param bundle the plugin's `index.js` */
  constructor(bundle: string) {
    this.#bundle = bundle;
    const names = [pathToFileURL(bundle).href, bundle].map((name) => RegExp.escape(name)).join('|');
    this.#frames = new RegExp(`(?:${names})(?:\\?[^\\s:)]*)?:(\\d+):(\\d+)`, 'g');
  }

  /** A stack that names the author's files, below the folder that the bundle is in. */
  translate(stack: string): string {
    return stack.replaceAll(this.#frames, (frame, line: string, column: string) => {
      const origin = this.#originOf(line, column);
      return origin === undefined ? frame : `${path.dirname(this.#bundle)}/${origin}`;
    });
  }

  /** `src/prices.ts:12:3`: where in the author's files an error was thrown, or what they called threw it. */
  placeOf(stack: string): string | undefined {
    const folder = `${path.dirname(this.#bundle)}/`;
    for (const line of this.translate(stack).split('\n')) {
      const at = line.indexOf(folder);
      const [place] = (at < 0 ? undefined : /^[^\s()]+:\d+:\d+/.exec(line.slice(at + folder.length))) ?? [];
      if (place !== undefined && !place.startsWith('node_modules/')) return place;
    }
    return undefined;
  }

  #originOf(line: string, column: string): string | undefined {
    this.#map ??= readMap(`${this.#bundle}.map`);
    const origin = this.#map?.findOrigin(Number(line), Number(column));
    if (!origin || !('fileName' in origin)) return undefined;
    return `${origin.fileName}:${origin.lineNumber}:${origin.columnNumber}`;
  }
}

function readMap(file: string): SourceMap | null {
  try {
    const text = readFileSync(file, 'utf8');
    return text.length > longest ? null : new SourceMap(JSON.parse(text) as SourceMapPayload);
  } catch {
    // An error is to be told of; that its place can't be is no second one.
    return null;
  }
}
