import type { AnyReply } from '../contract/route.ts';

/** How long an answer is kept. */
export const keptMs = 24 * 3_600_000;

/** What is known of a key. */
export type Claim =
  /** It is new, and from now on the caller's to answer. */
  | { readonly kind: 'new' }
  | { readonly kind: 'in_flight' }
  /** It came with another request. */
  | { readonly kind: 'other_request' }
  | { readonly kind: 'answered'; readonly reply: AnyReply };

/** Answers by the key of their request, for 24 hours. */
export interface IdempotencyStore {
  /** Atomic: of two at once, one is `new`. */
  claim(id: string, fingerprint: string): Promise<Claim>;
  settle(id: string, reply: AnyReply): Promise<void>;
  /** The request was refused: it may be sent again with the same key. */
  release(id: string): Promise<void>;
}
