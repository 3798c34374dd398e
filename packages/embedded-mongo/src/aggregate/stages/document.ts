import { format } from '../../bson/format.ts';
import { typeName } from '../../bson/types.ts';
import { type Doc, isDoc, type Maybe, type Value } from '../../bson/values.ts';
import { MongoError } from '../../errors.ts';
import { compileMatcher } from '../../query/matcher.ts';
import { compileProjection } from '../../query/projection.ts';
import { compileExpression, pathParts } from '../expressions/compile.ts';
import type { Environment, Expression, Variables } from '../expressions/environment.ts';
import type { StageCompiler } from '../stage.ts';

export const match: StageCompiler = (spec, variables) => {
  if (!isDoc(spec)) throw new MongoError(15959, 'the match filter must be an expression in an object');
  // Checked at once; compiled when the variables have their values.
  compileMatcher(spec, variables);
  return (documents, current) => {
    const matches = compileMatcher(spec, current);
    return documents.filter((document) => matches(document));
  };
};

export const project: StageCompiler = (spec, variables) => {
  if (!isDoc(spec)) throw new MongoError(15969, '$project specification must be an object');
  compileProjection(spec, variables, false);
  return (documents, current) => {
    const projection = compileProjection(spec, current, false);
    return documents.map((document) => projection(document));
  };
};

interface Assignments {
  readonly fields: Map<string, Assignments | Expression>;
}

function assignments(spec: Doc, variables: Variables): Assignments {
  const root: Assignments = { fields: new Map() };
  for (const [path, value] of spec) assign(root, pathParts(path), value, variables);
  return root;
}

function assign(node: Assignments, parts: readonly string[], value: Value, variables: Variables): void {
  const [name = '', ...rest] = parts;
  const known = node.fields.get(name);
  if (rest.length === 0 && !isNested(value)) {
    if (known) throw new MongoError(40176, `specification contains two conflicting paths: ${name}`);
    node.fields.set(name, compileExpression(value, variables));
    return;
  }
  if (typeof known === 'function')
    throw new MongoError(40176, `specification contains two conflicting paths: ${name}`);
  const inner: Assignments = known ?? { fields: new Map() };
  node.fields.set(name, inner);
  if (rest.length > 0) assign(inner, rest, value, variables);
  else if (isDoc(value)) for (const [key, field] of value) assign(inner, pathParts(key), field, variables);
}

/** A document without operators names fields inside the one that is there. */
function isNested(value: Value): boolean {
  if (!isDoc(value) || value.size === 0) return false;
  for (const name of value.keys()) return !name.startsWith('$');
  return false;
}

function applyAssignments(value: Maybe, node: Assignments, environment: Environment): Value {
  if (Array.isArray(value)) return value.map((element) => applyAssignments(element, node, environment));
  const out: Doc = isDoc(value) ? new Map(value) : new Map();
  for (const [name, field] of node.fields) {
    const result =
      typeof field === 'function' ? field(environment) : applyAssignments(out.get(name), field, environment);
    if (result === undefined) out.delete(name);
    else out.set(name, result);
  }
  return out;
}

export const addFields: StageCompiler = (spec, variables) => {
  if (!isDoc(spec))
    throw new MongoError(40272, `$addFields specification stage must be an object, got ${typeName(spec)}`);
  const tree = assignments(spec, variables);
  return (documents, current) =>
    documents.map((root) => applyAssignments(root, tree, { root, variables: current }) as Doc);
};

export const unset: StageCompiler = (spec, variables) => {
  const paths = Array.isArray(spec) ? spec : [spec];
  if (paths.length === 0)
    throw new MongoError(31119, '$unset specification must be a string or an array with at least one field');
  const exclusion: Doc = new Map();
  for (const path of paths) {
    if (typeof path !== 'string')
      throw new MongoError(
        31002,
        '$unset specification must be a string or an array containing only string values',
      );
    exclusion.set(path, false);
  }
  const projection = compileProjection(exclusion, variables, false);
  return (documents) => documents.map((document) => projection(document));
};

function replacing(expression: Expression, name: string): ReturnType<StageCompiler> {
  return (documents, variables) =>
    documents.map((root) => {
      const result = expression({ root, variables });
      if (isDoc(result)) return result;
      throw new MongoError(
        40228,
        `'${name}' expression must evaluate to an object, but resulting value was: ${result === undefined ? 'MISSING' : format(result)}. Type of resulting value: '${typeName(result)}'.`,
      );
    });
}

export const replaceRoot: StageCompiler = (spec, variables) => {
  const root = isDoc(spec) && spec.size === 1 ? spec.get('newRoot') : undefined;
  if (root === undefined)
    throw new MongoError(40231, 'no newRoot specified for the $replaceRoot stage, or more than that');
  return replacing(compileExpression(root, variables), 'newRoot');
};

export const replaceWith: StageCompiler = (spec, variables) =>
  replacing(compileExpression(spec, variables), 'replacement document');
