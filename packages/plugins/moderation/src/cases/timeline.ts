import type { ModerationContext } from '../contract.ts';
import type { Case } from './case.ts';
import { authorOf, type Voice } from './case-embed.ts';

export const timelinePage = 10;

/** A member's cases, newest first. Hidden ones are left out; those that failed, or are under way, too. */
export function timelineOf(ctx: ModerationContext, userId: string, page: number): PromiseLike<Case[]> {
  return ctx.data.cases
    .find({ userId, hidden: false, state: 'done' })
    .sort({ at: -1, number: -1 })
    .skip((page - 1) * timelinePage)
    .limit(timelinePage);
}

export function timelineLength(ctx: ModerationContext, userId: string): Promise<number> {
  return ctx.data.cases.count({ userId, hidden: false, state: 'done' });
}

/** One line of it. */
export function timelineLine(one: Case, { t }: Pick<Voice, 't'>): string {
  return t('history.line', {
    number: one.number,
    kind: t(`kind.${one.kind}`),
    when: `<t:${Math.floor(one.at / 1000)}:R>`,
    by: authorOf(one, t),
    reason: (one.reason ?? t('case.noReason')).slice(0, 120),
  });
}
