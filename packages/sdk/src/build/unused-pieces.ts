import type { Mistake } from '../definition/mistake.ts';
import type { Piece } from '../pieces/types.ts';
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

/** What makes pieces with a name that is written out, and what the piece's kind is. */
const kindOf: Readonly<Record<string, string>> = {
  button: 'button',
  command: 'command',
  job: 'job',
  modal: 'modal',
  offer: 'offer',
  page: 'page',
  pages: 'button',
  route: 'route',
  select: 'select',
};

/**
 * Pieces that are made and not passed to `build`: nothing answers them, and nothing says so until a member presses the button. Only
 * calls on the contract are looked at, by the names that are written out in them.
 */
export function unusedPieces(pieces: readonly Piece[], sources: readonly SourceFile[]): readonly Mistake[] {
  const used = new Set(pieces.map(({ kind, name }) => `${kind} ${name}`));
  const contracts = contractNames(sources);
  const mistakes: Mistake[] = [];
  for (const source of sources) {
    visit(source.tree, (node) => {
      if (node.type !== 'CallExpression' || !isNode(node.callee)) return;
      const kind = kindOf[memberName(node.callee) ?? ''];
      const name = kind && pieceName(node);
      if (name === undefined || !contracts.has(nameOf(node.callee.object) ?? '')) return;
      if (used.has(`${kind} ${name}`)) return;
      mistakes.push({
        code: 'PIECE_UNUSED',
        severity: 'warning',
        where: `${positionOf(source, node)} ${kind} "${name}"`,
        what: 'it is not passed to build.',
        why: 'Making a piece registers nothing: nobody would answer it.',
        remedy: 'Pass it to build, or remove it.',
      });
    });
  }
  return mistakes;
}

/** The constants that hold a contract: `const x = definePlugin({ … })`. */
function contractNames(sources: readonly SourceFile[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const source of sources) {
    visit(source.tree, (node) => {
      if (node.type !== 'VariableDeclarator' || !isNode(node.init)) return;
      const name = nameOf(node.id);
      if (name !== undefined && isNode(node.init.callee) && nameOf(node.init.callee) === 'definePlugin')
        names.add(name);
    });
  }
  return names;
}

function pieceName(call: SyntaxNode): string | undefined {
  const [first] = listOf(call.arguments);
  if (first?.type === 'Literal') return nameOf(first);
  if (first?.type !== 'ObjectExpression') return undefined;
  const property = listOf(first.properties).find(
    (entry) => entry.type === 'Property' && nameOf(entry.key) === 'name',
  );
  return isNode(property?.value) && property.value.type === 'Literal' ? nameOf(property.value) : undefined;
}
