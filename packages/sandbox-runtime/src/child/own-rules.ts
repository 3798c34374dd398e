import type { CollectionDeclaration } from '@guildhall/sdk';
import type { z } from 'zod';
import { reviveError } from '../protocol/errors.ts';

type Values = Readonly<Record<string, unknown>>;

/** Operators whose values are those of whole fields. */
const setting: ReadonlySet<string> = new Set(['$set', '$setOnInsert']);
/** Functions of a collection that take an update as their second argument. */
const updating: ReadonlySet<string> = new Set(['updateOne', 'updateMany', 'findOneAndUpdate']);

/**
 * What a plugin writes, held to its own schema before it leaves the process: what that refines and transforms, the host can't know.
 * Everything else the host looks at.
 *
 * @returns the arguments to send
 * @throws an error like the host's, with the code `DOCUMENT_INVALID`
 */
export function byOwnRules(
  name: string,
  declaration: CollectionDeclaration | undefined,
  method: string,
  parameters: readonly unknown[],
): readonly unknown[] {
  if (!declaration) return parameters;
  const [first, second, ...rest] = parameters;
  const document = (given: unknown) =>
    parsed(declaration.schema, given, (why) => `This document does not fit "${name}": ${why}.`, true);
  if (method === 'insertOne') return [document(first), ...parameters.slice(1)];
  if (method === 'insertMany' && Array.isArray(first)) return [first.map(document), ...parameters.slice(1)];
  if (updating.has(method) && isValues(second)) return [first, ownUpdate(declaration, second), ...rest];
  return parameters;
}

function ownUpdate({ schema }: CollectionDeclaration, update: Values): Values {
  const fields = schema.shape as Readonly<Record<string, z.ZodType | undefined>>;
  return Object.fromEntries(
    Object.entries(update).map(([operator, changes]) => {
      if (!setting.has(operator) || !isValues(changes)) return [operator, changes];
      const checked = Object.entries(changes).map(([path, value]) => {
        const field = Object.hasOwn(fields, path) ? fields[path] : undefined;
        if (!field || value === undefined) return [path, value];
        return [path, parsed(field, value, (why) => `${operator} of "${path}": ${why}.`)];
      });
      return [operator, Object.fromEntries(checked)];
    }),
  );
}

function parsed(
  schema: z.ZodType,
  value: unknown,
  sentence: (why: string) => string,
  withPaths = false,
): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const why = result.error.issues
    .map(({ path, message }) => (withPaths ? `${path.join('.')}: ${message}` : message))
    .join('; ');
  throw reviveError({ name: 'DataError', message: sentence(why), properties: { code: 'DOCUMENT_INVALID' } });
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
