import type { TextParameters } from '@guildhall/sdk';
import type { APIEmbed } from 'discord.js';
import { formatDuration } from '../deeds/duration.ts';
import type { Case, CaseKind } from './case.ts';

/** In whose language it is written. */
export interface Voice {
  t(key: string, parameters?: TextParameters): string;
  readonly locale: string;
}

/** Kicks are orange and bans red, wherever cases are shown. */
export const caseColours: Readonly<Record<CaseKind, number>> = {
  warn: 0xf1c40f,
  note: 0x95a5a6,
  timeout: 0x9b59b6,
  untimeout: 0x2ecc71,
  kick: 0xe67e22,
  softban: 0xc0562b,
  ban: 0xe74c3c,
  unban: 0x2ecc71,
  role_add: 0x3498db,
  role_remove: 0x3498db,
  purge: 0x607d8b,
  slowmode: 0x607d8b,
  lock: 0x607d8b,
  unlock: 0x2ecc71,
};

const faded = 0x7f8c8d;

/** One case as a card: in the moderation log, and as the answer to `/case view`. */
export function caseEmbed(one: Case, { t, locale }: Voice): APIEmbed {
  const kind = t(`kind.${one.kind}`);
  const state =
    one.state === 'failed' ? ` · ${t('case.failed')}` : one.state === 'open' ? ` · ${t('case.open')}` : '';
  const fields = [
    ...(one.userId === null ? [] : [inline(t('case.member'), nameOf(one.userId, t))]),
    ...(one.channelId === null ? [] : [inline(t('case.channel'), `<#${one.channelId}>`)]),
    ...(one.roleId === null ? [] : [inline(t('case.role'), `<@&${one.roleId}>`)]),
    inline(t('case.moderator'), authorOf(one, t)),
    ...(one.source === 'import' ? [inline(t('case.imported'), one.sourceName ?? '')] : []),
    ...(one.duration === null ? [] : [inline(t('case.duration'), durationOf(one, locale))]),
    ...(one.points === null ? [] : [inline(t('case.points'), String(one.points))]),
    ...(one.count === null ? [] : [inline(t(`case.count.${one.kind}`), String(one.count))]),
    ...(one.told === 'closed' ? [inline(t('case.told'), t('case.told.closed'))] : []),
    ...(one.failure === null ? [] : [{ name: t('case.failure'), value: one.failure.slice(0, 1024) }]),
  ];
  return {
    title: `${t('case.title', { number: one.number, kind })}${state}`,
    color: one.state === 'failed' || one.hidden ? faded : caseColours[one.kind],
    ...(one.reason === null ? {} : { description: one.reason }),
    fields,
    timestamp: new Date(one.at).toISOString(),
    ...(one.hidden
      ? { footer: { text: t('case.hidden') } }
      : one.editedAt === null
        ? {}
        : { footer: { text: t('case.edited') } }),
  };
}

/** Who did it, in one word: a mention, or which plugin. */
export function authorOf({ moderatorId, source, sourceName }: Case, t: Voice['t']): string {
  if (moderatorId !== null && moderatorId !== '0') return `<@${moderatorId}>`;
  if (moderatorId === '0') return t('case.erased');
  return t(`source.${source}`, { name: sourceName ?? '' });
}

function durationOf({ duration, at, kind }: Case, locale: string): string {
  const length = formatDuration(duration ?? 0, locale);
  return kind === 'timeout' || kind === 'ban' || kind === 'lock'
    ? `${length} (<t:${Math.floor((at + (duration ?? 0)) / 1000)}:R>)`
    : length;
}

/** Members whose data was erased have the id `0`. */
function nameOf(userId: string, t: Voice['t']): string {
  return userId === '0' ? t('case.erased') : `<@${userId}> \`${userId}\``;
}

function inline(name: string, value: string) {
  return { name, value, inline: true };
}
