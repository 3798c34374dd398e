import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import type { OptionValue } from '../../../src/control/protocol.ts';
import type { Phrase } from '../language/index.ts';

export type OptionReading =
  | { value: OptionValue }
  | { error: Phrase; values?: Record<string, number> }
  /** Optional and left empty. */
  | { empty: true };

/**
 * Checks what was typed for an option, as Discord's client does before it sends anything.
 *
 * @param picked - the value of the list's row that was chosen, for an option that has a list.
 */
export function readOption(
  option: APIApplicationCommandBasicOption,
  text: string,
  picked: OptionValue | undefined,
): OptionReading {
  if (text.trim() === '' && picked === undefined) {
    return option.required === true ? { error: 'command.error.required' } : { empty: true };
  }
  switch (option.type) {
    case 3: {
      if ('choices' in option && option.choices && option.choices.length > 0) return pickedOnly(picked);
      const value = picked ?? text;
      const length = [...String(value)].length;
      if ('min_length' in option && option.min_length !== undefined && length < option.min_length) {
        return { error: 'command.error.minLength', values: { min: option.min_length } };
      }
      if ('max_length' in option && option.max_length !== undefined && length > option.max_length) {
        return { error: 'command.error.maxLength', values: { max: option.max_length } };
      }
      return { value: String(value) };
    }
    case 4:
    case 10: {
      if ('choices' in option && option.choices && option.choices.length > 0) return pickedOnly(picked);
      const number = Number(String(picked ?? text).replace(',', '.'));
      if (option.type === 4 && !Number.isSafeInteger(number)) return { error: 'command.error.integer' };
      if (!Number.isFinite(number)) return { error: 'command.error.number' };
      if ('min_value' in option && option.min_value !== undefined && number < option.min_value) {
        return { error: 'command.error.min', values: { min: option.min_value } };
      }
      if ('max_value' in option && option.max_value !== undefined && number > option.max_value) {
        return { error: 'command.error.max', values: { max: option.max_value } };
      }
      return { value: number };
    }
    // Discord's client takes the id of anybody, also of who has left or is banned.
    case 6:
    case 9:
      return picked === undefined && isId(text) ? { value: text.trim() } : pickedOnly(picked);
    case 11:
      return picked === undefined ? { error: 'command.error.file' } : { value: picked };
    default:
      return pickedOnly(picked);
  }
}

function isId(text: string): boolean {
  return /^\d{17,20}$/.test(text.trim());
}

function pickedOnly(picked: OptionValue | undefined): OptionReading {
  return picked === undefined ? { error: 'command.error.choose' } : { value: picked };
}
