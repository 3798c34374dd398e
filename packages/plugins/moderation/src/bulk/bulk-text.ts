import type { APIEmbed } from 'discord.js';
import type { ModerationCommandContext } from '../contract.ts';
import type { Bulk, BulkResult } from './bulk.ts';

type Talking = Pick<ModerationCommandContext, 't' | 'locale'>;

/** Of the 4,096 that Discord takes. */
const mostCharacters = 4000;

/** What came of a bulk: a line for each member, however many there are and however much there is to say of each. */
export function bulkEmbed({ t }: Talking, bulk: Bulk): APIEmbed {
  const done = bulk.results.filter(({ outcome }) => outcome === 'done').length;
  const longest = Math.floor(mostCharacters / bulk.targets.length) - 1;
  return {
    title: t('bulk.done', { deed: t(`kind.${bulk.deed}`), done, of: bulk.targets.length }),
    description: bulk.results.map((result) => line(t, result).slice(0, longest)).join('\n'),
  };
}

function line(t: Talking['t'], { userId, outcome, case: number, refusal }: BulkResult): string {
  if (outcome === 'done') return t('bulk.line.done', { user: `<@${userId}>`, number: number ?? 0 });
  const why = outcome === 'refused' ? t(`refusal.${refusal}`) : (refusal ?? '');
  return t(`bulk.line.${outcome}`, { user: `<@${userId}>`, why });
}
