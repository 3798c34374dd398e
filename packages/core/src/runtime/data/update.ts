import type { z } from 'zod';
import { DataError } from './errors.ts';
import { checkPath, checkValue, isPlain, type Row } from './filter.ts';

const operators = new Set([
  '$set',
  '$setOnInsert',
  '$unset',
  '$inc',
  '$min',
  '$max',
  '$push',
  '$addToSet',
  '$pull',
]);
const onElements = new Set(['$push', '$addToSet', '$pull']);

/** What a collection declares, as updates need it. */
export interface CollectionShape {
  readonly fields: Readonly<Record<string, z.ZodType>>;
  readonly key: readonly string[];
}

/**
 * A plugin's update as the driver gets it: allow-listed operators on declared fields, key fields left alone, values of the
 * declared types.
 *
 * @throws `DataError` `UPDATE_REFUSED`, `DOCUMENT_INVALID`
 */
export function checkUpdate(update: Row, shape: CollectionShape): Record<string, Row> {
  const names = new Set(Object.keys(shape.fields));
  const checked: Record<string, Row> = {};
  for (const [operator, changes] of Object.entries(update)) {
    if (changes === undefined) continue;
    if (!operators.has(operator)) {
      throw new DataError('UPDATE_REFUSED', `"${operator}" is not an update that plugins may use.`);
    }
    if (!isPlain(changes))
      throw new DataError('UPDATE_REFUSED', `${operator} takes fields with their values.`);
    const fields: Row = {};
    for (const [path, value] of Object.entries(changes)) {
      if (value === undefined) continue;
      checkPath(path, names, 'UPDATE_REFUSED');
      if (shape.key.includes(path.split('.')[0] ?? path)) {
        throw new DataError('UPDATE_REFUSED', `"${path}" is part of the key and never changes.`);
      }
      fields[path] = checkChange(operator, path, value, shape);
    }
    if (Object.keys(fields).length > 0) checked[operator] = fields;
  }
  return checked;
}

/**
 * What a document made by an upsert needs beyond the update: its key, and the defaults of fields that the update leaves alone.
 *
 * @throws `DataError` `DOCUMENT_INVALID` when a required field would be missing
 */
export function completeUpsert(update: Record<string, Row>, key: Row, shape: CollectionShape): Row {
  const touched = new Set(
    Object.values(update).flatMap((fields) => Object.keys(fields).map((path) => path.split('.')[0])),
  );
  const onInsert: Row = { ...key };
  for (const [name, schema] of Object.entries(shape.fields)) {
    if (touched.has(name) || shape.key.includes(name)) continue;
    const absent = schema.safeParse(undefined);
    if (!absent.success) {
      throw new DataError(
        'DOCUMENT_INVALID',
        `An upsert may make the document, but gives no "${name}". Add it under $setOnInsert.`,
      );
    }
    if (absent.data !== undefined) onInsert[name] = absent.data;
  }
  return { ...update.$setOnInsert, ...onInsert };
}

function checkChange(operator: string, path: string, value: unknown, shape: CollectionShape): unknown {
  checkValue(value, path, 'UPDATE_REFUSED');
  if (operator === '$inc' && (typeof value !== 'number' || !Number.isFinite(value))) {
    throw new DataError('UPDATE_REFUSED', `$inc of "${path}" takes a number.`);
  }
  const schema = shape.fields[path];
  // Below a field only the operators are checked; the whole is checked when the field is set.
  if (!schema) return value;
  if (operator === '$unset') {
    if (!schema.safeParse(undefined).success) {
      throw new DataError('DOCUMENT_INVALID', `"${path}" is required and can't be removed.`);
    }
    return '';
  }
  if (operator === '$inc') return value;
  const wanted = onElements.has(operator) ? elementOf(schema) : schema;
  if (!wanted) throw new DataError('UPDATE_REFUSED', `${operator} needs a list, and "${path}" is none.`);
  const parsed = wanted.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new DataError(
    'DOCUMENT_INVALID',
    `${operator} of "${path}": ${parsed.error.issues.map((issue) => issue.message).join('; ')}.`,
  );
}

/** The schema of a list's elements, through optional, nullable and default. */
function elementOf(schema: z.ZodType): z.ZodType | undefined {
  const inner = schema as { element?: z.ZodType; unwrap?: () => z.ZodType; removeDefault?: () => z.ZodType };
  if (inner.element) return inner.element;
  if (inner.removeDefault) return elementOf(inner.removeDefault());
  if (inner.unwrap) return elementOf(inner.unwrap());
  return undefined;
}
