/** What an author is told of an error: its message and remedy when it has one, its stack when nobody thought of it. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!('code' in error)) return error.stack ?? error.message;
  const remedy = 'remedy' in error && typeof error.remedy === 'string' ? error.remedy : undefined;
  return remedy === undefined || error.message.includes(remedy)
    ? error.message
    : `${error.message} ${remedy}`;
}

/** Whether a plugin's new version hears events that the bot did not ask Discord for when it connected. */
export function wantsNewIntents(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MISSING_INTENT';
}
