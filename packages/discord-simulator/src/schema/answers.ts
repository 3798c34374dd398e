import type { SpecIssue, SpecSchema } from './spec.ts';

/** What an operation answers with: a schema's name, a list of it, or one of several. */
export type Shape =
  | string
  | { list: string }
  | { oneOf: readonly string[] }
  /** A list whose items may each be one of several. */
  | { listOf: readonly string[] };

/**
 * What is wrong with an answer according to the official description; `null` when nothing is.
 * `text` is the answer as it goes over the wire, so that what JSON drops is not there.
 */
export function whatIsWrong(
  schemas: ReadonlyMap<string, SpecSchema>,
  shape: Shape,
  text: string,
): string | null {
  // The description's `date-time` wants a Z where Discord sends +00:00.
  const value: unknown = JSON.parse(text.replaceAll(/(\d\d:\d\d:\d\d\.\d{6})\+00:00"/g, '$1Z"'));
  if (typeof shape === 'object' && ('list' in shape || 'listOf' in shape)) {
    if (!Array.isArray(value)) return 'not a list';
    const names = 'list' in shape ? [shape.list] : shape.listOf;
    for (const [index, item] of value.entries()) {
      const wrong = closestOf(schemas, names, item);
      if (wrong) return `[${index}] ${wrong}`;
    }
    return null;
  }
  return closestOf(schemas, typeof shape === 'string' ? [shape] : shape.oneOf, value);
}

/** `null` when one of the schemas fits; else what is wrong according to the one that says least. */
function closestOf(
  schemas: ReadonlyMap<string, SpecSchema>,
  names: readonly string[],
  value: unknown,
): string | null {
  let closest: string | null = null;
  for (const name of names) {
    const wrong = against(schemas, name, value);
    if (!wrong) return null;
    if (closest === null || wrong.length < closest.length) closest = wrong;
  }
  return closest;
}

function against(schemas: ReadonlyMap<string, SpecSchema>, name: string, value: unknown): string | null {
  const schema = schemas.get(name);
  if (!schema) return `the description has no schema "${name}"`;
  const result = schema.safeParse(value);
  if (result.success) return null;
  const issues = result.error.issues.filter((issue) => !isForward(issue));
  return issues.length === 0 ? null : `${name}: ${issues.map(tell).join('; ')}`;
}

/** Forwards (reference type 1) are documented; the description knows replies only. */
function isForward(issue: SpecIssue): boolean {
  return issue.path.slice(-2).join('.') === 'message_reference.type';
}

function tell(issue: SpecIssue): string {
  const where = issue.path.join('.') || '(whole)';
  if (issue.code !== 'invalid_union') return `${where} ${issue.message}`;
  const branches = (issue.errors ?? []).map((issues) => issues.map(tell));
  const best = branches.sort((a, b) => a.length - b.length)[0] ?? [];
  return `${where} fits no alternative (${best.join(', ')})`;
}
