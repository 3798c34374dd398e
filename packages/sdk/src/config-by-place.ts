import type { ConfigPlace } from './context.ts';
import type { OverrideScope } from './fields/ui.ts';

type Values = Readonly<Record<string, unknown>>;

/** Another value of one field, for one category, channel or role. */
export interface Override {
  /** JSON pointer of a property, also of objects in the configuration. */
  readonly field: string;
  readonly scope: OverrideScope;
  readonly id: string;
  readonly value: unknown;
}

/** Above, the channel's thread or channel, and its category. */
export type ParentOf = (channelId: string) => string | null | undefined;

/** Different sets of overrides that are kept ready. */
const maxKept = 256;

/**
 * The configuration by place, for an installation that has overrides. What holds for a field, from the weakest to the strongest:
 * the guild's value, the category's, the channel's, the thread's, a role's; of several roles', the first in the admins' order.
 *
 * The same overrides give the same object again, so that an event costs some look-ups and no copy.
 */
export class ConfigByPlace {
  readonly #config: Values;
  readonly #overrides: readonly Override[];
  readonly #channels = new Map<string, number[]>();
  readonly #roles = new Map<string, number[]>();
  readonly #parentOf: ParentOf;
  readonly #made = new Map<string, Values>();

  constructor(config: Values, overrides: readonly Override[], parentOf: ParentOf) {
    this.#config = config;
    this.#overrides = overrides;
    this.#parentOf = parentOf;
    for (const [index, { scope, id }] of overrides.entries()) {
      // A category is the parent of a channel: ids tell them apart.
      const by = scope === 'role' ? this.#roles : this.#channels;
      const list = by.get(id);
      if (list) list.push(index);
      else by.set(id, [index]);
    }
  }

  at({ channelId, roleIds }: ConfigPlace): Values {
    const applied = [...this.#ofChannel(channelId), ...this.#ofRoles(roleIds ?? [])];
    if (applied.length === 0) return this.#config;
    const key = applied.join(' ');
    const made = this.#made.get(key);
    if (made) return made;
    let values = this.#config;
    for (const index of applied) {
      const override = this.#overrides[index];
      if (override) values = replaced(values, keysOf(override.field), override.value);
    }
    if (this.#made.size >= maxKept) this.#made.clear();
    this.#made.set(key, values);
    return values;
  }

  /** Weakest first: the category's, the channel's, the thread's. */
  #ofChannel(channelId: string | undefined): readonly number[] {
    if (channelId === undefined || this.#channels.size === 0) return [];
    const found: number[][] = [];
    let id: string | null | undefined = channelId;
    for (let hops = 0; id && hops < 3; hops += 1) {
      const here = this.#channels.get(id);
      if (here) found.unshift(here);
      id = this.#parentOf(id);
    }
    return found.flat();
  }

  /** Weakest first: the admins' order, backwards. */
  #ofRoles(roleIds: readonly string[]): readonly number[] {
    if (this.#roles.size === 0) return [];
    return roleIds.flatMap((id) => this.#roles.get(id) ?? []).sort((a, b) => b - a);
  }
}

function keysOf(pointer: string): readonly string[] {
  return pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function replaced(values: Values, [key = '', ...rest]: readonly string[], value: unknown): Values {
  const inner = rest.length === 0 ? value : replaced((values[key] ?? {}) as Values, rest, value);
  return { ...values, [key]: inner };
}
