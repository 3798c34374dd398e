import { z } from 'zod';
import { jsonSchemaOf } from '../manifest/json-schema.ts';
import type { JsonSchema } from '../manifest/types.ts';
import { pathNames } from '../pieces/make-route.ts';
import type { Block, PagePiece } from '../pieces/page-types.ts';
import type { AccessLevel, RoutePiece } from '../pieces/route-types.ts';
import type { Piece } from '../pieces/types.ts';
import type { Report } from './mistake.ts';

/** From open to closed. */
export const accessLevels: readonly AccessLevel[] = ['public', 'member', 'manager', 'admin'];

const methods: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const segment = /^(?:[a-z0-9][a-z0-9._-]*|\{[A-Za-z]\w*\})$/;
const mostBlocks = 20;

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
  for (const part of ['params', 'query', 'body', 'returns'] as const) {
    const schema = piece[part];
    if (schema) checkRepresentable(where, part, schema, report);
  }
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
  if (!page.name.startsWith('/') || (page.name !== '/' && !page.name.slice(1).split('/').every(isPlain))) {
    report({
      code: 'PAGE_PATH',
      where,
      what: 'its path can’t be part of an address.',
      why: 'The dashboard shows it below the plugin’s own address.',
      remedy: 'Write it like "/top": small letters, digits, "-", "_" and ".".',
    });
  }
  checkAccess(where, page.access, report);
  if (page.blocks.length < 1 || page.blocks.length > mostBlocks) {
    report({
      code: 'PAGE_BLOCKS',
      where,
      what: `it has ${page.blocks.length} blocks.`,
      why: 'A page has 1 to 20; each reads a route when it is opened.',
      remedy: 'Split it into several pages.',
    });
  }
  page.blocks.forEach((block, index) => {
    if (block.kind === 'markdown') return;
    checkBlock(`${where}, block ${index + 1} (${block.kind})`, page, block, pieces, report);
  });
}

function isPlain(text: string): boolean {
  return segment.test(text) && !text.startsWith('{');
}

function checkBlock(
  where: string,
  page: PagePiece,
  block: Exclude<Block, { kind: 'markdown' }>,
  pieces: readonly Piece[],
  report: Report,
): void {
  const { route } = block;
  if (!pieces.includes(route)) {
    report({
      code: 'ROUTE_UNKNOWN',
      where,
      what: `the route "${String(route?.name ?? route)}" is not part of the plugin.`,
      why: 'The block would have nothing to show.',
      remedy: 'Pass the route to build, together with the page.',
    });
    return;
  }
  if (accessLevels.indexOf(route.access) > accessLevels.indexOf(page.access)) {
    report({
      code: 'BLOCK_ACCESS',
      where,
      what: `the page is open to ${page.access}, its route "${route.name}" only to ${route.access}.`,
      why: 'Who sees the page would be refused by the block.',
      remedy: 'Open the route, or close the page as far.',
    });
  }
  if (Object.keys(route.params.shape).length > 0) {
    report({
      code: 'BLOCK_PARAMS',
      where,
      what: `nothing fills the names in the path of "${route.name}".`,
      why: 'A block calls its route as it is.',
      remedy: 'Bind a route without names in braces.',
    });
  }
  if (block.kind === 'form') checkForm(where, route, report);
  else checkReading(where, block, report);
}

function checkForm(where: string, route: RoutePiece, report: Report): void {
  if (route.body && route.query.safeParse({}).success) return;
  report({
    code: 'BLOCK_ROUTE',
    where,
    what: `"${route.name}" has no body${route.body ? ', or requires a query' : ''}.`,
    why: 'A form sends what its route declares as body, and nothing else.',
    remedy: 'Bind a POST, PUT or PATCH route with a body.',
  });
}

function checkReading(
  where: string,
  block: Extract<Block, { kind: 'stat' | 'chart' | 'table' }>,
  report: Report,
): void {
  const { route } = block;
  if (route.method !== 'GET' || !route.returns) {
    report({
      code: 'BLOCK_ROUTE',
      where,
      what: `"${route.name}" is not read from.`,
      why: 'It is called whenever the page is opened.',
      remedy: 'Bind a GET route that returns something.',
    });
    return;
  }
  const query = route.query.safeParse(block.query ?? {});
  if (!query.success) {
    report({
      code: 'BLOCK_QUERY',
      where,
      what: `"${route.name}" refuses this query: ${z.prettifyError(query.error)}.`,
      why: 'The block would show an error.',
      remedy: 'Give the block a query that fits, or give the route defaults.',
    });
  }
  const answered = jsonSchemaOf(route.returns, 'output');
  const isList = block.kind !== 'stat';
  const record = isList ? answered.items : answered;
  const fields = Object.keys(
    ((record as JsonSchema | undefined)?.properties as JsonSchema | undefined) ?? {},
  );
  const wanted =
    block.kind === 'stat'
      ? [block.value]
      : block.kind === 'table'
        ? block.columns.map((column) => column.field)
        : [block.x, ...block.y.map((series) => series.field)];
  const missing = wanted.filter((name) => !fields.includes(name));
  const empty =
    (block.kind === 'table' && block.columns.length === 0) ||
    (block.kind === 'chart' && block.y.length === 0);
  if (missing.length === 0 && !empty) return;
  report({
    code: 'BLOCK_FIELD',
    where,
    what: empty ? 'it shows no field.' : `"${route.name}" answers no ${missing.join(', ')}.`,
    why: isList ? 'It shows the fields of a list of records.' : 'It shows one field of a record.',
    remedy:
      fields.length > 0
        ? `Use some of: ${fields.join(', ')}.`
        : `Let the route return ${isList ? 'z.array(z.object({ … }))' : 'z.object({ … })'}.`,
  });
}
