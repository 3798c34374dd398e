const windowMs = 30_000;
const maxErrors = 5;
const restMs = 60_000;

export type BreakerState = 'closed' | 'open' | 'half-open';

/**
 * Rests a plugin in one guild after 5 errors within 30 seconds, for a minute; then one more error opens it again at once.
 * Pure but for what it remembers: time is given.
 */
export class Breaker {
  #errors: number[] = [];
  #openedAt: number | undefined;

  /** Neither open nor half-open: the usual case, told without asking the time. */
  get isClosed(): boolean {
    return this.#openedAt === undefined;
  }

  /** May a handler run now? */
  allows(now: number): boolean {
    return this.state(now) !== 'open';
  }

  state(now: number): BreakerState {
    if (this.#openedAt === undefined) return 'closed';
    return now - this.#openedAt < restMs ? 'open' : 'half-open';
  }

  succeeded(now: number): void {
    if (this.state(now) !== 'half-open') return;
    this.#openedAt = undefined;
    this.#errors = [];
  }

  /** @returns whether this error opened it. */
  failed(now: number): boolean {
    const state = this.state(now);
    if (state === 'open') return false;
    this.#errors = [...this.#errors.filter((at) => now - at < windowMs), now];
    if (state !== 'half-open' && this.#errors.length < maxErrors) return false;
    this.#openedAt = now;
    return true;
  }
}
