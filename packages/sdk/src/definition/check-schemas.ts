import type { AnyPluginDeclaration } from '../contract.ts';
import type { Piece } from '../pieces/types.ts';
import type { Report } from './mistake.ts';

/**
 * That everything which says what a value looks like is a schema. Whatever else is looked at afterwards reads them, and would only
 * fail with words of its own on what is none.
 */
export function checkSchemas(
  declaration: AnyPluginDeclaration,
  pieces: readonly Piece[],
  report: Report,
): void {
  const { config, data, emits } = declaration;
  const check = (where: string, value: unknown) => {
    if (isSchema(value)) return;
    report({
      code: 'NOT_A_SCHEMA',
      where,
      what: `it is no schema, but ${described(value)}.`,
      why: 'The host validates by it, forms are drawn from it, and handlers are typed by it.',
      remedy: `Write a schema, such as ${likely(value)}.`,
    });
  };
  check('config.schema', config?.schema);
  for (const [name, collection] of Object.entries(data ?? {}))
    check(`data.${name}.schema`, collection.schema);
  for (const [name, schema] of Object.entries(emits ?? {})) check(`emits.${name}`, schema);
  for (const piece of pieces) {
    const where = `${piece.kind} "${piece.name}"`;
    for (const [name, schema] of schemasOf(piece)) check(`${where}${name}`, schema);
  }
}

/** What of a piece must be a schema, each with where it is. */
function schemasOf(piece: Piece): readonly (readonly [where: string, value: unknown])[] {
  const each = (what: string, given: Readonly<Record<string, unknown>> | undefined) =>
    Object.entries(given ?? {}).map(([name, value]) => [`, ${what} "${name}"`, value] as const);
  const given = (what: string, value: unknown) =>
    value === undefined ? [] : [[`, ${what}`, value] as const];
  switch (piece.kind) {
    case 'command':
      return [
        ...each('option', piece.options),
        ...piece.subcommands.flatMap((sub) =>
          each('option', sub.options).map(
            ([where, value]) => [`, subcommand "${sub.name}"${where}`, value] as const,
          ),
        ),
      ];
    case 'button':
    case 'select':
    case 'modal':
      return each('parameter', piece.parameters);
    case 'job':
      return given('input', (piece.schedule as { readonly input?: unknown }).input);
    case 'route':
      return (['params', 'query', 'body', 'returns'] as const).flatMap((part) => given(part, piece[part]));
    default:
      return [];
  }
}

/** Also one of another copy of zod. */
function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

function described(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'string') return `the text "${value.slice(0, 40)}"`;
  return typeof value === 'function'
    ? 'a function'
    : `${Array.isArray(value) ? 'a list' : `of type ${typeof value}`}`;
}

const examples: Readonly<Record<string, string>> = {
  string: 'z.string().max(100)',
  text: 'z.string().max(100)',
  number: 'z.number()',
  integer: 'z.int()',
  boolean: 'z.boolean()',
  member: 'field.member()',
  channel: 'field.channel()',
  role: 'field.role()',
};

function likely(value: unknown): string {
  if (Array.isArray(value)) return 'z.enum([…])';
  if (typeof value === 'object' && value !== null) return 'z.object({ … })';
  const name = typeof value === 'function' ? value.name.toLowerCase() : String(value).toLowerCase();
  return examples[name] ?? 'z.string().max(100) or field.channel()';
}
