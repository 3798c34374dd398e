import { type CapabilityId, capabilities, isCapabilityId } from '../capabilities.ts';
import type { Plugin } from '../contract.ts';
import type { Mistake } from '../definition/mistake.ts';
import { rawEventRequirement } from '../events.ts';
import type { Piece } from '../pieces/types.ts';
import { nameOf, type SourceFile, visit } from './sources.ts';
import { capabilityOf, contextPath } from './undeclared-uses.ts';

/**
 * Capabilities that admins would be asked for in vain. Nothing is said where the plugin holds structures of discord.js: what it calls
 * on them is not seen from here.
 */
export function unusedCapabilities(
  { declaration, pieces }: Pick<Plugin, 'declaration' | 'pieces'>,
  sources: readonly SourceFile[],
): readonly Mistake[] {
  if (pieces.some(({ kind }) => holdingStructures.has(kind))) return [];
  const used = new Set<string>(pieces.flatMap((piece) => capabilityOfPiece(piece) ?? []));
  for (const source of sources) {
    let opaque = false;
    visit(source.tree, (node) => {
      if (
        node.type === 'ImportDeclaration' &&
        nameOf(node.source) === 'discord.js' &&
        node.importKind !== 'type'
      )
        opaque = true;
      const [part, name] = contextPath(node) ?? [];
      if (part === 'discord' && name !== undefined) {
        const capability = Object.hasOwn(capabilityOf, name) ? capabilityOf[name] : undefined;
        if (capability === undefined) opaque = true;
        else used.add(capability);
      }
      // Handed on whole, or a structure of the interaction.
      if (node.type === 'Identifier' || node.type === 'Literal') {
        if (
          /^(?:discord|interaction|fetch|routes?)$/.test(nameOf(node) ?? '') &&
          !isOnContext(source, node.start)
        )
          opaque = true;
      }
    });
    if (opaque) return [];
  }
  return Object.keys(declaration.needs)
    .filter(
      (id): id is CapabilityId => isCapabilityId(id) && !used.has(id) && capabilities[id].routes.length > 0,
    )
    .map((id) => ({
      code: 'CAPABILITY_UNUSED',
      severity: 'warning',
      where: `needs["${id}"]`,
      what: 'nothing in the plugin uses it.',
      why: 'Admins are asked for it all the same, and install a plugin the less the more it asks for.',
      remedy: 'Remove it from `needs`, until something uses it.',
    }));
}

/** Their handlers get structures of discord.js, or the interaction of one. */
const holdingStructures: ReadonlySet<Piece['kind']> = new Set(['on', 'sapphire']);

function capabilityOfPiece(piece: Piece): string | undefined {
  if (piece.kind === 'messageCommand') return 'messages.read';
  return piece.kind === 'onRaw' ? rawEventRequirement(piece.event)?.capability : undefined;
}

/** `ctx.discord.send(…)`: seen above. */
function isOnContext({ text }: SourceFile, start: number): boolean {
  return (
    /(?:ctx|context)\.$/.test(text.slice(Math.max(0, start - 10), start)) &&
    /^discord\.\w/.test(text.slice(start, start + 12))
  );
}
