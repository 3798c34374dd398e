import { randomBytes } from 'node:crypto';
import type { JsonSchema } from '@guildhall/sdk/host';
import type { ConfigProblem } from '../types.ts';
import { configText } from './config-texts.ts';
import { fieldsOf, withValueAt } from './fields-of.ts';

/** Encrypts with a key that is not in the database. What was sealed in one context opens in no other. */
export interface SecretBox {
  seal(text: string, context: string): string;
  /** @returns `undefined` for what was not sealed with this key and context */
  open(sealed: string, context: string): string | undefined;
}

/** Whose secrets they are: a sealed one copied into another installation does not open. */
export interface SecretOwner {
  readonly guildId: string;
  readonly pluginId: string;
}

/** As it is kept: its own id, and what the key made of it. */
const sealedForm = /^sealed:([0-9a-f]{16}):(.+)$/s;
/** As everybody sees it, and as a form sends it back: the id of the sealed one. */
const referenceForm = /^secret:([0-9a-f]{16})$/;

/** Values whose secrets are readable, with what each was sealed as. */
export interface OpenedValues<T> {
  readonly values: T;
  /** Sealed, by the plain text: what is saved unchanged keeps its id. */
  readonly sealed: ReadonlyMap<string, string>;
  readonly problems: readonly ConfigProblem[];
}

/**
 * The secrets of configurations. In the database they are sealed; handlers get them opened; everybody else gets a reference,
 * `secret:<id>`, that says "the one that is there" when it comes back from a form. Nothing gives the text out again.
 */
export class ConfigSecrets {
  readonly #box: SecretBox;

  constructor(box: SecretBox) {
    this.#box = box;
  }

  /**
   * Takes values as a form sends them or as they were kept: references and sealed secrets become plain text.
   * @param kept - where references lead: the values that are in effect
   */
  take<T>(schema: JsonSchema, values: T, kept: unknown, owner: SecretOwner, locale: string): OpenedValues<T> {
    const sealed = new Map<string, string>();
    const problems: ConfigProblem[] = [];
    let opened = values;
    let known: ReadonlyMap<string, string> | undefined;
    for (const { pointer, path, value, ui } of fieldsOf(schema, values)) {
      if (ui.widget !== 'secret' || typeof value !== 'string') continue;
      const reference = referenceForm.exec(value)?.[1];
      if (reference !== undefined) known ??= sealedIn(kept);
      const held = reference === undefined ? value : known?.get(reference);
      const isSealed = held !== undefined && sealedForm.test(held);
      if (reference === undefined && !isSealed) continue;
      const text = isSealed ? this.#open(held, owner) : undefined;
      if (text === undefined) {
        const code = isSealed ? 'secret_lost' : 'secret_unknown';
        problems.push({ pointer, code, message: configText(locale, code) });
      } else {
        sealed.set(text, held ?? '');
        opened = withValueAt(opened, path, text);
      }
    }
    return { values: opened, sealed, problems };
  }

  /** Seals every secret for the database. */
  seal<T>(schema: JsonSchema, values: T, owner: SecretOwner, sealed: Map<string, string>): T {
    let result = values;
    for (const { path, value, ui } of fieldsOf(schema, values)) {
      if (ui.widget !== 'secret' || typeof value !== 'string') continue;
      const held =
        sealed.get(value) ??
        `sealed:${randomBytes(8).toString('hex')}:${this.#box.seal(value, contextOf(owner))}`;
      // The values as given and those with defaults hold the same secret under the same id.
      sealed.set(value, held);
      result = withValueAt(result, path, held);
    }
    return result;
  }

  /** For handlers: everything sealed is opened. `lost`: how many could not be, which are empty texts now. */
  openAll<T>(values: T, owner: SecretOwner): { readonly values: T; readonly lost: number } {
    let lost = 0;
    const opened = mapTexts(values, (text) => {
      if (!sealedForm.test(text)) return text;
      const plain = this.#open(text, owner);
      if (plain === undefined) lost += 1;
      return plain ?? '';
    });
    return { values: opened, lost };
  }

  #open(sealed: string, owner: SecretOwner): string | undefined {
    const payload = sealedForm.exec(sealed)?.[2];
    return payload === undefined ? undefined : this.#box.open(payload, contextOf(owner));
  }
}

/** What may leave the host: references in the place of secrets, whatever the schema was at that time. */
export function withoutSecrets<T>(values: T): T {
  return mapTexts(values, (text) => {
    const id = sealedForm.exec(text)?.[1];
    return id === undefined ? text : `secret:${id}`;
  });
}

function contextOf({ guildId, pluginId }: SecretOwner): string {
  return `${guildId}/${pluginId}`;
}

function sealedIn(values: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  mapTexts(values, (text) => {
    const id = sealedForm.exec(text)?.[1];
    if (id !== undefined) found.set(id, text);
    return text;
  });
  return found;
}

/** A copy where something changed, the same object where nothing did. */
function mapTexts<T>(value: T, map: (text: string) => string): T {
  if (typeof value === 'string') return map(value) as T;
  if (Array.isArray(value)) {
    const mapped = value.map((item) => mapTexts(item, map));
    return mapped.every((item, index) => item === value[index]) ? value : (mapped as T);
  }
  // Dates and the like are values; what JSON calls an object has no class.
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  let changed = false;
  const entries = Object.entries(value).map(([key, inner]) => {
    const mapped = mapTexts(inner, map);
    changed ||= mapped !== inner;
    return [key, mapped] as const;
  });
  return changed ? (Object.fromEntries(entries) as T) : value;
}
