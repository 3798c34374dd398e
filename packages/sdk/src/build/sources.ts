import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { parseAst } from 'rolldown/parseAst';

/** A node of the syntax tree (ESTree with TypeScript), as far as its shape matters here. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** One of the author's own files. */
export interface SourceFile {
  /** Relative to the plugin's folder, with `/`. */
  readonly name: string;
  readonly text: string;
  readonly tree: SyntaxNode;
}

/** Where something is written: `src/contract.ts:12:3`. */
export function positionOf(source: SourceFile, node: SyntaxNode): string {
  const before = source.text.slice(0, node.start);
  const line = before.split('\n').length;
  const column = node.start - before.lastIndexOf('\n');
  return `${source.name}:${line}:${column}`;
}

/** The files of a bundle that belong to the plugin's own folder, parsed. */
export async function readSources(root: string, modules: readonly string[]): Promise<readonly SourceFile[]> {
  // The bundler names real paths; the folder may have been reached through a link.
  const folder = await realpath(root);
  const own = modules.filter((file) => {
    const relative = path.relative(folder, file);
    return (
      !relative.startsWith('..') &&
      !path.isAbsolute(relative) &&
      !/(?:^|[\\/])node_modules[\\/]/.test(relative) &&
      /\.[cm]?[jt]s$/.test(relative)
    );
  });
  return Promise.all(
    own.map(async (file) => {
      const text = await readFile(file, 'utf8');
      const lang = /\.[cm]?ts$/.test(file) ? 'ts' : 'js';
      const tree = parseAst(text, { lang }, file) as unknown as SyntaxNode;
      return { name: path.relative(folder, file).replaceAll(path.sep, '/'), text, tree };
    }),
  );
}

/** Visits a node and all below it, in the order of the text. */
export function visit(node: SyntaxNode, see: (node: SyntaxNode) => void): void {
  see(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, see);
  }
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The name of an identifier, or the text of a string literal; what a property is called by. */
export function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Identifier') return String(node.name);
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

/** `x.name` or `x['name']`: the name. */
export function memberName(node: SyntaxNode): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const { property, computed } = node;
  if (computed === true && isNode(property) && property.type === 'Identifier') return undefined;
  return nameOf(property);
}

export function listOf(value: unknown): readonly SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}
