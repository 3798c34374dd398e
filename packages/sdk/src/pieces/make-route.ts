import { z } from 'zod';
import type { RouteDeclaration, RouteMethod, RoutePiece } from './route-types.ts';

/** The names in braces of a path, in order. */
export function pathNames(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
}

/** A route's piece. A signature that can't be read becomes one that `build` refuses by name. */
export function makeRoute(
  signature: string,
  declaration: RouteDeclaration<z.ZodObject, z.ZodObject, z.ZodType, z.ZodType>,
  run: unknown,
): RoutePiece {
  const space = signature.indexOf(' ');
  const path = signature.slice(space + 1);
  const { access, description, params, query, body, returns, revision, ifMatch } = declaration;
  return Object.freeze({
    kind: 'route',
    name: signature,
    method: signature.slice(0, Math.max(space, 0)) as RouteMethod,
    path,
    access,
    ...(description !== undefined && { description }),
    params: params ?? z.object(Object.fromEntries(pathNames(path).map((name) => [name, plainName]))),
    query: query ?? z.object({}),
    ...(body !== undefined && { body }),
    ...(returns !== undefined && { returns }),
    ...(revision !== undefined && { revision }),
    ...(ifMatch !== undefined && { ifMatch }),
    run: run as RoutePiece['run'],
  });
}

const plainName = z.string().min(1).max(100);
