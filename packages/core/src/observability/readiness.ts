/** One thing that must work before the host can serve. */
export interface Check {
  readonly name: string;
  /** @returns why not, `undefined` when it works. May throw: that is a reason too. */
  readonly failing: () => Promise<string | undefined> | string | undefined;
}

export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly reason: string | null;
}

/**
 * Whether the host can serve. Checks are added as the parts start; until `started()`, it says which part is starting.
 */
export class Readiness {
  readonly #checks: Check[] = [];
  #starting: string | undefined = 'settings';
  #closing = false;

  /** What the start is at. */
  at(step: string): void {
    this.#starting = step;
  }

  started(): void {
    this.#starting = undefined;
  }

  closing(): void {
    this.#closing = true;
  }

  add(check: Check): void {
    this.#checks.push(check);
  }

  async read(): Promise<{ ready: boolean; checks: readonly CheckResult[] }> {
    const results = await Promise.all(
      this.#checks.map(async ({ name, failing }): Promise<CheckResult> => {
        const reason = await Promise.resolve()
          .then(failing)
          .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
        return { name, ok: reason === undefined, reason: reason ?? null };
      }),
    );
    if (this.#starting) results.unshift({ name: 'start', ok: false, reason: `starting: ${this.#starting}` });
    if (this.#closing) results.unshift({ name: 'close', ok: false, reason: 'shutting down' });
    return { ready: results.every((result) => result.ok), checks: results };
  }
}
