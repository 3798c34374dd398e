import { hashKey } from '../../bson/order-key.ts';
import { type Doc, doc, isDoc, type Maybe, type Value } from '../../bson/values.ts';
import { MongoError, notSupported } from '../../errors.ts';
import { visitPath } from '../../query/paths.ts';
import { find, query } from '../../query/scan.ts';
import { compileExpression } from '../expressions/compile.ts';
import type { Expression } from '../expressions/environment.ts';
import type { Reading, Stage, StageCompiler } from '../stage.ts';
import { replaceAt } from './unwind.ts';

function readAll(reading: Reading, name: string): Doc[] {
  const collection = reading.catalog.find(reading.db, name);
  if (!collection) return [];
  return find(reading.store, collection, query(new Map(), { checkTime: reading.checkTime })).map(
    (row) => row.document,
  );
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

function equalityFinder(reading: Reading, from: string, localField: string, foreignField: string): Finder {
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
      const wanted = doc({ [foreignField]: doc({ $in: values(document) }) });
      return find(reading.store, collection, query(wanted, { checkTime: reading.checkTime })).map(
        (row) => row.document,
      );
    };
  }
  let byValue: Map<string, Set<Doc>> | undefined;
  return (document) => {
    if (!byValue) {
      byValue = new Map();
      for (const other of readAll(reading, from)) {
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
  const pipeline = inner === undefined ? undefined : compile(inner, names);
  const path = as.split('.');
  return (documents, current) => {
    const finder =
      localField !== undefined && foreignField !== undefined
        ? equalityFinder(reading, from, localField, foreignField)
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
        everything ??= readAll(reading, from);
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
  if (isDoc(spec)) {
    for (const field of spec.keys()) {
      if (field !== 'coll' && field !== 'pipeline')
        throw new MongoError(40415, `BSON field '$unionWith.${field}' is an unknown field.`);
    }
    const inner = spec.get('pipeline');
    if (inner !== undefined) pipeline = compile(inner, variables);
  }
  return (documents, current) => {
    const others = readAll(reading, name);
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
