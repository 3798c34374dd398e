import { z } from 'zod';
import { mostBlocks } from '../manifest/block-schema.ts';
import { blocksByAddress } from '../manifest/block-tree.ts';
import { describeBlock } from '../manifest/describe-routes.ts';
import { jsonSchemaOf } from '../manifest/json-schema.ts';
import { pathNames } from '../pieces/make-route.ts';
import type { PagePiece } from '../pieces/page-types.ts';
import type { AccessLevel, RoutePiece } from '../pieces/route-types.ts';
import type { Piece } from '../pieces/types.ts';
import { accessLevels } from './access-levels.ts';
import { checkBlock } from './check-blocks.ts';
import type { Report } from './mistake.ts';

const methods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const segment = /^(?:[a-z0-9][a-z0-9._-]*|\{[A-Za-z]\w*\})$/;
/** Most blocks below each other. */
const mostInOneList = 20;

export function checkRoute(piece: RoutePiece, report: Report): void {
  const where = `route "${piece.name}"`;
  const segments = piece.path.slice(1).split('/');
  const isRoot = piece.path === '/';
  const readable =
    piece.path.startsWith('/') && piece.path.length <= 200 && (isRoot || segments.every(isSegment));
  if (!methods.includes(piece.method) || !readable) {
    report({
      code: 'ROUTE_SIGNATURE',
      where,
      what: 'it is not a method and a path.',
      why: 'It becomes part of the guild’s API, and of its documentation.',
      remedy: 'Write it like "GET /entries/{id}": small letters, digits, "-", "_" and ".", names in braces.',
    });
    return;
  }
  checkAccess(where, piece.access, report);
  const [named, declared] = [pathNames(piece.path), Object.keys(piece.params.shape)];
  const differing = [
    ...named.filter((name) => !declared.includes(name)),
    ...declared.filter((name) => !named.includes(name)),
  ];
  if (differing.length > 0 || new Set(named).size < named.length) {
    report({
      code: 'ROUTE_PARAMS',
      where,
      what: `path and params differ, or a name is there twice: ${differing.join(', ') || named.join(', ')}.`,
      why: 'Each name in braces is validated by its schema in params.',
      remedy: 'Give both the same names, or leave params out.',
    });
  }
  if (piece.body && (piece.method === 'GET' || piece.method === 'DELETE')) {
    report({
      code: 'ROUTE_BODY',
      where,
      what: `a ${piece.method} request has no body.`,
      why: 'Clients and proxies drop it.',
      remedy: 'Use query, or POST, PUT or PATCH.',
    });
  }
  if (piece.revision !== undefined && (piece.method !== 'GET' || !wholeNumber(piece))) {
    report({
      code: 'ROUTE_REVISION',
      where,
      what: `"${piece.revision}" is no whole number that a GET answers.`,
      why: 'It is sent as ETag, and comes back as If-Match.',
      remedy: 'Name a field of the answer that is z.int(), such as its revision.',
    });
  }
  for (const part of ['params', 'query', 'body', 'returns'] as const) {
    const schema = piece[part];
    if (schema) checkRepresentable(where, part, schema, report);
  }
}

function wholeNumber({ returns, revision }: RoutePiece): boolean {
  if (!(returns instanceof z.ZodObject)) return false;
  const field: unknown = returns.shape[revision ?? ''];
  return field instanceof z.ZodType && jsonSchemaOf(field, 'output').type === 'integer';
}

function isSegment(text: string): boolean {
  return segment.test(text);
}

function checkAccess(where: string, access: AccessLevel, report: Report): void {
  if (accessLevels.includes(access)) return;
  report({
    code: 'ACCESS',
    where,
    what: `"${String(access)}" is no access level.`,
    why: 'Whoever may not call it must be told so by the host.',
    remedy: `Use one of: ${accessLevels.join(', ')}.`,
  });
}

function checkRepresentable(where: string, part: string, schema: z.ZodType, report: Report): void {
  try {
    z.toJSONSchema(schema, {
      io: part === 'returns' ? 'output' : 'input',
      // `z.date()` travels as text, which `jsonSchemaOf` says.
      unrepresentable: 'any',
      override({ zodSchema }) {
        const { type } = zodSchema._zod.def;
        if (type === 'bigint' || type === 'map' || type === 'set' || type === 'symbol' || type === 'function')
          throw new TypeError(type);
        // What is read is not revived: a date would be refused as the text that it is.
        if (type === 'date' && part !== 'returns')
          throw new TypeError('a date, where z.iso.datetime() is a text');
        if (type === 'transform' && part === 'returns') throw new TypeError(type);
      },
    });
  } catch (error) {
    report({
      code: 'NO_JSON_FORM',
      where: `${where}, ${part}`,
      what: `it has no JSON form: ${error instanceof Error ? error.message : String(error)}.`,
      why: 'It travels as JSON, is documented, and is validated before the plugin is called.',
      remedy: 'Use texts, numbers, booleans, lists, records and objects.',
    });
  }
}

export function checkPage(page: PagePiece, pieces: readonly Piece[], report: Report): void {
  const where = `page "${page.name}"`;
  if (!page.name.startsWith('/') || (page.name !== '/' && !page.name.slice(1).split('/').every(isSegment))) {
    report({
      code: 'PAGE_PATH',
      where,
      what: 'its path can’t be part of an address.',
      why: 'The dashboard shows it below the plugin’s own address.',
      remedy: 'Write it like "/top": small letters, digits, "-", "_" and ".", names in braces.',
    });
  }
  checkAccess(where, page.access, report);
  const all = blocksByAddress(page.blocks.map(describeBlock)).size;
  if (page.blocks.length < 1 || page.blocks.length > mostInOneList || all > mostBlocks) {
    report({
      code: 'PAGE_BLOCKS',
      where,
      what: `it has ${page.blocks.length} blocks, ${all} with what is in them.`,
      why: 'A page has 1 to 20 below each other, 40 in all; each reads a route when it is seen.',
      remedy: 'Split it into several pages.',
    });
  }
  const fields = pathNames(page.name);
  const routes = new Map(
    pieces.flatMap((piece) => (piece.kind === 'route' ? [[piece.name, piece] as const] : [])),
  );
  for (const [index, block] of page.blocks.entries()) {
    const place = `${where}, block ${index + 1} (${block.kind})`;
    checkBlock(block, { where: place, page, pieces, routes, fields, report });
  }
}
