import { SdkError } from '../errors.ts';

/** Where a command's lines go. */
export interface Terminal {
  out(line: string): void;
  error(line: string): void;
}

/** Something that the person at the terminal can put right. `code`: `TESTING_MISSING`, `OPTION_INVALID`. */
export class CommandError extends SdkError {}
