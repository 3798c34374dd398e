import { createHash } from 'node:crypto';
import { DataError } from '../errors.ts';
import type { Row } from '../filter.ts';
import { type CollectionShape, completeUpsert } from '../update.ts';
import { nextMark } from './cause.ts';
import type { Tallied, Tally } from './tally.ts';

/** A mark that is longer is stored as its hash. */
const longestMark = 200;
/** Documents whose key was checked lately, of one collection. */
const mostKnown = 500;

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

export interface NewTally {
  readonly to: Tallied;
  readonly increments: Tally['increments'];
  /** Absent where nothing can make it come again. */
  readonly mark: string | undefined;
}

/** Checks calls of `tally`. What is the same for many of them is only looked at once: most messages are counted where others were. */
export class TallyReader {
  readonly #place: TallyPlace;
  readonly #zeros: Readonly<Record<string, number>>;
  /** Of each number, whether it is a whole one. */
  readonly #counted: ReadonlyMap<string, boolean>;
  /** By the key as it was given. */
  readonly #known = new Map<string, Tallied>();

  constructor(place: TallyPlace) {
    this.#place = place;
    const { counted, shape } = place;
    this.#zeros = Object.fromEntries(counted.map((field) => [field, 0]));
    this.#counted = new Map(
      counted.map((field) => [field, shape.fields[field]?.safeParse(0.5).success !== true]),
    );
  }

  /** A call of `tally`, checked. @throws `DataError` `TALLY_REFUSED` */
  read(key: Row, increments: Row, { once }: { readonly once?: string } = {}): NewTally {
    const to = this.#tallied(key);
    const { document } = to;
    return {
      to,
      increments: this.#checkIncrements(increments),
      mark: short(once === undefined ? nextMark(document) : `once/${document}/${once}`),
    };
  }

  #tallied(key: Row): Tallied {
    const text = textOf(key, this.#place.shape.key);
    const known = text === undefined ? undefined : this.#known.get(text);
    if (known) return known;
    const { pluginId, guildId, name, stored, shape, besides } = this.#place;
    const checked = this.#checkKey(key);
    const id = { g: guildId, ...checked };
    const to: Tallied = {
      pluginId,
      guildId,
      name,
      collection: stored,
      id,
      document: `${stored}:${JSON.stringify(id)}`,
      onInsert: () => ({
        ...this.#zeros,
        ...completeUpsert({ $inc: this.#zeros }, checked, shape),
        ...besides,
      }),
    };
    if (text === undefined) return to;
    if (this.#known.size >= mostKnown) this.#known.clear();
    this.#known.set(text, to);
    return to;
  }

  #checkKey(key: Row): Row {
    const { name, shape } = this.#place;
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

  /** A copy: the plugin may go on changing what it gave. */
  #checkIncrements(given: Row): Record<string, number> {
    const { name } = this.#place;
    const checked: Record<string, number> = {};
    let any = false;
    for (const field of Object.keys(given)) {
      const n = given[field];
      if (n === undefined) continue;
      const whole = this.#counted.get(field);
      if (whole === undefined) {
        throw refused(name, `"${field}" is not among the numbers declared under \`tally\``);
      }
      if (typeof n !== 'number' || !Number.isFinite(n) || (whole && !Number.isSafeInteger(n))) {
        throw refused(name, `"${field}" grows by ${whole ? 'whole ' : ''}numbers`);
      }
      checked[field] = n;
      any = true;
    }
    if (!any) throw refused(name, 'it adds to nothing');
    return checked;
  }
}

/** A key as it was given, by which it is known again; `undefined` when it is not made of plain values, and of nothing else. */
function textOf(key: Row, fields: readonly string[]): string | undefined {
  let text = '';
  let given = 0;
  for (const field of fields) {
    const value = key[field];
    // With its length, so that no two keys read the same.
    if (typeof value === 'string') text += `${value.length}"${value}`;
    else if (typeof value === 'number' || typeof value === 'boolean') text += `${value};`;
    else return undefined;
    given++;
  }
  for (const _ in key) given--;
  return given === 0 ? text : undefined;
}

function short(mark: string | undefined): string | undefined {
  if (mark === undefined || mark.length <= longestMark) return mark;
  return createHash('sha256').update(mark).digest('base64url');
}

function refused(name: string, why: string): DataError {
  return new DataError('TALLY_REFUSED', `This tally of "${name}" can't be made: ${why}.`);
}
