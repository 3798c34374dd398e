import { describe, expect, it } from 'vitest';
import { Breaker } from '../../src/runtime/breaker.ts';

describe('Breaker', () => {
  it('opens at the fifth error within 30 seconds, and lets one try after a minute', () => {
    const breaker = new Breaker();
    for (let at = 0; at < 4; at++) expect(breaker.failed(at * 1_000)).toBe(false);
    expect(breaker.allows(4_000)).toBe(true);
    expect(breaker.failed(4_000)).toBe(true);
    expect(breaker.allows(63_999)).toBe(false);
    expect(breaker.state(64_000)).toBe('half-open');
    expect(breaker.failed(64_000)).toBe(true);
    expect(breaker.allows(124_000)).toBe(true);
    breaker.succeeded(124_000);
    expect(breaker.state(124_000)).toBe('closed');
    expect(breaker.failed(124_001)).toBe(false);
  });

  it('five errors in more than 30 seconds do not open it', () => {
    const breaker = new Breaker();
    for (let at = 0; at < 10; at++) expect(breaker.failed(at * 10_000)).toBe(false);
  });
});
