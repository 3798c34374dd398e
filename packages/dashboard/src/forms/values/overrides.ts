import type { ConfigOverride } from '../../api/index.ts';
import { isPlainObject } from './diff.ts';

/**
 * Where a form keeps what differs by place: beside the values, under a name that no setting has, so that changes, merges and
 * mistakes are found in it like in the values.
 */
export const overridesKey = '@overrides';

interface Revision {
  readonly effective: Readonly<Record<string, unknown>>;
  readonly overrides: readonly ConfigOverride[];
}

/** A configuration as a form edits it: the values, and what differs by place when anything does. */
export function wholeOf({ effective, overrides }: Revision): Record<string, unknown> {
  return overrides.length > 0 ? { ...effective, [overridesKey]: overrides } : { ...effective };
}

/** An override while it is edited: its place may not be chosen yet. */
export type OverrideDraft = Omit<ConfigOverride, 'value'> & { readonly value?: unknown };

export function overridesIn(whole: Readonly<Record<string, unknown>>): readonly OverrideDraft[] {
  const list = whole[overridesKey];
  return Array.isArray(list) ? list.filter(isPlainObject).map((one) => one as unknown as OverrideDraft) : [];
}

/** The values alone. */
export function valuesIn(whole: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { [overridesKey]: _, ...values } = whole;
  return values;
}
