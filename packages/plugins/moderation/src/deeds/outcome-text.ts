import type { ChannelOutcome, ChannelRefusal } from '../channels/channel-outcome.ts';
import type { ModerationCommandContext } from '../contract.ts';
import { formatDuration } from './duration.ts';
import type { DeedRefusal, Outcome } from './perform.ts';

/** In whose language it is said. */
export type Talking = Pick<ModerationCommandContext, 't' | 'locale'>;

/** Why not, in the words of who asked. */
export function refusalText({ t }: Pick<Talking, 't'>, refusal: DeedRefusal | ChannelRefusal): string {
  return `⛔ ${t(`refusal.${refusal}`)}`;
}

/** What came of a deed, for the moderator who ordered it. */
export function outcomeText({ t, locale }: Talking, outcome: Outcome | ChannelOutcome): string {
  if (outcome.status === 'refused') return refusalText({ t }, outcome.refusal);
  const { number, kind, userId, channelId, duration, count, told, failure } = outcome.done;
  if (outcome.status === 'failed') return `⚠️ ${t('done.failed', { number, why: failure ?? '' })}`;
  const whom = userId === null ? `<#${channelId}>` : `<@${userId}>`;
  const deed = kind === 'slowmode' && count === 0 ? 'slowmode.off' : kind;
  const wait = kind === 'slowmode' ? formatDuration((count ?? 0) * 1000, locale) : '';
  const lines = [
    `✅ ${t(`done.${deed}`, { number, whom, wait })}`,
    ...(duration === null ? [] : [t('done.duration', { duration: formatDuration(duration, locale) })]),
    ...(told === 'closed' ? [t('done.closed')] : []),
  ];
  return lines.join(' ');
}
