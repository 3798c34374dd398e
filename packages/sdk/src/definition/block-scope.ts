import { placeholdersOf } from '../locales/index.ts';
import type { LocalizedText } from '../localized.ts';
import type { ManifestShown } from '../manifest/block-types.ts';
import type { PagePiece } from '../pieces/page-types.ts';
import type { RoutePiece } from '../pieces/route-types.ts';
import type { Piece } from '../pieces/types.ts';
import { answeredFields } from './answered-fields.ts';
import type { Report } from './mistake.ts';

/** What a block is checked against. */
export interface BlockScope {
  /** `page "/top", block 1 (table)` */
  readonly where: string;
  readonly page: PagePiece;
  readonly pieces: readonly Piece[];
  /** The routes among them, by name. */
  readonly routes: ReadonlyMap<string, RoutePiece>;
  /** The fields of the record that it belongs to: a row, or the names in the page's path. */
  readonly fields: readonly string[];
  readonly report: Report;
}

/** The same within a record with more fields. */
export function withFields(scope: BlockScope, more: readonly string[]): BlockScope {
  return { ...scope, fields: [...scope.fields, ...more] };
}

/** That fields are there to take values from. */
export function areThere(names: readonly string[], { where, fields, report }: BlockScope): void {
  const missing = [...new Set(names)].filter((name) => !fields.includes(name));
  if (missing.length === 0) return;
  report({
    code: 'BLOCK_FIELD',
    where,
    what: `there is no ${missing.join(', ')} where it stands.`,
    why: 'It takes its values from the row, the record or the page’s path that it belongs to.',
    remedy: fields.length > 0 ? `Use some of: ${fields.join(', ')}.` : 'Put it into a row or a drawer.',
  });
}

/** That a route answers these fields. */
export function wants(
  { where, report }: BlockScope,
  route: RoutePiece,
  wanted: readonly string[],
  of: 'record' | 'row',
): void {
  const fields = answeredFields(route.returns)[of];
  const missing = [...new Set(wanted)].filter((name) => !fields.includes(name));
  if (missing.length === 0) return;
  const isList = of === 'row';
  report({
    code: 'BLOCK_FIELD',
    where,
    what: `"${route.name}" answers no ${missing.join(', ')}.`,
    why: isList ? 'It shows the fields of a list of records.' : 'It shows fields of a record.',
    remedy:
      fields.length > 0
        ? `Use some of: ${fields.join(', ')}.`
        : `Let the route return ${isList ? 'z.array(z.object({ … })), or { items, next }' : 'z.object({ … })'}.`,
  });
}

/** The fields that are shown of a record: their own, and those in their templates. */
export function shownFields(shows: readonly ManifestShown[]): readonly string[] {
  return shows.flatMap(({ field, text }) => [field, ...textFields(text)]);
}

/** The names in braces of a text, in any language. */
export function textFields(text: LocalizedText | undefined): readonly string[] {
  if (text === undefined) return [];
  return (typeof text === 'string' ? [text] : Object.values(text)).flatMap((each) => placeholdersOf(each));
}
