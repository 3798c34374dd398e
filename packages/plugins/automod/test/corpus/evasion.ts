import type { MessageParts } from '../../src/engine/facts.ts';
import type { TriggerType } from '../../src/triggers/schema.ts';

/** One attempt to get something past the rules. */
export interface Evasion {
  readonly kind: string;
  /** What is hidden, and how. */
  readonly hides: string;
  readonly rule: TriggerType;
  /** What is done, in this order; `pause` in milliseconds, and a second by default. */
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly say: Partial<MessageParts>; readonly by?: number; readonly pause?: number }
  /** The message before is edited. */
  | { readonly edit: Partial<MessageParts>; readonly pause?: number }
  | { readonly name: string };

/** What is hidden and how, and what is said or done. */
export type Row = readonly [hides: string, said: string | Partial<MessageParts> | readonly Step[]];

export function rows(kind: string, rule: TriggerType, list: readonly Row[]): readonly Evasion[] {
  return list.map(([hides, said]) => {
    const steps: readonly Step[] =
      typeof said === 'string' ? [{ say: { content: said } }] : isSteps(said) ? said : [{ say: said }];
    return { kind, rule, hides, steps };
  });
}

function isSteps(said: object): said is readonly Step[] {
  return Array.isArray(said);
}
