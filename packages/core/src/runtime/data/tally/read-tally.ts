import { createHash } from 'node:crypto';
import { DataError } from '../errors.ts';
import type { Row } from '../filter.ts';
import { type CollectionShape, completeUpsert } from '../update.ts';
import { nextMark } from './cause.ts';
import type { NewTally } from './tally-book.ts';

/** A mark that is longer is stored as its hash. */
const longestMark = 200;

/** The collection that is tallied, as one guild has it. */
export interface TallyPlace {
  readonly pluginId: string;
  readonly guildId: string;
  readonly name: string;
  readonly stored: string;
  readonly shape: CollectionShape;
  /** What else a new document has, of the host's own. */
  readonly besides: Row;
  /** The numbers that may be tallied. */
  readonly counted: readonly string[];
}

/** A call of `tally`, checked. @throws `DataError` `TALLY_REFUSED` */
export function readTally(
  place: TallyPlace,
  key: Row,
  increments: Row,
  { once }: { readonly once?: string } = {},
): NewTally {
  const { pluginId, guildId, stored, shape } = place;
  const checked = checkKey(place, key);
  const id = { g: guildId, ...checked };
  const document = `${stored}:${JSON.stringify(id)}`;
  return {
    pluginId,
    guildId,
    collection: stored,
    id,
    document,
    increments: checkIncrements(place, increments),
    onInsert: startOf(place, checked),
    mark: short(once === undefined ? nextMark(document) : `once/${document}/${once}`),
  };

  function startOf({ counted, besides }: TallyPlace, ofKey: Row): Row {
    const zeros = Object.fromEntries(counted.map((field) => [field, 0]));
    return { ...zeros, ...completeUpsert({ $inc: zeros }, ofKey, shape), ...besides };
  }
}

function checkKey({ name, shape }: TallyPlace, key: Row): Row {
  const entries = shape.key.map((field): [string, unknown] => {
    const parsed = shape.fields[field]?.safeParse(key[field]);
    const value: unknown = parsed?.success ? parsed.data : undefined;
    if (value === undefined || (typeof value === 'object' && !(value instanceof Date))) {
      throw refused(name, `its key needs "${field}" as a plain value of the declared type`);
    }
    return [field, value];
  });
  const more = Object.keys(key).find((field) => !shape.key.includes(field));
  if (more !== undefined) throw refused(name, `"${more}" is not part of the key (${shape.key.join(', ')})`);
  return Object.fromEntries(entries);
}

function checkIncrements({ name, shape, counted }: TallyPlace, increments: Row): Record<string, number> {
  const given = Object.entries(increments).filter(([, n]) => n !== undefined);
  if (given.length === 0) throw refused(name, 'it adds to nothing');
  for (const [field, n] of given) {
    if (!counted.includes(field))
      throw refused(name, `"${field}" is not among the numbers declared under \`tally\``);
    const whole = shape.fields[field]?.safeParse(0.5).success !== true;
    if (typeof n !== 'number' || !Number.isFinite(n) || (whole && !Number.isSafeInteger(n))) {
      throw refused(name, `"${field}" grows by ${whole ? 'whole ' : ''}numbers`);
    }
  }
  return Object.fromEntries(given) as Record<string, number>;
}

function short(mark: string | undefined): string | undefined {
  if (mark === undefined || mark.length <= longestMark) return mark;
  return createHash('sha256').update(mark).digest('base64url');
}

function refused(name: string, why: string): DataError {
  return new DataError('TALLY_REFUSED', `This tally of "${name}" can't be made: ${why}.`);
}
