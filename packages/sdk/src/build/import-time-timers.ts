import type { Mistake } from '../definition/mistake.ts';
import { isNode, listOf, nameOf, positionOf, type SourceFile, type SyntaxNode } from './sources.ts';

const timers: ReadonlySet<string> = new Set(['setInterval', 'setTimeout', 'setImmediate']);

/**
 * Timers that begin when a module is imported: nobody stops them when the plugin is switched off or updated, and they run
 * once for all guilds. Only statements of the module itself are looked at.
 */
export function importTimeTimers(sources: readonly SourceFile[]): readonly Mistake[] {
  return sources.flatMap((source) =>
    listOf(source.tree.body).flatMap((statement) =>
      callsOf(statement).flatMap((call) => {
        const name = isNode(call.callee) ? (nameOf(call.callee) ?? '') : '';
        if (!timers.has(name)) return [];
        return [
          {
            code: 'TIMER_AT_IMPORT',
            severity: 'warning' as const,
            where: `${positionOf(source, call)} ${name}()`,
            what: 'it begins when the module is imported.',
            why: 'Nothing stops it when the plugin is switched off or updated, and it belongs to no guild.',
            remedy: "Make it a job: contract.job('tidy', { every: '1 hour' }, (ctx) => …).",
          },
        ];
      }),
    ),
  );
}

/** The calls that a statement of a module makes itself: `setInterval(…);` and `const timer = setInterval(…);`. */
function callsOf(statement: SyntaxNode): readonly SyntaxNode[] {
  const declaration = isNode(statement.declaration) ? statement.declaration : statement;
  const values = [declaration.expression, ...listOf(declaration.declarations).map(({ init }) => init)];
  return values.filter((value): value is SyntaxNode => isNode(value) && value.type === 'CallExpression');
}
