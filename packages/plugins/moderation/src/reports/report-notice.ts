import type { OutgoingMessage } from '@guildhall/sdk';
import type { Voice } from '../cases/case-embed.ts';
import type { Report } from './report.ts';

const colours = { open: 0xe67e22, handled: 0x2ecc71, dismissed: 0x95a5a6 } as const;
const excerpt = 500;

/** What moderators see of a report. The message's words are in the notice only, and nowhere kept. */
export function reportNotice(
  { t }: Pick<Voice, 't'>,
  guildId: string,
  report: Report,
  { content, components = [] }: Pick<Exclude<OutgoingMessage, string>, 'content' | 'components'> = {},
): Exclude<OutgoingMessage, string> {
  const { number, state, targetId, reporterId, reason, channelId, messageId, closedBy, at } = report;
  const link =
    messageId === null ? undefined : `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
  return {
    embeds: [
      {
        title: t('report.title', { number, state: t(`report.state.${state}`) }),
        color: colours[state],
        description: reason,
        fields: [
          { name: t('case.member'), value: `<@${targetId}>`, inline: true },
          { name: t('report.by'), value: `<@${reporterId}>`, inline: true },
          ...(link === undefined ? [] : [{ name: t('report.message'), value: link }]),
          ...(content ? [{ name: t('report.content'), value: content.slice(0, excerpt) }] : []),
          ...(closedBy === null
            ? []
            : [{ name: t('case.moderator'), value: `<@${closedBy}>`, inline: true }]),
        ],
        timestamp: new Date(at).toISOString(),
      },
    ],
    components,
  };
}
