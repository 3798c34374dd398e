import type { ModerationCommandContext } from '../contract.ts';
import type { Bulk, BulkResult } from './bulk.ts';

type Talking = Pick<ModerationCommandContext, 't' | 'locale'>;

/** What came of a bulk: a line for each member. */
export function bulkText({ t }: Talking, bulk: Bulk): string {
  const done = bulk.results.filter(({ outcome }) => outcome === 'done').length;
  return [
    `**${t('bulk.done', { deed: t(`kind.${bulk.deed}`), done, of: bulk.targets.length })}**`,
    ...bulk.results.map((result) => line(t, result)),
  ].join('\n');
}

function line(t: Talking['t'], { userId, outcome, case: number, refusal }: BulkResult): string {
  if (outcome === 'done') return t('bulk.line.done', { user: `<@${userId}>`, number: number ?? 0 });
  const why = outcome === 'refused' ? t(`refusal.${refusal}`) : (refusal ?? '');
  return t(`bulk.line.${outcome}`, { user: `<@${userId}>`, why });
}
