import type { FileInput, ModalValue } from '../../../src/control/protocol.ts';
import type { Phrase } from '../language/index.ts';
import { choicesOf } from '../state/selectable.ts';
import type { ModalField } from './fields.ts';

export type Input = NonNullable<ModalField['input']>;
type Menu = Extract<Input, { type: 3 | 5 | 6 | 7 | 8 }>;

export function isMenu(it: Input): it is Menu {
  return it.type === 3 || it.type === 5 || it.type === 6 || it.type === 7 || it.type === 8;
}

/** What a field holds when the modal opens. */
export function initialValue(input: Input): ModalValue {
  if (isMenu(input))
    return choicesOf(input)
      .filter((it) => it.preset)
      .map((it) => it.value);
  switch (input.type) {
    case 4:
      return input.value ?? '';
    case 21:
      return input.options.find((it) => it.default)?.value ?? '';
    case 22:
      return input.options.filter((it) => it.default).map((it) => it.value);
    case 23:
      return input.default ?? false;
    default:
      return [];
  }
}

export function filesIn(value: ModalValue | undefined): FileInput[] {
  return Array.isArray(value) ? value.filter((it) => typeof it === 'object') : [];
}

export function chosenIn(value: ModalValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((it) => typeof it === 'string') : [];
}

/** What the modal sends of a field: nothing for a radio group in which nothing was chosen. */
export function sentValue(input: Input, value: ModalValue): ModalValue | undefined {
  return input.type === 21 && value === '' ? undefined : value;
}

/** What is wrong with what was filled in, as Discord's client sees it. */
export function whatIsWrong(
  input: Input,
  value: ModalValue | undefined,
): { error: Phrase; values?: Record<string, number> } | null {
  const required = !('required' in input) || input.required !== false;
  if (input.type === 4) {
    const length = typeof value === 'string' ? [...value].length : 0;
    if (length === 0) return required ? { error: 'command.error.required' } : null;
    if (input.min_length !== undefined && length < input.min_length)
      return { error: 'command.error.minLength', values: { min: input.min_length } };
    if (input.max_length !== undefined && length > input.max_length)
      return { error: 'command.error.maxLength', values: { max: input.max_length } };
    return null;
  }
  if (input.type === 23) return null;
  if (input.type === 21) return required && value === '' ? { error: 'command.error.choose' } : null;
  const count = Array.isArray(value) ? value.length : 0;
  const least = 'min_values' in input ? (input.min_values ?? 1) : 1;
  if (count === 0 && !required) return null;
  if (count >= least) return null;
  if (input.type === 19) return { error: 'command.error.file' };
  return least > 1
    ? { error: 'command.error.atLeast', values: { min: least } }
    : { error: 'command.error.choose' };
}
