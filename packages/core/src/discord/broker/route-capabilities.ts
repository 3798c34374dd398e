import { capabilities } from '@guildhall/sdk/host';
import { RouteTable } from './route-table.ts';

/** A capability that opens a call. */
export interface Opening {
  readonly capability: string;
  /** The only fields of the body that it opens; absent: all. */
  readonly fields?: ReadonlySet<string>;
}

const table = new RouteTable<Opening>(
  Object.values(capabilities).flatMap(({ id, routes }) =>
    routes.map((route): [string, Opening] => {
      const [method, path, fields] = route.split(' ');
      const opening = {
        capability: id,
        ...(fields === undefined ? {} : { fields: new Set(fields.split(',')) }),
      };
      return [`${method} ${path}`, opening];
    }),
  ),
);

/**
 * The capabilities of which any one opens this call; empty: no plugin may make it.
 *
 * @param path decoded, without query, as `/channels/1/messages`
 */
export function openingsFor(method: string, path: string): readonly Opening[] {
  return table.all(method, path);
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
