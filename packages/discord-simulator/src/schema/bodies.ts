import { FormCheck } from '../world/errors.ts';
import { isSnowflake } from '../world/snowflake.ts';
import type { SpecIssue, SpecSchema } from './spec.ts';

type Path = (string | number)[];

/**
 * Checks a request's body against the official description, and answers as Discord does: one 50035 with every field.
 * Where clients and Discord agree on more than the description says (snowflakes as integers, permissions as text,
 * dates with a zone), it is let through; snowflakes become text in place.
 *
 * @param names - request schemas of which one must fit.
 * @param at - where in the form the value is, for the paths of the errors.
 */
export function checkBody(
  schemas: ReadonlyMap<string, SpecSchema>,
  names: readonly string[],
  body: unknown,
  at: Path = [],
): void {
  let best: SpecIssue[] | null = null;
  for (const name of names) {
    const schema = schemas.get(name);
    if (!schema) throw new Error(`the description has no schema "${name}"`);
    const issues = issuesOf(schema, body);
    if (issues.length === 0) return;
    if (best === null || issues.length < best.length) best = issues;
  }
  const check = new FormCheck();
  for (const issue of best ?? []) report(check, issue, at, body);
  check.done();
}

function issuesOf(schema: SpecSchema, body: unknown): SpecIssue[] {
  // Each round may repair integers that are snowflakes; those deep in a union come to light one after the other.
  for (let round = 0; round < 4; round++) {
    const result = schema.safeParse(body);
    if (result.success) return [];
    const issues = result.error.issues.flatMap((issue) => flatten(issue, body));
    const left = issues.filter((issue) => !tolerated(issue, body));
    const repaired = left.filter((issue) => repairSnowflake(issue, body));
    if (repaired.length === 0) return left;
  }
  return [];
}

/** A union's issue becomes those of its likeliest branch: the one whose `type` fits, else the one that fits best. */
function flatten(issue: SpecIssue, body: unknown): SpecIssue[] {
  if (issue.code !== 'invalid_union' || !issue.errors || issue.errors.length === 0) return [issue];
  const branches = issue.errors.map((branch) =>
    branch.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }, body)),
  );
  const isDiscriminator = (inner: SpecIssue) =>
    inner.path.at(-1) === 'type' && inner.path.length === issue.path.length + 1;
  const fitting = branches.filter((branch) => !branch.some(isDiscriminator));
  if (fitting.length === 0 && branches.every((branch) => branch.some(isDiscriminator))) {
    const choices = branches.flatMap((branch) =>
      branch.filter(isDiscriminator).flatMap((inner) => inner.values ?? []),
    );
    return [{ code: 'invalid_value', message: '', path: [...issue.path, 'type'], values: choices }];
  }
  const candidates = fitting.length > 0 ? fitting : branches;
  const weigh = (branch: SpecIssue[]) => branch.filter((inner) => !tolerated(inner, body)).length;
  return [...candidates].sort((a, b) => weigh(a) - weigh(b))[0] ?? [issue];
}

function valueAt(body: unknown, path: Path): unknown {
  let value = body;
  for (const part of path) value = (value as Record<string | number, unknown> | null | undefined)?.[part];
  return value;
}

/** What the description refuses and Discord takes. */
function tolerated(issue: SpecIssue, body: unknown): boolean {
  const value = valueAt(body, issue.path);
  if (issue.code === 'invalid_type' && issue.expected === 'number' && typeof value === 'string') {
    return /^\d+$/.test(value);
  }
  // Forwards are documented; the description knows replies only.
  if (value === 1 && issue.path.slice(-2).join('.') === 'message_reference.type') return true;
  if (issue.code === 'invalid_format' && issue.format === 'datetime') {
    return typeof value === 'string' && !Number.isNaN(Date.parse(value));
  }
  return false;
}

function repairSnowflake(issue: SpecIssue, body: unknown): boolean {
  const key = issue.path.at(-1);
  const value = valueAt(body, issue.path);
  if (key === undefined || issue.expected !== 'string' || typeof value !== 'number') return false;
  if (!Number.isSafeInteger(value) || !isSnowflake(String(value))) return false;
  const list = typeof key === 'number';
  if (!list && key !== 'id' && !key.endsWith('_id')) return false;
  const parent = valueAt(body, issue.path.slice(0, -1)) as Record<string | number, unknown>;
  parent[key] = String(value);
  return true;
}

function report(check: FormCheck, issue: SpecIssue, at: Path, body: unknown): void {
  const path = [...at, ...issue.path];
  const value = valueAt(body, issue.path);
  if (value === undefined) {
    check.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
    return;
  }
  switch (issue.code) {
    case 'too_big':
    case 'too_small': {
      const most = issue.code === 'too_big';
      if (issue.origin === 'number' || issue.origin === 'int') {
        check.add(
          path,
          most ? 'NUMBER_TYPE_MAX' : 'NUMBER_TYPE_MIN',
          most
            ? `int value should be less than or equal to ${issue.maximum}.`
            : `int value should be greater than or equal to ${issue.minimum}.`,
        );
      } else if (most)
        check.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${issue.maximum} or fewer in length.`);
      else check.add(path, 'BASE_TYPE_MIN_LENGTH', `Must be ${issue.minimum} or more in length.`);
      return;
    }
    case 'invalid_value':
      check.add(path, 'BASE_TYPE_CHOICES', `Value must be one of {${(issue.values ?? []).join(', ')}}.`);
      return;
    case 'invalid_type':
      check.add(path, ...typeProblem(issue.expected ?? '', value));
      return;
    case 'invalid_format':
      if (issue.format === 'url') check.add(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
      else if (issue.format === 'datetime')
        check.add(path, 'DATE_TIME_TYPE_PARSE', `Could not parse ${String(value)}. Should be ISO8601.`);
      else check.add(path, 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not snowflake.`);
      return;
    default:
      check.add(path, 'UNION_TYPE_CHOICES', issue.message || 'Value fits none of the alternatives.');
  }
}

function typeProblem(expected: string, value: unknown): [string, string] {
  switch (expected) {
    case 'string':
      return ['STRING_TYPE_CONVERT', `Could not interpret "${JSON.stringify(value)}" as string.`];
    case 'boolean':
      return ['BOOLEAN_TYPE_CONVERT', 'Must be either true or false.'];
    case 'array':
      return ['LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType'];
    case 'object':
    case 'record':
      return ['DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType'];
    default:
      return ['NUMBER_TYPE_COERCE', `Value "${String(value)}" is not int.`];
  }
}
