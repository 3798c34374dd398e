import type { VirtualFile } from './command-input.ts';

/** A modal, as the member has it before them. */
export interface VirtualModal {
  customId: string;
  title: string;
  components: Record<string, unknown>[];
}

/** What is filled in: a text, a switch, choices, or files. */
export type ModalValue = string | boolean | string[] | VirtualFile[];
