import { readFile } from 'node:fs/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Where in the author's files an error was thrown, when it came out of a bundle with a source map beside it.
 * @returns `src/prices.ts:12:3`, relative to the working folder
 */
export async function originOf(error: unknown, bundle: string): Promise<string | undefined> {
  if (!(error instanceof Error) || error.stack === undefined) return undefined;
  const url = pathToFileURL(bundle).href;
  const frame = error.stack.split('\n').find((line) => line.includes(url));
  const [, line, column] = /:(\d+):(\d+)\)?$/.exec(frame ?? '') ?? [];
  if (line === undefined || column === undefined) return undefined;
  const map = new SourceMap(JSON.parse(await readFile(`${bundle}.map`, 'utf8')) as SourceMapPayload);
  const origin = map.findOrigin(Number(line), Number(column));
  if (!('fileName' in origin)) return undefined;
  const file = path.resolve(path.dirname(bundle), origin.fileName);
  return `${path.relative(process.cwd(), file)}:${origin.lineNumber}:${origin.columnNumber}`;
}
