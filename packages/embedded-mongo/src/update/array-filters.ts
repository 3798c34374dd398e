import type { Variables } from '../aggregate/expressions/environment.ts';
import { isDoc, type Value } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { compileMatcher } from '../query/matcher.ts';

/** Reads `arrayFilters`: each is a filter of which all paths start with the same identifier. */
export function compileArrayFilters(
  filters: readonly Value[],
  paths: readonly string[],
  variables: Variables,
): Map<string, (element: Value) => boolean> {
  const out = new Map<string, (element: Value) => boolean>();
  for (const filter of filters) {
    if (!isDoc(filter)) throw new MongoError('TypeMismatch', 'each of arrayFilters must be an object');
    const identifier = identifierOf(filter);
    if (identifier === undefined)
      throw new MongoError(
        'FailedToParse',
        'Cannot use an expression without a top-level field name in arrayFilters',
      );
    if (!/^[a-z][a-zA-Z0-9]*$/.test(identifier)) {
      throw new MongoError(
        'BadValue',
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${identifier}'`,
      );
    }
    if (out.has(identifier)) {
      throw new MongoError(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${identifier}`,
      );
    }
    if (!paths.some((path) => path.split('.').includes(`$[${identifier}]`))) {
      throw new MongoError(
        'FailedToParse',
        `The array filter for identifier '${identifier}' was not used in the update`,
      );
    }
    const matches = compileMatcher(filter, variables);
    out.set(identifier, (element) => matches(new Map([[identifier, element]])));
  }
  return out;
}

function identifierOf(filter: Value): string | undefined {
  if (!isDoc(filter)) return undefined;
  let found: string | undefined;
  for (const [name, value] of filter) {
    const names =
      name.startsWith('$') && Array.isArray(value) ? value.map(identifierOf) : [name.split('.')[0]];
    for (const candidate of names) {
      if (found !== undefined && candidate !== found) {
        throw new MongoError(
          'FailedToParse',
          `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${found}' and '${candidate}'`,
        );
      }
      found = candidate;
    }
  }
  return found;
}
