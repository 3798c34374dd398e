import type { Mistake } from '../definition/mistake.ts';
import {
  isNode,
  listOf,
  memberName,
  nameOf,
  positionOf,
  type SourceFile,
  type SyntaxNode,
  visit,
} from './sources.ts';

interface Place {
  readonly source: SourceFile;
  readonly node: SyntaxNode;
}

/**
 * Puts the file, line and column before what a mistake says about itself. The definition is checked when it runs, where
 * nothing knows its file any more: so the place is looked up in the syntax trees, by the names that the mistake names.
 * What can't be found there (a name that is computed) is placed at the nearest thing that can, at last at the contract.
 */
export function withPlace(mistake: Mistake, sources: readonly SourceFile[]): Mistake {
  const place = callOfBuild(mistake, sources) ?? pieceOf(mistake, sources) ?? partOf(mistake, sources);
  return place ? { ...mistake, where: `${positionOf(place.source, place.node)} ${mistake.where}` } : mistake;
}

/** `command "top", option "limit"` → the call that makes it. */
function pieceOf({ where, code }: Mistake, sources: readonly SourceFile[]): Place | undefined {
  const [, kind, name] = /^([A-Za-z ]+) "([^"]*)"/.exec(where) ?? [];
  const file = kind === 'sapphire' ? sapphireFile(name, sources) : undefined;
  if (file) return file;
  if (kind === undefined || name === undefined) return undefined;
  const calls: (Place & { readonly method: string })[] = [];
  for (const source of sources) {
    visit(source.tree, (node) => {
      if (node.type !== 'CallExpression' || !isNode(node.callee)) return;
      const method = memberName(node.callee);
      if (method !== undefined && isNamed(node, name)) calls.push({ source, node, method });
    });
  }
  const ofKind = calls.filter(({ method }) => method === kind);
  const found = ofKind.length > 0 ? ofKind : calls;
  // Of two that share a name, the later one is the one too many.
  return code === 'DUPLICATE_NAME' ? found.at(-1) : found[0];
}

/** `build, argument 2` → that argument, or the call of `build`. */
function callOfBuild({ where }: Mistake, sources: readonly SourceFile[]): Place | undefined {
  const [, argument] = /^build, argument (\d+)$/.exec(where) ?? [];
  if (argument === undefined) return undefined;
  for (const source of sources) {
    let found: SyntaxNode | undefined;
    visit(source.tree, (node) => {
      if (node.type !== 'CallExpression' || !isNode(node.callee) || memberName(node.callee) !== 'build')
        return;
      found ??= listOf(node.arguments)[Number(argument) - 1] ?? node;
    });
    if (found) return { source, node: found };
  }
  return undefined;
}

/** A piece that is a file of its own. */
function sapphireFile(name: string | undefined, sources: readonly SourceFile[]): Place | undefined {
  const path = `src/sapphire/${name?.replace(/#.*$/, '')}.`;
  const source = sources.find((candidate) => candidate.name.startsWith(path));
  if (!source) return undefined;
  let node = source.tree;
  visit(source.tree, (inner) => {
    if (inner.type === 'ClassDeclaration' && node === source.tree) node = inner;
  });
  return { source, node };
}

/** `x.button('enter', …)`, `x.command({ name: 'top' })`, `x.on('messageCreate', …, { name: 'stars' })`. */
function isNamed(call: SyntaxNode, name: string): boolean {
  return listOf(call.arguments).some((argument, index) => {
    if (index === 0 && argument.type === 'Literal') return argument.value === name;
    const given = argument.type === 'ObjectExpression' ? propertyOf(argument, 'name') : undefined;
    return given !== undefined && nameOf(given.value) === name;
  });
}

/** `config.rewards.level` → that property, as far down as it is written out. */
function partOf({ where }: Mistake, sources: readonly SourceFile[]): Place | undefined {
  const contract = contractOf(sources);
  if (!contract) return undefined;
  const keys = where
    .replaceAll(/\["([^"]*)"\]/g, '.$1')
    .split(/[.\s,:]+/)
    .filter(Boolean);
  let place: Place = contract;
  let value: Place | undefined = { ...contract, node: contract.node };
  for (const key of keys) {
    const found: { property: Place; value: Place } | undefined = value && child(value, key, sources);
    if (!found) break;
    place = found.property;
    value = found.value;
  }
  return place;
}

function contractOf(sources: readonly SourceFile[]): Place | undefined {
  for (const source of sources) {
    let found: SyntaxNode | undefined;
    visit(source.tree, (node) => {
      if (node.type === 'CallExpression' && nameOf(node.callee) === 'definePlugin') found ??= node;
    });
    if (found) return { source, node: found };
  }
  return undefined;
}

function child(
  from: Place,
  key: string,
  sources: readonly SourceFile[],
): { property: Place; value: Place } | undefined {
  for (const { source, node } of objectsIn(from, sources, 0)) {
    const property = propertyOf(node, key);
    if (property && isNode(property.value)) {
      return { property: { source, node: property }, value: { source, node: property.value } };
    }
    // A path leaves out `schema`: `config.threshold` is in `config.schema`.
    const schema = propertyOf(node, 'schema');
    if (schema && isNode(schema.value)) {
      const inner = child({ source, node: schema.value }, key, sources);
      if (inner) return inner;
    }
  }
  return undefined;
}

const deepest = 12;

/** The object literals that an expression is, or is made from: of a call, of a constant, of a chain of methods. */
function objectsIn(place: Place, sources: readonly SourceFile[], depth: number): readonly Place[] {
  if (depth > deepest) return [];
  const { source, node } = place;
  const into = (next: unknown) => (isNode(next) ? objectsIn({ source, node: next }, sources, depth + 1) : []);
  switch (node.type) {
    case 'ObjectExpression':
      return [
        place,
        ...listOf(node.properties).flatMap((entry) =>
          entry.type === 'SpreadElement' ? into(entry.argument) : [],
        ),
      ];
    case 'CallExpression':
      return [...listOf(node.arguments).flatMap(into), ...into(node.callee)];
    case 'MemberExpression':
      return into(node.object);
    case 'ArrowFunctionExpression':
      return into(node.body);
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return into(node.expression);
    case 'Identifier': {
      const declared = declarationOf(String(node.name), source, sources);
      return declared ? objectsIn(declared, sources, depth + 1) : [];
    }
    default:
      return [];
  }
}

/** The constant of this name: in the same file, else in another, where it was imported from. */
function declarationOf(name: string, near: SourceFile, sources: readonly SourceFile[]): Place | undefined {
  for (const source of [near, ...sources.filter((other) => other !== near)]) {
    let found: SyntaxNode | undefined;
    visit(source.tree, (node) => {
      if (node.type === 'VariableDeclarator' && nameOf(node.id) === name && isNode(node.init))
        found ??= node.init;
    });
    if (found) return { source, node: found };
  }
  return undefined;
}

function propertyOf(object: SyntaxNode, key: string): SyntaxNode | undefined {
  return listOf(object.properties).find((entry) => entry.type === 'Property' && nameOf(entry.key) === key);
}
