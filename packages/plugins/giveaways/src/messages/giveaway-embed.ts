import type { OutgoingMessage } from '@guildhall/sdk';
import type { GiveawaysContext } from '../contract.ts';
import type { Giveaway } from '../data.ts';
import { bonusLines, requirementLines } from './requirement-lines.ts';

type Embed = NonNullable<Exclude<OutgoingMessage, string>['embeds']>[number];

/** `<t:…:R>`: in how long, in each reader's own language and time zone. */
export function inHowLong(at: number): string {
  return `<t:${Math.round(at / 1000)}:R>`;
}

/** What a giveaway's message shows, in the guild's language. @param winners mentions of who has won, once it has ended */
export function giveawayEmbed(
  ctx: GiveawaysContext,
  giveaway: Giveaway,
  entries: number,
  winners: readonly string[] = [],
): Embed {
  const words = ctx.guild;
  const number = new Intl.NumberFormat(words.locale);
  const { prize, text, hostId, status, kind } = giveaway;
  const asked = requirementLines(ctx, words, giveaway.requirements);
  const bonus = bonusLines(words, giveaway.bonus);
  const fields = [
    { name: words.t('embed.winners'), value: number.format(giveaway.winners), inline: true },
    kind === 'drop'
      ? { name: words.t('embed.taken'), value: number.format(giveaway.taken), inline: true }
      : { name: words.t('embed.entries'), value: number.format(entries), inline: true },
    { name: words.t('embed.host'), value: hostId === '0' ? '–' : `<@${hostId}>`, inline: true },
    ...(asked.length > 0 ? [{ name: words.t('embed.needs'), value: asked.join('\n').slice(0, 1024) }] : []),
    ...(bonus.length > 0 ? [{ name: words.t('embed.bonus'), value: bonus.join('\n').slice(0, 1024) }] : []),
  ];
  return {
    title: `${giveaway.emoji} ${prize}`.slice(0, 256),
    color: status === 'running' ? giveaway.color : 0x6b7280,
    description: [text, stateLine(ctx, giveaway, winners)].filter((part) => part !== '').join('\n\n'),
    fields,
    footer: {
      text:
        giveaway.commitment === ''
          ? `#${giveaway.number}`
          : `#${giveaway.number} · ${words.t('embed.commitment', { hash: giveaway.commitment })}`,
    },
  };
}

function stateLine(ctx: GiveawaysContext, giveaway: Giveaway, winners: readonly string[]): string {
  const words = ctx.guild;
  switch (giveaway.status) {
    case 'starting':
    case 'running':
      return words.t(giveaway.kind === 'drop' ? 'state.drop' : 'state.running', {
        when: inHowLong(giveaway.endsAt),
      });
    case 'paused':
      return words.t('state.paused');
    case 'ending':
      return words.t('state.ending');
    case 'cancelled':
      return words.t('state.cancelled');
    case 'ended':
      return winners.length === 0
        ? words.t('state.ended.none', { when: inHowLong(giveaway.endedAt) })
        : words.t('state.ended', { when: inHowLong(giveaway.endedAt), winners: winners.join(', ') });
  }
}
