import { createHash } from 'node:crypto';
import type { AnyReply } from '../contract/route.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import type { IdempotencyStore } from './idempotency-store.ts';

/** @throws `RequestProblem` `invalid_request` for what is no key. */
export function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,128}$/.test(header)) return header;
  throw new RequestProblem('invalid_request', {
    errors: [
      {
        in: 'header',
        pointer: '/Idempotency-Key',
        code: 'invalid_format',
        message: '1 to 128 visible characters of ASCII',
      },
    ],
  });
}

/**
 * Does the work of a request once, however often it is sent within 24 hours. One that is refused may be sent again.
 *
 * @param of - what the key belongs to: the operation, the caller, the key.
 * @param request - what must be the same each time.
 * @throws `RequestProblem` `idempotency_in_flight`, `idempotency_key_reused`
 */
export async function answerOnce(
  store: IdempotencyStore,
  of: readonly unknown[],
  request: unknown,
  work: () => Promise<AnyReply>,
): Promise<AnyReply> {
  const id = digest(of);
  const claim = await store.claim(id, digest(request));
  if (claim.kind === 'answered') return claim.reply;
  if (claim.kind === 'in_flight') {
    throw new RequestProblem('idempotency_in_flight', { headers: { 'retry-after': '1' } });
  }
  if (claim.kind === 'other_request') throw new RequestProblem('idempotency_key_reused');
  try {
    const reply = await work();
    await store.settle(id, reply);
    return reply;
  } catch (error) {
    await store.release(id);
    throw error;
  }
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
