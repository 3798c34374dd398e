import type { RoutePiece } from '@guildhall/sdk/host';

interface Compiled {
  readonly piece: RoutePiece;
  readonly pattern: RegExp;
  /** Names in braces: a path with fewer of them is closer to what is asked for. */
  readonly names: number;
}

/** The routes of one plugin version, by method and path. */
export class RouteTable {
  readonly #routes: readonly Compiled[];

  constructor(pieces: readonly RoutePiece[]) {
    this.#routes = pieces
      .map((piece) => ({
        piece,
        pattern: patternOf(piece.path),
        names: Object.keys(piece.params.shape).length,
      }))
      .sort((a, b) => a.names - b.names);
  }

  /**
   * Literals before names at equal length: `/entries/new` is found before `/entries/{id}`.
   *
   * @returns the route, and what the path's names stand for, still as text.
   */
  find(method: string, path: string): { piece: RoutePiece; params: Record<string, string> } | undefined {
    for (const { piece, pattern } of this.#routes) {
      if (piece.method !== method) continue;
      const found = pattern.exec(path);
      const params = found && decoded(found.groups ?? {});
      if (params) return { piece, params };
    }
    return undefined;
  }
}

/** What paths of a route look like; what its names stand for is in the groups of that name. */
export function patternOf(path: string): RegExp {
  const source = path
    .split(/(\{\w+\})/)
    .map((part) =>
      part.startsWith('{') ? `(?<${part.slice(1, -1)}>[^/]+)` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${source}$`);
}

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]));
  } catch {
    // Percent signs that stand for nothing: no such path.
    return undefined;
  }
}
