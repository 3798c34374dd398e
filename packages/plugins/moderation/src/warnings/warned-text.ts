import { outcomeText, type Talking } from '../deeds/outcome-text.ts';
import type { Warned } from './warn.ts';

/** What came of a warning: the case, the points, and the step that it set off. */
export function warnedText(ctx: Talking, { outcome, points, escalated }: Warned): string {
  const text = outcomeText(ctx, outcome);
  if (outcome.status === 'refused') return text;
  const total = ctx.t('done.points', { count: points });
  return escalated ? `${text} ${total}\n${outcomeText(ctx, escalated.outcome)}` : `${text} ${total}`;
}
