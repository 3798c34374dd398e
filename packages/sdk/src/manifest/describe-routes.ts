import type { Block, PagePiece } from '../pieces/page-types.ts';
import type { RoutePiece } from '../pieces/route-types.ts';
import { jsonSchemaOf } from './json-schema.ts';
import type { ManifestBlock, ManifestPage, ManifestRoute } from './types.ts';

export function describeRoute(piece: RoutePiece): ManifestRoute {
  const { kind, name, method, path, access, description, params, query, body, returns } = piece;
  return {
    kind,
    name,
    method,
    path,
    access,
    ...(description !== undefined && { description }),
    params: jsonSchemaOf(params),
    query: jsonSchemaOf(query),
    ...(body && { body: jsonSchemaOf(body) }),
    ...(returns && { returns: jsonSchemaOf(returns, 'output') }),
  };
}

export function describePage({ kind, name, title, access, blocks }: PagePiece): ManifestPage {
  return { kind, name, title, access, blocks: blocks.map(describeBlock) };
}

/** A block names its route. A route that isn't one has been reported. */
function describeBlock(block: Block): ManifestBlock {
  // A copy, so that what the author holds is not what the manifest holds.
  const { route, ...rest } = { route: undefined, ...block };
  return JSON.parse(JSON.stringify({ ...rest, ...(route && { route: route.name }) })) as ManifestBlock;
}
