import { hashKey } from '../../bson/order-key.ts';
import { type Doc, doc, isDoc, type Maybe, type Value } from '../../bson/values.ts';
import { MongoError, notSupported } from '../../errors.ts';
import { visitPath } from '../../query/paths.ts';
import { find, query } from '../../query/scan.ts';
import { compileExpression } from '../expressions/compile.ts';
import type { Expression } from '../expressions/environment.ts';
import type { Reading, Stage, StageCompiler } from '../stage.ts';
import { replaceAt } from './unwind.ts';

function readAll(reading: Reading, name: string, wanted: Doc): Doc[] {
  const collection = reading.catalog.find(reading.db, name);
  if (!collection) return [];
  return find(reading.store, collection, query(wanted, { checkTime: reading.checkTime })).map(
    (row) => row.document,
  );
}

/**
 * The conditions that a pipeline begins with and that need no variables, for storage to find by, and the stages after them.
 * What is joined is first found by value: a condition on the documents themselves may as well come before that.
 */
function splitConditions(pipeline: Value): { readonly wanted: Doc; readonly rest: Value } {
  if (!Array.isArray(pipeline)) return { wanted: new Map(), rest: pipeline };
  const conditions: Doc[] = [];
  for (const stage of pipeline) {
    const condition = isDoc(stage) && stage.size === 1 ? stage.get('$match') : undefined;
    if (!isDoc(condition) || usesExpressions(condition)) break;
    conditions.push(condition);
  }
  const [only] = conditions;
  const wanted = conditions.length > 1 ? doc({ $and: conditions }) : (only ?? new Map<string, Value>());
  return { wanted, rest: pipeline.slice(conditions.length) };
}

function usesExpressions(value: Value): boolean {
  if (Array.isArray(value)) return value.some(usesExpressions);
  if (!isDoc(value)) return false;
  for (const [name, inner] of value) if (name === '$expr' || usesExpressions(inner)) return true;
  return false;
}

function needs(reading: Reading | undefined, name: string): Reading {
  if (!reading) throw new MongoError('InvalidOptions', `${name} is not allowed to be used within an update`);
  return reading;
}

/** The values by which a document is joined: those on the path, arrays' elements too; null when there is none. */
function joinValues(document: Doc, parts: readonly string[]): Value[] {
  const out: Value[] = [];
  visitPath(document, parts, (value) => {
    if (Array.isArray(value)) out.push(...value, value);
    else out.push(value ?? null);
    return false;
  });
  return out.length === 0 ? [null] : out;
}

type Finder = (document: Doc) => Doc[];

function equalityFinder(
  reading: Reading,
  from: string,
  localField: string,
  foreignField: string,
  condition: Doc,
): Finder {
  const local = localField.split('.');
  const foreign = foreignField.split('.');
  const collection = reading.catalog.find(reading.db, from);
  if (!collection) return () => [];
  const values = (document: Doc) => {
    const found = joinValues(document, local);
    const whole = found.filter((value) => !Array.isArray(value));
    return whole.length > 0 || found.length === 0 ? whole : found;
  };
  if (collection.columns.some((column) => column.path === foreignField)) {
    return (document) => {
      const byValue = doc({ [foreignField]: doc({ $in: values(document) }) });
      const wanted = condition.size > 0 ? doc({ $and: [condition, byValue] }) : byValue;
      return find(reading.store, collection, query(wanted, { checkTime: reading.checkTime })).map(
        (row) => row.document,
      );
    };
  }
  let byValue: Map<string, Set<Doc>> | undefined;
  return (document) => {
    if (!byValue) {
      byValue = new Map();
      for (const other of readAll(reading, from, condition)) {
        for (const value of joinValues(other, foreign)) {
          const key = hashKey(value);
          const known = byValue.get(key);
          if (known) known.add(other);
          else byValue.set(key, new Set([other]));
        }
      }
    }
    const found = new Set<Doc>();
    for (const value of values(document))
      for (const other of byValue.get(hashKey(value)) ?? []) found.add(other);
    return [...found];
  };
}

const lookupFields = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'];

export const lookup: StageCompiler = (spec, variables, context, compile) => {
  const reading = needs(context, '$lookup');
  if (!isDoc(spec)) throw new MongoError('FailedToParse', 'the $lookup specification must be an Object');
  for (const name of spec.keys()) {
    if (!lookupFields.includes(name))
      throw new MongoError('FailedToParse', `unknown argument to $lookup: ${name}`);
  }
  const text = (name: string): string | undefined => {
    const value = spec.get(name);
    if (value === undefined || typeof value === 'string') return value;
    if (name === 'from' && isDoc(value)) throw notSupported('$lookup from another database');
    throw new MongoError('FailedToParse', `$lookup argument '${name}' must be a string`);
  };
  const [from, as, localField, foreignField] = ['from', 'as', 'localField', 'foreignField'].map(text);
  const inner = spec.get('pipeline');
  if (from === undefined || as === undefined)
    throw new MongoError('FailedToParse', "must specify 'from' and 'as' fields for a $lookup");
  if ((localField === undefined) !== (foreignField === undefined) || (localField === undefined && !inner)) {
    throw new MongoError(
      'FailedToParse',
      "$lookup requires both or neither of 'localField' and 'foreignField' to be specified",
    );
  }
  const bindings = lets(spec.get('let'), variables);
  const names = new Map([...variables, ...bindings.map(([name]): [string, Maybe] => [name, null])]);
  // Compiled as a whole, so that what is wrong in a condition is told as it is told elsewhere.
  if (inner !== undefined) compile(inner, names);
  const { wanted, rest } = splitConditions(inner ?? []);
  const pipeline = inner === undefined ? undefined : compile(rest, names);
  const path = as.split('.');
  return (documents, current) => {
    const finder =
      localField !== undefined && foreignField !== undefined
        ? equalityFinder(reading, from, localField, foreignField, wanted)
        : undefined;
    let everything: Doc[] | undefined;
    let uncorrelated: Doc[] | undefined;
    return documents.map((root) => {
      reading.checkTime();
      const bound = new Map<string, Maybe>(current);
      for (const [name, expression] of bindings) bound.set(name, expression({ root, variables: current }));
      let joined: Doc[];
      if (finder) joined = finder(root);
      else {
        everything ??= readAll(reading, from, wanted);
        joined = everything;
      }
      if (pipeline) {
        if (!finder && bindings.length === 0) {
          uncorrelated ??= pipeline(joined, bound);
          joined = uncorrelated;
        } else joined = pipeline(joined, bound);
      }
      return replaceAt(root, path, joined);
    });
  };
};

function lets(spec: Maybe, variables: ReadonlyMap<string, Maybe>): [string, Expression][] {
  if (spec === undefined) return [];
  if (!isDoc(spec)) throw new MongoError('FailedToParse', "$lookup argument 'let' must be an object");
  return Array.from(spec, ([name, value]) => [name, compileExpression(value, variables)]);
}

export const unionWith: StageCompiler = (spec, variables, context, compile) => {
  const reading = needs(context, '$unionWith');
  const name = typeof spec === 'string' ? spec : isDoc(spec) ? spec.get('coll') : undefined;
  if (typeof name !== 'string')
    throw new MongoError('FailedToParse', '$unionWith needs the name of a collection');
  let pipeline: Stage | undefined;
  let wanted: Doc = new Map();
  if (isDoc(spec)) {
    for (const field of spec.keys()) {
      if (field !== 'coll' && field !== 'pipeline')
        throw new MongoError(40415, `BSON field '$unionWith.${field}' is an unknown field.`);
    }
    const inner = spec.get('pipeline');
    if (inner !== undefined) {
      compile(inner, variables);
      const split = splitConditions(inner);
      wanted = split.wanted;
      pipeline = compile(split.rest, variables);
    }
  }
  return (documents, current) => {
    const others = readAll(reading, name, wanted);
    return documents.concat(pipeline ? pipeline(others, current) : others);
  };
};

export const facet: StageCompiler = (spec, variables, _reading, compile) => {
  if (!isDoc(spec) || spec.size === 0)
    throw new MongoError(40169, 'the $facet specification must be a non-empty object');
  const facets = Array.from(spec, ([name, pipeline]): [string, Stage] => {
    if (name.includes('.') || name.startsWith('$'))
      throw new MongoError(40170, `the facet's name ${name} must be a plain field name`);
    return [name, compile(pipeline, variables)];
  });
  return (documents, current) => [
    new Map(facets.map(([name, stage]): [string, Value] => [name, stage(documents, current)])),
  ];
};
