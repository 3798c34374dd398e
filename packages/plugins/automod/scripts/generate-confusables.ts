/**
 * Writes `src/normalise/confusables.generated.ts` from Unicode's table of characters that look alike (UTS #39,
 * https://www.unicode.org/Public/security/latest/confusables.txt). Give it the downloaded file:
 *
 *   node scripts/generate-confusables.ts confusables.txt
 *
 * Kept are letters and digits that look like up to three ASCII letters or digits and that NFKC does not fold already.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const [, , file = 'confusables.txt'] = process.argv;
const text = readFileSync(file, 'utf8');
const version = /^# Version: (\S+)/m.exec(text)?.[1] ?? 'unknown';

const fold = (value: string): string => value.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const read = (codes: string): string =>
  codes
    .trim()
    .split(/\s+/)
    .map((code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .join('');

/** A capital's look-alike (І is like l) counts only for letters whose small form has none (і is like i). */
const likes = new Map<string, { readonly like: string; readonly isOwn: boolean }>();
for (const line of text.split('\n')) {
  const [, source, target] = /^([0-9A-F]{4,6})\s*;\s*((?:[0-9A-F]{4,6}\s*)+);/.exec(line) ?? [];
  if (source === undefined || target === undefined) continue;
  const letter = fold(read(source));
  const like = fold(read(target));
  if (letter === like || [...letter].length !== 1 || !/^[a-z0-9]{1,3}$/.test(like)) continue;
  if ((letter.codePointAt(0) ?? 0) < 128 || !/[\p{L}\p{N}]/u.test(letter)) continue;
  const isOwn = letter === read(source);
  if (!likes.has(letter) || isOwn) likes.set(letter, { like, isOwn });
}
const byTarget = Map.groupBy(likes, ([, { like }]) => like);

const lines = [...byTarget]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([like, letters]) => `  ['${like}', '${letters.map(([letter]) => letter).join('')}'],`);
writeFileSync(
  new URL('../src/normalise/confusables.generated.ts', import.meta.url),
  `/**
 * Made by \`scripts/generate-confusables.ts\` from Unicode's confusables.txt, version ${version}.
 * © Unicode, Inc.; https://www.unicode.org/license.txt. What looks like an ASCII text, and the characters that do.
 */
export const unicodeConfusables: readonly (readonly [like: string, letters: string])[] = [
${lines.join('\n')}
];
`,
);
