import type { Guildhall } from '@guildhall/core';
import type { VirtualMember } from '@guildhall/discord-simulator';

/** The API as one member of the simulated Discord is allowed to use it. */
export interface SignedIn {
  /** Calls the API. @param path below the host, `/api/v1/…` */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/**
 * Signs a virtual member in, as the dashboard does: through Discord's consent page and back.
 *
 * @throws when the host or the simulated Discord refuses.
 * @example
 * const admin = await signIn(stage.guildhall, stage.first.owner);
 * const answer = await admin.fetch(`/api/v1/guilds/${stage.first.id}/plugins/stars/routes/top`);
 */
export async function signIn(guildhall: Guildhall, member: VirtualMember): Promise<SignedIn> {
  const jar = new CookieJar();
  const begun = await jar.fetch(`${guildhall.url}/api/v1/auth/discord/login?returnTo=%2F`);
  const consent = new URL(begun.headers.get('location') ?? '', guildhall.url);
  const agreed = await jar.fetch(consent.href, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: consent.origin },
    body: new URLSearchParams({ user: member.id, decision: 'authorize' }).toString(),
  });
  const back = agreed.headers.get('location');
  if (!back) throw new Error(`Signing ${member.name} in failed: Discord answered ${agreed.status}.`);
  const done = await jar.fetch(back);
  if (done.status >= 400)
    throw new Error(`Signing ${member.name} in failed: the host answered ${done.status}.`);
  return { fetch: (path, init) => jar.fetch(new URL(path, guildhall.url).href, init) };
}

/** Cookies by origin; redirects are followed by hand. */
class CookieJar {
  readonly #cookies = new Map<string, Map<string, string>>();

  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(url);
    const cookies = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, cookies);
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
    const response = await fetch(url, { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (at + 1 === pair.length) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }
}
