/** Problems that say a plugin's code is broken: they count for taking an update back, and are worth a scene. */
export const failureCodes: ReadonlySet<string> = new Set([
  'HANDLER_FAILED',
  'REJECTION_UNHANDLED',
  'EXCEPTION_UNCAUGHT',
]);
