import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RateLimiter } from '../../src/api/http/rate-limiter.ts';

it('lets exactly the limit through in each window, for each key', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.record({ key: fc.constantFrom('a', 'b'), waitMs: fc.nat({ max: 700 }) }), {
        maxLength: 60,
      }),
      (requests, calls) => {
        let now = 0;
        const limiter = new RateLimiter({ name: 'test', requests, perSeconds: 1 }, () => now);
        const windows = new Map<string, { endsAt: number; allowed: number }>();
        for (const { key, waitMs } of calls) {
          now += waitMs;
          const { allowed, resetSeconds } = limiter.take(key);
          let window = windows.get(key);
          if (!window || window.endsAt <= now) window = { endsAt: now + 1000, allowed: 0 };
          windows.set(key, window);
          expect(allowed).toBe(window.allowed < requests);
          if (allowed) window.allowed++;
          expect(resetSeconds).toBe(1);
        }
      },
    ),
  );
});

it('forgets the oldest keys rather than growing', () => {
  const limiter = new RateLimiter({ name: 'test', requests: 1, perSeconds: 60 }, () => 0, 2);
  limiter.take('a');
  expect(limiter.take('a').allowed).toBe(false);
  limiter.take('b');
  limiter.take('c');
  expect(limiter.take('a').allowed).toBe(true);
});
