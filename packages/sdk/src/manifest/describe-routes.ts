import type { Block } from '../pieces/block-types.ts';
import type { PagePiece } from '../pieces/page-types.ts';
import type { RoutePiece } from '../pieces/route-types.ts';
import type { ManifestBlock } from './block-types.ts';
import { jsonSchemaOf } from './json-schema.ts';
import type { ManifestPage, ManifestRoute } from './types.ts';

export function describeRoute(piece: RoutePiece): ManifestRoute {
  const { kind, name, method, path, access, description, params, query, body, returns } = piece;
  const { revision, ifMatch } = piece;
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
    ...(revision !== undefined && { revision }),
    ...(ifMatch !== undefined && { ifMatch }),
  };
}

export function describePage({ kind, name, title, access, blocks }: PagePiece): ManifestPage {
  return { kind, name, title, access, blocks: blocks.map(describeBlock) };
}

/**
 * A block as a manifest holds it: a copy, in which routes and pages are named. What is no route and should be one is left out,
 * and reported elsewhere.
 */
export function describeBlock(block: Block<string>): ManifestBlock {
  return JSON.parse(
    JSON.stringify(block, (_key, value: unknown) => (isNamed(value) ? value.name : value)),
  ) as ManifestBlock;
}

function isNamed(value: unknown): value is RoutePiece | PagePiece {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return (value.kind === 'route' && 'run' in value) || (value.kind === 'page' && 'access' in value);
}
