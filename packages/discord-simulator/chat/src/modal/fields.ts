import type { APIComponentInLabel, APITextInputComponent } from 'discord-api-types/v10';
import type { Modal } from '../../../src/control/protocol.ts';

/** One row of a modal: words to read, or something to fill in with its label. */
export interface ModalField {
  text: string | null;
  label: string;
  description: string;
  input: APIComponentInLabel | APITextInputComponent | null;
}

/** Reads both ways in which Discord takes a modal's rows: labels, and action rows with one text input each. */
export function fieldsOf(modal: Modal): ModalField[] {
  return modal.components.flatMap((row): ModalField[] => {
    if (row.type === 10) return [{ text: row.content, label: '', description: '', input: null }];
    if (row.type === 18) {
      return [{ text: null, label: row.label, description: row.description ?? '', input: row.component }];
    }
    return row.components.map((input) => ({ text: null, label: input.label ?? '', description: '', input }));
  });
}
