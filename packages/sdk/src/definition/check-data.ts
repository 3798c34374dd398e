import type { z } from 'zod';
import type { AnyPluginDeclaration } from '../contract.ts';
import type { CollectionDeclaration } from '../data.ts';
import { checkVersions } from './check-versions.ts';
import type { Report } from './mistake.ts';
import { walkSchema } from './walk-schema.ts';

/** What BSON and JSON both can hold; dates are the one addition to JSON. */
const storable: readonly string[] = [
  'string',
  'number',
  'boolean',
  'enum',
  'literal',
  'null',
  'date',
  'object',
  'array',
  'tuple',
  'record',
  'union',
  'optional',
  'nullable',
  'default',
  'prefault',
  'readonly',
  'nonoptional',
  'template_literal',
];

export function checkData({ data = {} }: AnyPluginDeclaration, report: Report): void {
  for (const [name, collection] of Object.entries(data)) {
    const where = `data.${name}`;
    checkVersions(where, collection, report);
    if (!/^[a-z][A-Za-z0-9]{0,31}$/.test(name)) {
      report({
        code: 'NAME',
        where,
        what: 'its name is not one that a collection can have.',
        why: 'It becomes part of a MongoDB collection’s name and of the manifest.',
        remedy: 'Use 1–32 letters and digits, starting with a small letter.',
      });
    }
    const fields = Object.keys(collection.schema.shape);
    for (const field of fields.filter(
      (field) =>
        field.startsWith('$') || field.includes('.') || field === '_id' || field === '_u' || field === 'g',
    )) {
      report({
        code: 'DATA_FIELD',
        where: `${where}.${field}`,
        what: 'this field’s name is taken.',
        why: '`_id`, `_u` and `g` (the guild) belong to the host, `$` and `.` to MongoDB.',
        remedy: 'Choose another name.',
      });
    }
    if (collection.key.length === 0) {
      report({
        code: 'DATA_KEY',
        where: `${where}.key`,
        what: 'it is empty.',
        why: 'The key tells a guild’s documents apart.',
        remedy: 'List the fields that identify a document, such as ["userId"].',
      });
    }
    const lists = {
      key: [collection.key],
      indexes: collection.indexes,
      unique: collection.unique,
      personal: [collection.personal ?? []],
      tally: [collection.tally ?? []],
      encrypted: [collection.encrypted ?? []],
    };
    for (const [list, groups] of Object.entries(lists)) {
      const unknown = (groups ?? []).flat().filter((field) => !fields.includes(field));
      if (unknown.length === 0) continue;
      report({
        code: 'DATA_FIELD',
        where: `${where}.${list}`,
        what: `the schema has no ${unknown.map((field) => `"${field}"`).join(', ')}.`,
        why: 'Keys, indexes and personal fields are fields of the document.',
        remedy: `Use ${fields.map((field) => `"${field}"`).join(', ')}, or add the field.`,
      });
    }
    if (collection.tally) checkTally(where, collection, report);
    if (collection.encrypted) checkEncrypted(where, collection, report);
    walkSchema(collection.schema, ({ schema, path }) => {
      const { type } = schema._zod.def;
      if (storable.includes(type)) return;
      report({
        code: 'DATA_TYPE',
        where: [where, ...path].join('.'),
        what: `it is a ${type}.`,
        why: 'A document is stored in MongoDB and exported as JSON.',
        remedy: 'Use texts, numbers, booleans, dates, lists, records and objects.',
      });
    });
  }
}

/** A tally makes the documents that it needs, out of nothing but the key, numbers and defaults. */
function checkTally(where: string, collection: CollectionDeclaration, report: Report): void {
  const { key, schema, tally = [] } = collection;
  const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
  for (const field of tally) {
    if (shape[field] && (key.includes(field) || !shape[field].safeParse(1).success)) {
      report({
        code: 'DATA_TALLY',
        where: `${where}.tally`,
        what: `"${field}" is not a number that can be counted.`,
        why: 'A tally adds to numbers, and the key never changes.',
        remedy: 'Name a field like z.int(), that is not part of the key.',
      });
    }
  }
  for (const [field, type] of Object.entries(shape)) {
    if (key.includes(field) || tally.includes(field) || type.safeParse(undefined).success) continue;
    report({
      code: 'DATA_TALLY',
      where: `${where}.${field}`,
      what: 'a document that a tally makes would lack it.',
      why: 'A tally knows the key and the numbers that it counts, and nothing else.',
      remedy: 'Give it a .default(…), make it .optional(), or add it to `key` or `tally`.',
    });
  }
}

/** Nothing finds a document by what only its reader can open. */
function checkEncrypted(where: string, collection: CollectionDeclaration, report: Report): void {
  const { key, schema, indexes = [], unique = [], personal = [], tally = [], encrypted = [] } = collection;
  const found = new Set([key, ...indexes, ...unique, personal, tally].flat());
  const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
  for (const field of encrypted) {
    const type = shape[field];
    const isText = type?.safeParse('').success === true || type?.safeParse('text').success === true;
    if (type === undefined || (isText && !found.has(field))) continue;
    report({
      code: 'DATA_ENCRYPTED',
      where: `${where}.encrypted`,
      what: isText ? `"${field}" is also used to find documents.` : `"${field}" is no text.`,
      why: 'What is encrypted is a text that nobody can look for.',
      remedy: isText
        ? 'Take it out of key, indexes, unique, personal and tally, or out of encrypted.'
        : 'Name fields like z.string(); keep records as JSON.',
    });
  }
}
