const placeholders =
  /change.?me|example|placeholder|default|your.?secret|secret.?key|password|guildhall|xxxx/i;

/** What people leave in from a template, or type to get past a check. */
export function isGuessableSecret(text: string): boolean {
  return placeholders.test(text) || new Set(text).size < 10 || '0123456789'.repeat(20).includes(text);
}
