import type { z } from 'zod';
import { type FieldError, RequestProblem } from '../problems/request-problem.ts';

type Place = FieldError['in'];

/**
 * Parses one part of a request.
 *
 * @throws `RequestProblem` `invalid_request` with a pointer for each wrong value.
 */
export function validate(schema: z.ZodType | undefined, value: unknown, place: Place): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RequestProblem('invalid_request', {
    errors: parsed.error.issues.slice(0, 50).map((issue) => ({
      in: place,
      pointer: pointer(issue.path),
      code: issue.code ?? 'invalid',
      message: issue.message,
    })),
  });
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/**
 * The revision in `If-Match`.
 *
 * @throws `RequestProblem` `precondition_required` when it is needed and names no revision, `invalid_request` for what is
 * no tag, `revision_mismatch` for a tag of another form than ours: it can only be somebody else's.
 */
export function readIfMatch(
  header: string | undefined,
  needed: 'required' | 'optional' | undefined,
): number | undefined {
  if (!needed) return undefined;
  if (header === undefined || header.trim() === '*') {
    if (needed === 'required') throw new RequestProblem('precondition_required');
    return undefined;
  }
  const tag = header.trim();
  if (!/^(W\/)?"[\x21\x23-\x7e]*"$/.test(tag)) {
    throw new RequestProblem('invalid_request', {
      errors: [{ in: 'header', pointer: '/If-Match', code: 'invalid_format', message: 'If-Match: "7"' }],
    });
  }
  const revision = /^"(\d{1,15})"$/.exec(tag)?.[1];
  if (revision === undefined) throw new RequestProblem('revision_mismatch');
  return Number(revision);
}
