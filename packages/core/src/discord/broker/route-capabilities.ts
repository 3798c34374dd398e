import { capabilities } from '@guildhall/sdk/host';

/** A capability that opens a call. */
export interface Opening {
  readonly capability: string;
  /** The only fields of the body that it opens; absent: all. */
  readonly fields?: ReadonlySet<string>;
}

interface Route {
  readonly segments: readonly string[];
  readonly opening: Opening;
}

const byMethod = new Map<string, Route[]>();
for (const { id, routes } of Object.values(capabilities)) {
  for (const route of routes) {
    const [method = '', path = '', fields] = route.split(' ');
    const list = byMethod.get(method) ?? [];
    const opening = {
      capability: id,
      ...(fields === undefined ? {} : { fields: new Set(fields.split(',')) }),
    };
    list.push({ segments: path.split('/').slice(1), opening });
    byMethod.set(method, list);
  }
}

/**
 * The capabilities of which any one opens this call; empty: no plugin may make it.
 * A literal segment beats `{}`: `…/reactions/{}/@me` is not a case of `…/reactions/{}/{}`.
 *
 * @param path decoded, without query, as `/channels/1/messages`
 */
export function openingsFor(method: string, path: string): readonly Opening[] {
  const segments = path.split('/').slice(1);
  let best = -1;
  let found: Opening[] = [];
  for (const route of byMethod.get(method) ?? []) {
    if (route.segments.length !== segments.length) continue;
    let literals = 0;
    const matches = route.segments.every((segment, index) => {
      if (segment === '{}') return segments[index] !== '';
      literals++;
      return segment === segments[index];
    });
    if (!matches || literals < best) continue;
    if (literals > best) found = [];
    best = literals;
    found.push(route.opening);
  }
  return found;
}

export function capabilitiesFor(method: string, path: string): readonly string[] {
  return openingsFor(method, path).map(({ capability }) => capability);
}

/**
 * Fields of a body that others of the openings open, and none of the granted ones. Fields that the table doesn't name are nothing to
 * Discord either.
 */
export function unopened(
  granted: readonly Opening[],
  openings: readonly Opening[],
  body: unknown,
): readonly string[] {
  if (typeof body !== 'object' || body === null || granted.some(({ fields }) => fields === undefined))
    return [];
  const opened = (by: readonly Opening[], field: string) => by.some(({ fields }) => fields?.has(field));
  return Object.keys(body).filter((field) => opened(openings, field) && !opened(granted, field));
}
