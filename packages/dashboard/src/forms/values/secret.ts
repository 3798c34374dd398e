/** As the host shows a secret, and takes it back for "the one that is there". */
export function isSecretReference(value: unknown): boolean {
  return typeof value === 'string' && /^secret:[0-9a-f]{16}$/.test(value);
}
