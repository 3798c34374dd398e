import type { DiscordRefusal } from '@guildhall/sdk';
import type { Author, Case } from '../cases/case.ts';
import { settleCase } from '../cases/case-book.ts';
import type { ModerationContext } from '../contract.ts';
import type { Refusal } from '../decision/decide.ts';

export type ChannelRefusal =
  | Refusal
  | 'already_locked'
  | 'not_locked'
  | 'channel_unlockable'
  | 'nothing_found'
  /** What messages say is hidden from the bot. */
  | 'content_hidden'
  | 'channel_unknown';

export type ChannelOutcome =
  | { readonly status: 'done'; readonly done: Case }
  | { readonly status: 'refused'; readonly refusal: ChannelRefusal }
  | { readonly status: 'failed'; readonly done: Case };

/** What is ordered of a channel. */
export interface ChannelOrder {
  readonly channelId: string;
  readonly by: Author;
  readonly origin: string;
  readonly reason?: string | undefined;
  /** Of a lock. Milliseconds. */
  readonly duration?: number | undefined;
}

export async function done(ctx: ModerationContext, opened: Case, count?: number): Promise<ChannelOutcome> {
  return {
    status: 'done',
    done:
      (await settleCase(ctx, opened.number, { state: 'done', ...(count === undefined ? {} : { count }) })) ??
      opened,
  };
}

export async function failed(
  ctx: ModerationContext,
  opened: Case,
  error: DiscordRefusal,
): Promise<ChannelOutcome> {
  const failure = error.message.slice(0, 500);
  return {
    status: 'failed',
    done: (await settleCase(ctx, opened.number, { state: 'failed', failure })) ?? opened,
  };
}
