import { field } from '@guildhall/sdk';
import { leveling } from '../contract.ts';
import { standingOf } from '../levels/standing.ts';
import { progressBar, progressOf } from '../rules/curve.ts';

export const rank = leveling.command({
  name: 'rank',
  description: 'Level, XP and rank of a member',
  options: { user: field.member().optional() },
  async run(ctx, { user }) {
    const member = user ?? ctx.member;
    if (member.bot) return ctx.reply({ content: ctx.t('rank.bot'), ephemeral: true });
    const standing = await standingOf(ctx, member.id);
    if (!standing) {
      const key = member.id === ctx.member.id ? 'rank.none.self' : 'rank.none';
      return ctx.reply({ content: ctx.t(key, { user: `<@${member.id}>` }), ephemeral: true });
    }
    const progress = progressOf(ctx.config.curve, standing.xp);
    const number = new Intl.NumberFormat(ctx.locale);
    const next =
      progress.span === 0
        ? ctx.t('rank.highest')
        : ctx.t('rank.progress', {
            into: number.format(progress.into),
            span: number.format(progress.span),
            level: progress.level + 1,
          });
    return ctx.reply({
      embeds: [
        {
          title: member.name,
          description: `${progressBar(progress)}\n${next}`,
          fields: [
            { name: ctx.t('rank.level'), value: number.format(progress.level), inline: true },
            { name: ctx.t('rank.xp'), value: number.format(standing.xp), inline: true },
            { name: ctx.t('rank.rank'), value: `#${number.format(standing.rank)}`, inline: true },
          ],
        },
      ],
    });
  },
});
