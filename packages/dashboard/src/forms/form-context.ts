import type { ApiProblem } from '@guildhall/api-client';
import { type InjectionKey, inject, type Ref } from 'vue';
import type { FieldTexts } from './schema/field-text.ts';
import type { JsonSchema } from './schema/json-schema.ts';
import { type OverrideDraft, overridesKey } from './values/overrides.ts';

/** What every field of a form needs to know of the whole. */
export interface FormContext {
  readonly guildId: Ref<string>;
  readonly guildName: Ref<string>;
  readonly root: Ref<JsonSchema>;
  readonly texts: Ref<FieldTexts>;
  readonly readonly: Ref<boolean>;
  /** Sentences about the value at a pointer. */
  errorsAt(pointer: string): readonly string[];
  /** What differs by place, in a form that has such fields. */
  readonly overrides: Ref<readonly OverrideDraft[]>;
  changeOverrides(next: readonly OverrideDraft[]): void;
  /** Prefix of the ids of its elements, so that two forms can be on one page. */
  readonly formId: string;
}

export const formContextKey: InjectionKey<FormContext> = Symbol('form');

export function useFormContext(): FormContext {
  const context = inject(formContextKey);
  if (!context) throw new Error('A field must be inside of a SchemaForm.');
  return context;
}

/** The id of the control that edits the value at a pointer. */
export function controlId(formId: string, pointer: string): string {
  return `${formId}${pointer.replaceAll(/[^\w-]/g, '-')}`;
}

/** The API's field errors by pointer into the values. */
export function errorsByPointer(problem: ApiProblem | undefined): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const error of problem?.errors ?? []) {
    const pointer = error.pointer
      .replace(/^\/overrides(?=\/)/, `/${overridesKey}`)
      .replace(/^\/values(?=\/|$)/, '');
    found.set(pointer, [...(found.get(pointer) ?? []), error.message]);
  }
  return found;
}
