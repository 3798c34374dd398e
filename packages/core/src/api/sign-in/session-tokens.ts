import { createHash, randomBytes } from 'node:crypto';

/** The cookie's value: 256 random bits. */
export function newSessionSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored in its place; `undefined` for what can't be one of ours. */
export function sessionIdOf(secret: string | undefined): string | undefined {
  if (secret === undefined || !/^[\w-]{43}$/.test(secret)) return undefined;
  return createHash('sha256').update(secret).digest('hex');
}

/** PKCE: what is sent with the sign-in, and what proves later that it was ours. */
export function newPkce(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}
