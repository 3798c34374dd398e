/** An error that says what the operator can do. */
interface Explained {
  readonly message: string;
  readonly remedy: string;
}

function isExplained(error: unknown): error is Explained {
  return error instanceof Error && 'remedy' in error && typeof error.remedy === 'string';
}

/**
 * What is printed when a start fails: what failed and what to do, without a stack.
 *
 * @param withStack - the whole error too, for LOG_LEVEL=debug; an error of no known kind always has its stack.
 */
export function describeFailure(error: unknown, withStack: boolean): string {
  if (!isExplained(error)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return `\n✖ Guildhall failed in a way that nobody thought of.\n  ${stack}\n  Please report it with these lines.\n`;
  }
  // Some errors carry the remedy in their message as well.
  const what = error.message.replace(error.remedy, '').trim();
  const stack = withStack && error instanceof Error ? `\n${error.stack}\n` : '';
  return `\n✖ ${what}\n  ${error.remedy}\n${stack}`;
}
