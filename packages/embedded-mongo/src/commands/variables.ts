import { compileExpression } from '../aggregate/expressions/compile.ts';
import { checkVariableName } from '../aggregate/expressions/control.ts';
import type { Variables } from '../aggregate/expressions/environment.ts';
import type { Doc, Maybe } from '../bson/values.ts';
import type { CommandContext } from './command.ts';
import { documentField } from './fields.ts';

/** The variables of a command: its `let`, and what a statement adds. Their values are constant expressions. */
export function withLet(context: CommandContext, more?: Doc): Variables {
  const given = documentField(context.body, 'let', context.name);
  if (!given && !more) return context.variables;
  const out = new Map<string, Maybe>(context.variables);
  for (const source of [given, more]) {
    if (!source) continue;
    for (const [name, value] of source) {
      checkVariableName(name);
      out.set(name, compileExpression(value, out)({ root: new Map(), variables: out }));
    }
  }
  return out;
}
