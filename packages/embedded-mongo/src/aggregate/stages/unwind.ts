import { type Doc, isDoc, type Value } from '../../bson/values.ts';
import { MongoError } from '../../errors.ts';
import { valueAt } from '../../query/paths.ts';
import { pathParts } from '../expressions/compile.ts';
import type { StageCompiler } from '../stage.ts';

export const unwind: StageCompiler = (spec) => {
  const options: Doc = isDoc(spec) ? spec : new Map([['path', spec]]);
  for (const name of options.keys()) {
    if (!['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(name)) {
      throw new MongoError(28811, `unrecognized option to $unwind stage: ${name}`);
    }
  }
  const path = options.get('path');
  if (typeof path !== 'string') throw new MongoError(28812, 'no path specified to $unwind stage');
  if (!path.startsWith('$'))
    throw new MongoError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  const parts = pathParts(path.slice(1));
  const indexName = options.get('includeArrayIndex');
  if (indexName !== undefined && (typeof indexName !== 'string' || indexName === '')) {
    throw new MongoError(
      28810,
      'expected a non-empty string for the includeArrayIndex option to $unwind stage',
    );
  }
  const keepsEmpty = options.get('preserveNullAndEmptyArrays') ?? false;
  if (typeof keepsEmpty !== 'boolean') {
    throw new MongoError(
      28809,
      'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage',
    );
  }
  const withIndex = (document: Doc, index: Value) =>
    typeof indexName === 'string' ? replaceAt(document, indexName.split('.'), index) : document;
  return (documents) =>
    documents.flatMap((document) => {
      const value = valueAt(document, parts);
      if (Array.isArray(value) && value.length > 0) {
        return value.map((element, i) => withIndex(replaceAt(document, parts, element), BigInt(i)));
      }
      if (value !== undefined && value !== null && !Array.isArray(value)) return [withIndex(document, null)];
      if (!keepsEmpty) return [];
      return [withIndex(Array.isArray(value) ? replaceAt(document, parts, undefined) : document, null)];
    });
};

/** A copy of the document with another value at the path; undefined takes the field away. */
export function replaceAt(document: Doc, parts: readonly string[], value: Value | undefined): Doc {
  const [name = '', ...rest] = parts;
  const out: Doc = new Map(document);
  if (rest.length > 0) {
    const inner = document.get(name);
    out.set(name, replaceAt(isDoc(inner) ? inner : new Map(), rest, value));
  } else if (value === undefined) out.delete(name);
  else out.set(name, value);
  return out;
}
