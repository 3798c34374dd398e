import { field } from '@guildhall/sdk';
import { longestReason } from '../cases/case.ts';
import { moderation } from '../contract.ts';
import { warn } from './warn.ts';
import { warnedText } from './warned-text.ts';

/** Warns from a menu or a report: a form that asks for the reason and the points. */
export const warnForm = moderation.modal('warn', {
  title: { en: 'Warn this member', fr: 'Avertir ce membre' },
  parameters: { user: field.snowflake() },
  fields: {
    reason: {
      label: { en: 'Reason: the member reads it', fr: 'Raison : le membre la lira' },
      style: 'paragraph',
      required: false,
      maxLength: longestReason,
    },
    points: { label: { en: 'Points, 1 to 100', fr: 'Points, de 1 à 100' }, maxLength: 3 },
  },
  async run(ctx, { reason, points }, { user }) {
    const weight = Number(points);
    if (!Number.isInteger(weight) || weight < 1 || weight > 100) {
      return ctx.reply({ content: `⛔ ${ctx.t('refusal.points')}`, ephemeral: true });
    }
    await ctx.defer({ ephemeral: true });
    const warned = await warn(ctx, {
      userId: user,
      by: { id: ctx.member.id, source: 'command' },
      origin: `interaction:${ctx.interaction.id}`,
      reason,
      points: weight,
    });
    return ctx.reply({ content: warnedText(ctx, warned), ephemeral: true });
  },
});
