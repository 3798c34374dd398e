import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Database } from '../../database/index.ts';
import { DataError } from './errors.ts';

/** Encrypts with a key that is not in the database. What was sealed in one context opens in no other. */
interface KeyBox {
  seal(text: string, context: string): string;
  /** @returns `undefined` for what was not sealed with this key and context */
  open(sealed: string, context: string): string | undefined;
}

/** Where the keys are kept, each wrapped by the operator's secret key. */
const stored = 'data_keys';

/** Seals texts of one installation. `place`: the collection and field; a sealed text opens nowhere else. */
export interface DataKey {
  seal(text: string, place: string): string;
  /** @returns `undefined` for what was not sealed with this key for this place */
  open(sealed: string, place: string): string | undefined;
}

/**
 * Keys of what plugins keep encrypted: one for each plugin and guild, made when it is first needed. In the database it is wrapped by
 * the operator's secret key, so that a copy of the database alone opens nothing; and it is deleted with the installation's data, so that
 * what backups still hold of it stays closed for ever.
 */
export class DataKeys {
  readonly #database: Database;
  readonly #box: KeyBox;
  /** By what a plugin's life in a guild is known by: another installation, after the data was deleted, has another key. */
  readonly #known = new WeakMap<AbortSignal, Promise<DataKey>>();

  constructor(database: Database, box: KeyBox) {
    this.#database = database;
    this.#box = box;
  }

  /**
   * @param life the installation's signal: while it is the same, the key is read once
   * @throws `DataError` `DATA_KEY_LOST` when the secret key that wrapped it is not the one in use
   */
  of(guildId: string, pluginId: string, life?: AbortSignal): Promise<DataKey> {
    const id = keyId(guildId, pluginId);
    if (!life) return this.#load(id);
    let known = this.#known.get(life);
    if (!known) {
      known = this.#load(id);
      this.#known.set(life, known);
      known.catch(() => this.#known.delete(life));
    }
    return known;
  }

  async #load(id: string): Promise<DataKey> {
    const keys = this.#database.db().collection<{ _id: string; wrapped: string }>(stored);
    const context = `data-key/${id}`;
    const fresh = this.#box.seal(randomBytes(32).toString('base64'), context);
    // Of two processes that need it first, one makes it and both read it.
    const kept = await keys.findOneAndUpdate(
      { _id: id },
      { $setOnInsert: { wrapped: fresh } },
      { upsert: true, returnDocument: 'after' },
    );
    const key = kept && this.#box.open(kept.wrapped, context);
    if (!key) {
      throw new DataError(
        'DATA_KEY_LOST',
        'What this plugin has kept encrypted here can’t be opened: the secret key has changed. Put the former SECRET_KEY back, or uninstall the plugin together with its data.',
      );
    }
    return dataKey(Buffer.from(key, 'base64'));
  }
}

/** Deletes a key: what it had sealed is closed for ever, wherever copies of it are. */
export async function forgetDataKey(database: Database, guildId: string, pluginId: string): Promise<void> {
  await database
    .db()
    .collection<{ _id: string }>(stored)
    .deleteOne({ _id: keyId(guildId, pluginId) });
}

function keyId(guildId: string, pluginId: string): string {
  return `${guildId}/${pluginId}`;
}

const mark = 'sealed1:';

/** AES-256-GCM, with the place as associated data. */
function dataKey(key: Buffer): DataKey {
  return {
    seal(text, place) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return mark + Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed.startsWith(mark) ? sealed.slice(mark.length) : '', 'base64');
      if (bytes.length < 28) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(place));
      decipher.setAuthTag(bytes.subarray(12, 28));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      } catch {
        // The tag does not fit: another key, another place, or somebody changed it.
        return undefined;
      }
    },
  };
}
