/** As much of a browser as signing in needs: cookies by host and port-less, redirects one at a time, forms by hand. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  async open(url: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(url);
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    const response = await fetch(url, {
      redirect: 'manual',
      ...init,
      headers: {
        ...(init.headers as Record<string, string> | undefined),
        ...(jar.size > 0 ? { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const name = pair.slice(0, at);
      const value = pair.slice(at + 1);
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  cookie(origin: string, name: string): string | undefined {
    return this.#cookies.get(origin)?.get(name);
  }

  /** Follows a redirect. */
  async follow(response: Response, from: string): Promise<{ url: string; response: Response }> {
    const url = new URL(response.headers.get('location') ?? '', from).href;
    return { url, response: await this.open(url) };
  }

  /**
   * Signs in as a user of the simulated Discord: choose the person, agree, come back.
   *
   * @returns where the browser is sent at the end.
   */
  async signIn(base: string, userId: string, returnTo = '/'): Promise<{ location: string; status: number }> {
    const start = `${base}/api/v1/auth/discord/login?returnTo=${encodeURIComponent(returnTo)}`;
    const begun = await this.open(start);
    const authorize = begun.headers.get('location') ?? '';
    const agreed = await this.open(authorize, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(authorize).origin },
      body: new URLSearchParams({ user: userId, decision: 'authorize' }).toString(),
    });
    if (agreed.status !== 302)
      throw new Error(`the simulator answered ${agreed.status}: ${await agreed.text()}`);
    const back = await this.open(agreed.headers.get('location') ?? '');
    return { location: back.headers.get('location') ?? '', status: back.status };
  }
}
