/** What belongs to routes of Discord's REST API, found by the path of a call. */
export class RouteTable<Entry> {
  readonly #byMethod = new Map<string, { readonly segments: readonly string[]; readonly entry: Entry }[]>();

  /** @param rows a route as `POST /channels/{}/messages`, `{}` for one path segment, and what belongs to it */
  constructor(rows: Iterable<readonly [route: string, entry: Entry]>) {
    for (const [route, entry] of rows) {
      const [method = '', path = ''] = route.split(' ');
      const list = this.#byMethod.get(method) ?? [];
      list.push({ segments: path.split('/').slice(1), entry });
      this.#byMethod.set(method, list);
    }
  }

  /**
   * What belongs to a call; empty: it is not in the table. A literal segment beats `{}`: `…/reactions/{}/@me` is not a case of
   * `…/reactions/{}/{}`.
   *
   * @param path decoded, without query, as `/channels/1/messages`
   */
  all(method: string, path: string): readonly Entry[] {
    const segments = path.split('/').slice(1);
    let best = -1;
    let found: Entry[] = [];
    for (const row of this.#byMethod.get(method) ?? []) {
      if (row.segments.length !== segments.length) continue;
      let literals = 0;
      const matches = row.segments.every((segment, index) => {
        if (segment === '{}') return segments[index] !== '';
        literals++;
        return segment === segments[index];
      });
      if (!matches || literals < best) continue;
      if (literals > best) found = [];
      best = literals;
      found.push(row.entry);
    }
    return found;
  }

  /** Of a table with one row for each route. */
  one(method: string, path: string): Entry | undefined {
    return this.all(method, path)[0];
  }
}
