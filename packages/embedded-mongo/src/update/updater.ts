import type { Variables } from '../aggregate/expressions/environment.ts';
import { compileUpdateStages } from '../aggregate/pipeline.ts';
import { equal } from '../bson/compare.ts';
import { format } from '../bson/format.ts';
import { typeName } from '../bson/types.ts';
import { type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { isIndexPart } from '../query/paths.ts';
import { compileArrayFilters } from './array-filters.ts';
import { type Moment, updateOperators } from './operators.ts';
import { type PathContext, read, targets, write } from './targets.ts';

export interface ApplyContext extends Moment {
  /** Where the filter matched in an array. */
  readonly position: number | undefined;
  /** Whether the document is about to be inserted by an upsert. */
  readonly inserting: boolean;
}

export interface Updater {
  readonly kind: 'replacement' | 'operators' | 'pipeline';
  /** Makes the updated document. The given one must not be used afterwards: it may have been changed in place. */
  apply(document: Doc, context: ApplyContext): Doc;
}

type Step = (document: Doc, context: ApplyContext & PathContext) => void;

interface Part {
  readonly path: string;
  readonly step: Step;
}

/** Reads an update: a replacement, a document of operators, or a pipeline. */
export function compileUpdate(update: Value, arrayFilters: readonly Value[], variables: Variables): Updater {
  if (Array.isArray(update)) {
    if (arrayFilters.length > 0)
      throw new MongoError('FailedToParse', 'arrayFilters may not be specified for pipeline-style updates');
    return guarded('pipeline', compileUpdateStages(update, variables));
  }
  if (!isDoc(update))
    throw new MongoError('FailedToParse', 'Update argument must be either an object or an array');
  const [first] = update.keys();
  if (!first?.startsWith('$')) {
    if (arrayFilters.length > 0)
      throw new MongoError(
        'FailedToParse',
        'arrayFilters may not be specified for replacement-style updates',
      );
    for (const name of update.keys()) {
      if (name.startsWith('$'))
        throw new MongoError(
          'DollarPrefixedFieldName',
          `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
        );
    }
    return replacement(update);
  }
  return operators(update, arrayFilters, variables);
}

function replacement(update: Doc): Updater {
  return {
    kind: 'replacement',
    apply(document) {
      const id = document.get('_id');
      const given = update.get('_id');
      if (given !== undefined && id !== undefined && !equal(id, given)) throw alteredId(given);
      const kept = id ?? given;
      return kept === undefined
        ? new Map(update)
        : new Map([['_id', kept], ...[...update].filter(([name]) => name !== '_id')]);
    },
  };
}

function alteredId(id: Maybe): MongoError {
  return new MongoError(
    'ImmutableField',
    `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${format(id)}`,
  );
}

function guarded(kind: Updater['kind'], apply: Updater['apply']): Updater {
  return {
    kind,
    apply(document, context) {
      const id = document.get('_id');
      const updated = apply(document, context);
      const after = updated.get('_id');
      if (id === undefined || (after !== undefined && equal(id, after))) return updated;
      if (after === undefined && kind === 'pipeline')
        return new Map<string, Value>([['_id', id], ...updated]);
      throw kind === 'pipeline' ? alteredId(after) : immutableId();
    },
  };
}

function immutableId(): MongoError {
  return new MongoError(
    'ImmutableField',
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  );
}

function operators(update: Doc, arrayFilters: readonly Value[], variables: Variables): Updater {
  const parts: Part[] = [];
  for (const [name, operands] of update) {
    if (!isKnown(name)) {
      throw new MongoError(
        'FailedToParse',
        name.startsWith('$')
          ? `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`
          : `Unknown modifier: ${name}. Expected a valid update modifier`,
      );
    }
    if (!isDoc(operands)) {
      throw new MongoError(
        'FailedToParse',
        `Modifiers operate on fields but we found type ${typeName(operands)} instead. For example: {$mod: {<field>: ...}} not {${name}: ${format(operands)}}`,
      );
    }
    for (const [path, operand] of operands) parts.push(...stepsFor(name, path, operand));
  }
  checkConflicts(parts);
  const filters = compileArrayFilters(
    arrayFilters,
    parts.map((part) => part.path),
    variables,
  );
  parts.sort((a, b) => comparePaths(a.path, b.path));
  return guarded('operators', (document, context) => {
    for (const part of parts) part.step(document, { ...context, arrayFilters: filters });
    return document;
  });
}

function isKnown(name: string): boolean {
  return (
    Object.hasOwn(updateOperators, name) || name === '$unset' || name === '$rename' || name === '$setOnInsert'
  );
}

function partsOf(path: string): string[] {
  const parts = path.split('.');
  if (path === '') throw new MongoError('EmptyFieldName', 'An empty update path is not valid.');
  if (parts.includes('')) {
    throw new MongoError(
      'EmptyFieldName',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  }
  for (const [i, part] of parts.entries()) {
    if (!part.startsWith('$')) continue;
    if (part === '$' || (part.startsWith('$[') && part.endsWith(']'))) {
      if (i === 0)
        throw new MongoError(
          'BadValue',
          `Cannot have positional (i.e. '$') element in the first position in path '${path}'`,
        );
    } else if (part !== '$ref' && part !== '$id' && part !== '$db') {
      throw new MongoError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${part}' in '${path}' is not valid for storage.`,
      );
    }
  }
  return parts;
}

function stepsFor(name: string, path: string, operand: Value): Part[] {
  const parts = partsOf(path);
  if (name === '$unset') return [{ path, step: unset(parts) }];
  if (name === '$rename') return rename(path, parts, operand);
  const operator = updateOperators[name === '$setOnInsert' ? '$set' : name];
  if (!operator) throw new MongoError('FailedToParse', `Unknown modifier: ${name}`);
  const change = operator.prepare(operand, path);
  const step: Step = (document, context) => {
    if (name === '$setOnInsert' && !context.inserting) return;
    for (const target of targets(document, parts, context, operator.creates)) {
      const result = change(read(target), { document, path }, context);
      if (result !== undefined) write(target, result);
    }
  };
  return [{ path, step }];
}

function unset(parts: readonly string[]): Step {
  return (document, context) => {
    for (const target of targets(document, parts, context, false)) {
      if (target.parent instanceof Map) target.parent.delete(String(target.key));
      // Elements keep their places: what is taken out of an array leaves null behind.
      else if (Number(target.key) < target.parent.length) write(target, null);
    }
  };
}

function rename(path: string, from: readonly string[], operand: Value): Part[] {
  if (typeof operand !== 'string')
    throw new MongoError(
      'BadValue',
      `The 'to' field for $rename must be a string: ${path}: ${format(operand)}`,
    );
  const to = partsOf(operand);
  for (const part of [...from, ...to]) {
    if (part.startsWith('$'))
      throw new MongoError(
        'BadValue',
        `The source and destination field for $rename may not be dynamic: ${path}`,
      );
  }
  if (path === operand)
    throw new MongoError(
      'BadValue',
      `The source and target field for $rename must differ: ${path}: ${format(operand)}`,
    );
  const step: Step = (document, context) => {
    refuseArrays(document, from, path);
    refuseArrays(document, to, operand);
    const [source] = targets(document, from, context, false);
    const value = source && read(source);
    if (!source || value === undefined || !(source.parent instanceof Map)) return;
    source.parent.delete(String(source.key));
    for (const target of targets(document, to, context, true)) write(target, value);
  };
  return [
    { path, step },
    { path: operand, step: () => {} },
  ];
}

function refuseArrays(document: Doc, parts: readonly string[], path: string): void {
  let value: Maybe = document;
  for (const part of parts) {
    if (Array.isArray(value)) {
      throw new MongoError(
        'BadValue',
        `The source and destination field of $rename cannot be an array element, '${path}' in doc with _id: ${format(document.get('_id') ?? null)}`,
      );
    }
    value = isDoc(value) ? value.get(part) : undefined;
  }
}

function checkConflicts(parts: readonly Part[]): void {
  const seen = new Set<string>();
  const prefixes = new Set<string>();
  for (const { path } of parts) {
    const names = path.split('.');
    const clash =
      seen.has(path) || prefixes.has(path)
        ? path
        : names.map((_, i) => names.slice(0, i + 1).join('.')).find((prefix) => seen.has(prefix));
    if (clash !== undefined) {
      throw new MongoError(
        'ConflictingUpdateOperators',
        `Updating the path '${path}' would create a conflict at '${clash}'`,
      );
    }
    seen.add(path);
    for (let i = 1; i < names.length; i++) prefixes.add(names.slice(0, i).join('.'));
  }
}

/** MongoDB changes fields in the order of their names, numeric names by number. */
function comparePaths(a: string, b: string): number {
  const x = a.split('.');
  const y = b.split('.');
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const p = x[i] as string;
    const q = y[i] as string;
    if (p === q) continue;
    if (isIndexPart(p) && isIndexPart(q)) return Number(p) - Number(q);
    return p < q ? -1 : 1;
  }
  return x.length - y.length;
}
