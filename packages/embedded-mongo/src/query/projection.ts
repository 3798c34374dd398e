import { compileExpression } from '../aggregate/expressions/compile.ts';
import type { Expression, Variables } from '../aggregate/expressions/environment.ts';
import { toDouble } from '../bson/arithmetic.ts';
import { isNumber } from '../bson/types.ts';
import { type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';
import { MongoError, notSupported } from '../errors.ts';
import { truthy } from './filter.ts';
import { compileMatcher, compileValueMatcher, type Matcher } from './matcher.ts';

/** Makes the document that a client sees; `position` is where a positional projection matched. */
export type Projection = (document: Doc, position?: number) => Doc;

type Leaf =
  | { readonly kind: 'include' | 'exclude' | 'positional' }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'slice'; readonly skip: number | undefined; readonly limit: number }
  | { readonly kind: 'elemMatch'; readonly matches: (element: Value) => boolean };

interface Tree {
  readonly fields: Map<string, Tree>;
  leaf: Leaf | undefined;
}

const newTree = (): Tree => ({ fields: new Map(), leaf: undefined });

/** `find` allows the positional operator, `$slice` and `$elemMatch` in projections; `$project` does not. */
export function compileProjection(spec: Doc, variables: Variables, forFind: boolean): Projection {
  if (spec.size === 0) {
    if (forFind) return (document) => document;
    throw new MongoError(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    );
  }
  const tree = newTree();
  const compiler = new ProjectionCompiler(variables, forFind, tree);
  for (const [path, value] of spec) compiler.add(path.split('.'), path, value);
  const including = compiler.mode() === 'include';
  // _id comes along with included fields unless it is excluded, and stays unless excluded otherwise.
  if (including && !tree.fields.has('_id'))
    tree.fields.set('_id', { fields: new Map(), leaf: { kind: 'include' } });
  return (document, position) => {
    const environment = { root: document, variables };
    const shape = (value: Doc, node: Tree) => projectDoc(value, node, including, environment, position);
    const out = shape(document, tree);
    addExpressions(out, tree, environment);
    return out;
  };
}

class ProjectionCompiler {
  private readonly variables: Variables;
  private readonly forFind: boolean;
  private readonly tree: Tree;
  private included: string | undefined;
  private excluded: string | undefined;
  private onlyAdds = false;
  private idExcluded = false;

  constructor(variables: Variables, forFind: boolean, tree: Tree) {
    this.variables = variables;
    this.forFind = forFind;
    this.tree = tree;
  }

  mode(): 'include' | 'exclude' {
    if (this.included !== undefined) return 'include';
    if (this.excluded !== undefined || this.idExcluded) return 'exclude';
    return this.onlyAdds ? 'exclude' : 'include';
  }

  add(parts: string[], path: string, value: Value): void {
    if (path === '' || parts.includes(''))
      throw new MongoError(40353, 'FieldPath must not have an empty part.');
    if (path.endsWith('.$')) {
      if (!this.forFind) throw new MongoError(31324, 'positional projection is not allowed here');
      this.include(path);
      this.place(parts.slice(0, -1), path, { kind: 'positional' });
    } else if (parts.some((part) => part.startsWith('$'))) {
      throw new MongoError(16410, `FieldPath field names may not start with '$': ${path}`);
    } else if (typeof value === 'boolean' || isNumber(value)) {
      if (truthy(value)) this.include(path);
      else this.exclude(path);
      this.place(parts, path, { kind: truthy(value) ? 'include' : 'exclude' });
    } else if (isDoc(value)) this.addDoc(parts, path, value);
    else {
      this.include(path);
      this.place(parts, path, this.expression(value));
    }
  }

  private addDoc(parts: string[], path: string, value: Doc): void {
    const [first] = value.keys();
    if (first === undefined)
      throw new MongoError(51270, `An empty sub-projection is not a valid value: ${path}`);
    if (this.forFind && first === '$slice' && !isExpressionSlice(value.get('$slice'))) {
      this.onlyAdds = true;
      this.place(parts, path, sliceOf(value.get('$slice')));
    } else if (this.forFind && first === '$elemMatch') {
      this.include(path);
      const operand = value.get('$elemMatch');
      if (!isDoc(operand)) throw new MongoError(31274, `elemMatch: Invalid argument, object required`);
      this.place(parts, path, { kind: 'elemMatch', matches: elementMatcher(operand, this.variables) });
    } else if (first === '$meta') throw notSupported('projecting $meta');
    else if (first.startsWith('$')) {
      this.include(path);
      this.place(parts, path, this.expression(value));
    } else
      for (const [name, inner] of value) this.add([...parts, ...name.split('.')], `${path}.${name}`, inner);
  }

  private expression(value: Value): Leaf {
    return { kind: 'expression', expression: compileExpression(value, this.variables) };
  }

  private include(path: string): void {
    if (path === '_id') return;
    this.included ??= path;
    if (this.excluded !== undefined) {
      throw new MongoError(31253, `Cannot do inclusion on field ${path} in exclusion projection`);
    }
  }

  private exclude(path: string): void {
    if (path === '_id') {
      this.idExcluded = true;
      return;
    }
    this.excluded ??= path;
    if (this.included !== undefined) {
      throw new MongoError(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
    }
  }

  private place(parts: readonly string[], path: string, leaf: Leaf): void {
    let node = this.tree;
    for (const part of parts) {
      if (node.leaf) throw new MongoError(31249, `Path collision at ${path} remaining portion ${part}`);
      let next = node.fields.get(part);
      if (!next) {
        next = newTree();
        node.fields.set(part, next);
      }
      node = next;
    }
    if (node.leaf || node.fields.size > 0) throw new MongoError(31250, `Path collision at ${path}`);
    node.leaf = leaf;
  }
}

function isExpressionSlice(operand: Maybe): boolean {
  return Array.isArray(operand) && !isNumber(operand[0]);
}

function sliceOf(operand: Maybe): Leaf {
  const numbers = (Array.isArray(operand) ? operand : [operand]).map((value) => {
    if (!isNumber(value))
      throw new MongoError(28667, '$slice only supports numbers and [skip, limit] arrays');
    return Math.trunc(toDouble(value));
  });
  const [first = 0, second] = numbers;
  if (second === undefined) return { kind: 'slice', skip: undefined, limit: first };
  if (second <= 0) throw new MongoError(28724, '$slice limit must be positive');
  return { kind: 'slice', skip: first, limit: second };
}

function elementMatcher(operand: Doc, variables: Variables): (element: Value) => boolean {
  const [first] = operand.keys();
  const logical = first === '$and' || first === '$or' || first === '$nor';
  if (first?.startsWith('$') && !logical) return compileValueMatcher(operand, variables);
  const matches: Matcher = compileMatcher(operand, variables);
  return (element) => element instanceof Map && matches(element);
}

type Env = Parameters<Expression>[0];

function projectDoc(value: Doc, tree: Tree, including: boolean, environment: Env, position?: number): Doc {
  const out: Doc = new Map();
  for (const [name, field] of value) {
    const node = tree.fields.get(name);
    if (!node) {
      if (!including) out.set(name, field);
      continue;
    }
    const result = node.leaf
      ? projectLeaf(field, node.leaf, position)
      : projectNested(field, node, including, environment, position);
    if (result !== undefined) out.set(name, result);
  }
  return out;
}

function projectNested(
  value: Value,
  node: Tree,
  including: boolean,
  environment: Env,
  position?: number,
): Maybe {
  if (isDoc(value)) return projectDoc(value, node, including, environment, position);
  if (!Array.isArray(value)) return including ? undefined : value;
  const out: Value[] = [];
  for (const element of value) {
    const result = projectNested(element, node, including, environment, position);
    if (result !== undefined) out.push(result);
  }
  return out;
}

function projectLeaf(value: Value, leaf: Leaf, position: number | undefined): Maybe {
  switch (leaf.kind) {
    case 'include':
      return value;
    case 'exclude':
      return undefined;
    case 'positional': {
      if (!Array.isArray(value)) return value;
      const element = position === undefined ? undefined : value[position];
      if (element === undefined) {
        throw new MongoError(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        );
      }
      return [element];
    }
    case 'slice': {
      if (!Array.isArray(value)) return value;
      if (leaf.skip === undefined)
        return leaf.limit < 0 ? value.slice(leaf.limit) : value.slice(0, leaf.limit);
      const start = leaf.skip < 0 ? Math.max(value.length + leaf.skip, 0) : leaf.skip;
      return value.slice(start, start + leaf.limit);
    }
    case 'elemMatch': {
      if (!Array.isArray(value)) return undefined;
      const found = value.find(leaf.matches);
      return found === undefined ? undefined : [found];
    }
    // Computed fields are put in afterwards: they see the whole document, and may be missing from it.
    case 'expression':
      return undefined;
  }
}

/** Computed fields come after those of the document, in the order of the specification. */
function addExpressions(out: Doc, tree: Tree, environment: Env): void {
  for (const [name, node] of tree.fields) {
    if (node.leaf?.kind === 'expression') {
      const result = node.leaf.expression(environment);
      out.delete(name);
      if (result !== undefined) out.set(name, result);
    } else if (!node.leaf && hasExpression(node)) {
      out.set(name, withExpressions(out.get(name), node, environment));
    }
  }
}

function hasExpression(tree: Tree): boolean {
  if (tree.leaf) return tree.leaf.kind === 'expression';
  for (const field of tree.fields.values()) if (hasExpression(field)) return true;
  return false;
}

function withExpressions(value: Maybe, node: Tree, environment: Env): Value {
  if (Array.isArray(value)) return value.map((element) => withExpressions(element, node, environment));
  const target: Doc = isDoc(value) ? value : new Map();
  addExpressions(target, node, environment);
  return target;
}
