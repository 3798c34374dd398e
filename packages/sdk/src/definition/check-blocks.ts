import { z } from 'zod';
import { manifestBlockSchema } from '../manifest/block-schema.ts';
import { childBlocks } from '../manifest/block-tree.ts';
import type { ManifestBlock, ManifestTable } from '../manifest/block-types.ts';
import { describeBlock } from '../manifest/describe-routes.ts';
import type { Block } from '../pieces/block-types.ts';
import type { RoutePiece } from '../pieces/route-types.ts';
import type { Piece } from '../pieces/types.ts';
import { accessLevels } from './access-levels.ts';
import { answeredFields } from './answered-fields.ts';
import { type BlockScope, shownFields, textFields, wants, withFields } from './block-scope.ts';
import { checkActions, checkCall } from './check-actions.ts';

/** A block and all that is in it, against the routes that it binds. */
export function checkBlock(declared: Block<string>, scope: BlockScope): void {
  if (!hasItsRoutes(declared, scope)) return;
  const described = manifestBlockSchema.safeParse(describeBlock(declared));
  if (!described.success) {
    scope.report({
      code: 'BLOCK_SHAPE',
      where: scope.where,
      what: z.prettifyError(described.error),
      why: 'The dashboard shows what the manifest says.',
      remedy: 'Make it with block.…, within the limits of its documentation.',
    });
    return;
  }
  checkTree(described.data, scope);
}

function checkTree(block: ManifestBlock, scope: BlockScope): void {
  checkOne(block, scope);
  const row = block.kind === 'table' ? answeredFields(scope.routes.get(block.route)?.returns).row : undefined;
  for (const [address, child] of childBlocks(block)) {
    const place = address
      .split('.')
      .map((at) => Number(at) + 1)
      .join('.');
    const inner = { ...scope, where: `${scope.where}, block ${place} (${child.kind})` };
    checkTree(child, row ? withFields(inner, row) : inner);
  }
}

/** Whether all that it binds is part of the plugin: what is missing is reported. */
function hasItsRoutes(block: Block<string>, { where, pieces, report }: BlockScope): boolean {
  const bound: unknown[] = [];
  const gather = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(gather);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'route' || (key === 'page' && 'kind' in value && value.kind === 'link')) bound.push(inner);
      else if (key !== 'query' && key !== 'body') gather(inner);
    }
  };
  gather(block);
  const missing = bound.filter((each) => !pieces.includes(each as Piece));
  for (const each of new Set(missing)) {
    report({
      code: 'ROUTE_UNKNOWN',
      where,
      what: `"${String((each as RoutePiece | undefined)?.name ?? each)}" is not part of the plugin.`,
      why: 'The block would have nothing to show or to call.',
      remedy: 'Pass it to build, together with the page.',
    });
  }
  return missing.length === 0;
}

function checkOne(block: ManifestBlock, scope: BlockScope): void {
  switch (block.kind) {
    case 'stat':
      checkReading(block, scope, {
        record: [block.value, block.before, block.tone].filter((name) => name !== undefined),
      });
      break;
    case 'chart':
      checkReading(block, scope, { row: [block.x, ...block.y.map((series) => series.field)] });
      break;
    case 'details':
      checkReading(block, scope, { record: shownFields(block.shows) });
      checkActions(
        block.actions ?? [],
        withFields(scope, answeredFields(scope.routes.get(block.route)?.returns).record),
      );
      break;
    case 'timeline':
      checkReading(block, scope, {
        row: [block.at, block.actor, block.badge?.field, ...textFields(block.text)].filter(
          (name) => name !== undefined,
        ),
      });
      break;
    case 'preview':
      checkReading(block, scope, { record: [block.message] });
      break;
    case 'table':
      checkTable(block, scope);
      break;
    case 'form':
    case 'tester': {
      const route = scope.routes.get(block.route);
      if (!route?.body) {
        scope.report({
          code: 'BLOCK_ROUTE',
          where: scope.where,
          what: `"${block.route}" has no body.`,
          why: 'A form sends what its route declares as body, and nothing else.',
          remedy: 'Bind a POST, PUT or PATCH route with a body.',
        });
        break;
      }
      checkCall(block, block.ask ?? true, scope, 'POST, PUT or PATCH');
      if (block.value) checkCall(block.value, [], scope, 'GET');
      if (block.kind === 'tester') wants(scope, route, shownFields(block.shows), 'record');
      break;
    }
    case 'actions':
      checkActions(block.actions, scope);
      break;
    case 'section':
    case 'tabs':
    case 'markdown':
      break;
  }
}

function checkTable(table: ManifestTable, scope: BlockScope): void {
  const route = scope.routes.get(table.route);
  if (table.columns.length === 0) noField(scope);
  const needsId = [table.bulk, table.move, table.detail].some((each) => each !== undefined);
  checkReading(table, scope, {
    row: [
      ...shownFields(table.columns),
      ...(table.id !== undefined ? [table.id] : needsId ? ['id'] : []),
      ...textFields(table.detail?.title),
    ],
  });
  if (!route) return;
  const answered = answeredFields(route.returns);
  const known = Object.keys(route.query.shape);
  const wanted = [
    table.search,
    table.sort,
    ...(table.filters ?? []).map((filter) => filter.query),
    ...(answered.isPaged ? ['cursor'] : []),
  ];
  const missing = wanted.filter((name) => name !== undefined && !known.includes(name));
  if (missing.length > 0) {
    scope.report({
      code: 'BLOCK_QUERY',
      where: scope.where,
      what: `the query of "${route.name}" takes no ${missing.join(', ')}.`,
      why: 'Search, filters, sorting and the next page are asked of the route.',
      remedy: 'Declare it in the route’s query; `cursor` as an optional text.',
    });
  }
  const ofRow = withFields(scope, answered.row);
  checkActions(table.actions ?? [], ofRow);
  if (table.create) checkActions([table.create], scope);
  for (const bulk of table.bulk ?? []) {
    checkCall({ ...bulk, bodyFrom: { [bulk.ids]: 'id' } }, bulk.ask ?? [], { ...ofRow, fields: ['id'] });
  }
  if (table.move) {
    const { position, ...move } = table.move;
    checkCall({ ...move, bodyFrom: { [position]: 'index' } }, [], withFields(ofRow, ['index']));
  }
}

function checkReading(
  block: Extract<ManifestBlock, { kind: 'stat' | 'chart' | 'details' | 'timeline' | 'preview' | 'table' }>,
  scope: BlockScope,
  wanted: { readonly record?: readonly string[]; readonly row?: readonly string[] },
): void {
  const { where, page, report } = scope;
  const route = scope.routes.get(block.route);
  if (!route) return;
  if (accessLevels.indexOf(route.access) > accessLevels.indexOf(page.access)) {
    report({
      code: 'BLOCK_ACCESS',
      where,
      what: `the page is open to ${page.access}, its route "${route.name}" only to ${route.access}.`,
      why: 'Who sees the page would be refused by the block.',
      remedy: 'Open the route, or close the page as far.',
    });
  }
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
  checkCall(block, [], scope, 'GET');
  if (block.kind === 'chart' && block.y.length === 0) noField(scope);
  if (wanted.record) wants(scope, route, wanted.record, 'record');
  if (wanted.row) wants(scope, route, wanted.row, 'row');
}

function noField({ where, report }: BlockScope): void {
  report({
    code: 'BLOCK_FIELD',
    where,
    what: 'it shows no field.',
    why: 'There would be nothing to see.',
    remedy: 'Name a field of what the route answers.',
  });
}
