import { DiscordRefusal, type OutgoingMessage } from '@guildhall/sdk';
import type { APIEmbed } from 'discord.js';
import type { Case } from '../cases/case.ts';
import { caseColours } from '../cases/case-embed.ts';
import type { ModerationContext } from '../contract.ts';
import { formatDuration } from './duration.ts';

/** Of what members are told. */
const told: ReadonlySet<Case['kind']> = new Set(['warn', 'timeout', 'untimeout', 'kick', 'softban', 'ban']);
/** What one may want to contest. */
const appealable: ReadonlySet<Case['kind']> = new Set(['timeout', 'kick', 'softban', 'ban']);

/**
 * Tells a member what is being done to them, before it is: who is out of the guild can't be reached. In the guild's language, once
 * for each case.
 */
export async function tellMember(
  ctx: ModerationContext,
  { kind, number, userId, reason, duration }: Case,
  { points }: { readonly points?: number } = {},
): Promise<Case['told']> {
  if (!ctx.config.dmOnAction || userId === null || !told.has(kind)) return 'no';
  const { t, locale, name } = ctx.guild;
  const { appealUrl } = ctx.config;
  const embed: APIEmbed = {
    title: t(`told.${kind}`, { server: name }),
    color: caseColours[kind],
    ...(reason === null ? {} : { description: reason }),
    fields: [
      ...(duration === null
        ? []
        : [{ name: t('case.duration'), value: formatDuration(duration, locale), inline: true }]),
      ...(points === undefined ? [] : [{ name: t('case.points'), value: String(points), inline: true }]),
      ...(appealUrl !== undefined && appealable.has(kind)
        ? [{ name: t('told.appeal'), value: appealUrl }]
        : []),
    ],
    footer: { text: t('told.case', { number }) },
  };
  // Whom the bot shares no server with it can't write to, and Discord counts the attempts.
  if (!(await ctx.discord.member(userId))) return 'no';
  return tellPrivately(ctx, userId, { embeds: [embed] }, `told:${number}`);
}

/** What a member was told did not come about. */
export async function takeBack(ctx: ModerationContext, { userId, number, told: was }: Case): Promise<void> {
  if (userId === null || was !== 'sent') return;
  const content = ctx.guild.t('told.takenBack', { number, server: ctx.guild.name });
  await tellPrivately(ctx, userId, { content }, `back:${number}`);
}

/**
 * Writes to somebody who is in the guild. What is done must not hang on whether they can be reached.
 * @param once names the message: it is written once
 */
export async function tellPrivately(
  ctx: ModerationContext,
  userId: string,
  message: OutgoingMessage,
  once: string,
): Promise<'sent' | 'closed'> {
  try {
    return (await ctx.discord.direct(userId, message, { once })) === undefined ? 'closed' : 'sent';
  } catch (error) {
    if (!(error instanceof DiscordRefusal)) throw error;
    return 'closed';
  }
}
