import type { DataKey } from './data-keys.ts';
import { DataError } from './errors.ts';
import type { Row } from './filter.ts';

const sealing = new Set(['$set', '$setOnInsert']);

/**
 * The fields of a collection that are encrypted where they are kept. Whoever reads through the plugin's own context sees their text;
 * the database, and its backups, hold what the guild's key made of it.
 */
export class SealedFields {
  readonly #collection: string;
  readonly #fields: readonly string[];
  readonly #key: () => Promise<DataKey>;

  constructor(collection: string, fields: readonly string[], key: () => Promise<DataKey>) {
    this.#collection = collection;
    this.#fields = fields;
    this.#key = key;
  }

  /** A document, or the fields of one, as they are stored. */
  async seal<T extends Row>(document: T): Promise<T> {
    const present = this.#fields.filter((field) => typeof document[field] === 'string');
    if (present.length === 0) return document;
    const key = await this.#key();
    const sealed = present.map((field) => [field, key.seal(document[field] as string, this.#place(field))]);
    return { ...document, ...Object.fromEntries(sealed) };
  }

  /** An update as it is stored. @throws `DataError` `UPDATE_REFUSED` for a change that would have to read what is sealed */
  async sealUpdate(update: Readonly<Record<string, Row>>): Promise<Record<string, Row>> {
    const result: Record<string, Row> = {};
    for (const [operator, changes] of Object.entries(update)) {
      const touched = this.#fields.find((field) => Object.hasOwn(changes, field));
      if (touched !== undefined && !sealing.has(operator) && operator !== '$unset') {
        throw new DataError(
          'UPDATE_REFUSED',
          `"${touched}" is encrypted, so ${operator} can’t change it. Give the whole text with $set.`,
        );
      }
      result[operator] = sealing.has(operator) ? await this.seal(changes) : changes;
    }
    return result;
  }

  /** A stored document as the plugin reads it. What can’t be opened is an empty text. */
  async open<T extends Row>(document: T): Promise<T> {
    const present = this.#fields.filter((field) => typeof document[field] === 'string');
    if (present.length === 0) return document;
    const key = await this.#key();
    const opened: Row = { ...document };
    for (const field of present)
      opened[field] = key.open(document[field] as string, this.#place(field)) ?? '';
    return opened as T;
  }

  #place(field: string): string {
    return `${this.#collection}/${field}`;
  }
}
