/** Something that the person at the terminal can put right. `code`: `BAD_ANSWER`, `NO_TERMINAL`, `FOLDER_IN_USE` or `NOT_WRITABLE`. */
export class CreateError extends Error {
  readonly code: string;

  constructor(code: string, message: string, remedy: string, options?: ErrorOptions) {
    super(`${message} ${remedy}`, options);
    this.name = 'CreateError';
    this.code = code;
  }
}
