import type { Context } from 'koa';

/** Over TLS a cookie is bound to this host by its prefix; on a loopback address browsers refuse that prefix. */
export function sessionCookieName(https: boolean): string {
  return https ? '__Host-guildhall' : 'guildhall';
}

export function signInCookieName(https: boolean): string {
  return https ? '__Host-guildhall-sign-in' : 'guildhall-sign-in';
}

/** `maxAgeSeconds` 0 takes the cookie away. */
export function setCookie(
  context: Context,
  name: string,
  value: string,
  options: { https: boolean; maxAgeSeconds: number },
): void {
  // The proxy speaks TLS, this connection does not: koa would refuse a secure cookie without this.
  context.cookies.secure = options.https;
  context.cookies.set(name, value, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: options.https,
    overwrite: true,
    maxAge: options.maxAgeSeconds * 1000,
    ...(options.maxAgeSeconds === 0 ? { expires: new Date(0) } : {}),
  });
}
