import { z } from '@guildhall/sdk';
import { type ModerationCommandContext, moderation } from '../contract.ts';
import { refusalText } from '../deeds/outcome-text.ts';
import { whyNot } from '../deeds/why-not.ts';
import { warningsOf } from '../warnings/escalate.ts';
import { pointsOf } from '../warnings/points.ts';
import { removeWarnings } from '../warnings/warn.ts';
import { anybody } from './options.ts';

const mostListed = 20;

const list = moderation.subcommand({
  name: 'list',
  description: 'Warnings in force',
  options: { user: anybody },
  async run(ctx, { user }) {
    const warnings = await warningsOf(ctx, user.id);
    if (warnings.length === 0) {
      return ctx.reply({ content: ctx.t('warnings.none', { user: `<@${user.id}>` }), ephemeral: true });
    }
    const cases = await ctx.data.cases.find({ number: { $in: warnings.map(({ number }) => number) } });
    const reasons = new Map(cases.map(({ number, reason }) => [number, reason]));
    const lines = warnings.slice(0, mostListed).map(({ number, points, at, expiresAt }) =>
      ctx.t(expiresAt === null ? 'warnings.line' : 'warnings.line.expires', {
        number,
        count: points,
        when: `<t:${Math.floor(at / 1000)}:R>`,
        until: `<t:${Math.floor((expiresAt ?? 0) / 1000)}:R>`,
        reason: (reasons.get(number) ?? ctx.t('case.noReason')).slice(0, 100),
      }),
    );
    const more = warnings.length - lines.length;
    if (more > 0) lines.push(ctx.t('warnings.more', { count: more }));
    return ctx.reply({
      embeds: [
        {
          title: ctx.t('warnings.title', { name: user.name, count: pointsOf(warnings, ctx.clock.now()) }),
          description: lines.join('\n'),
        },
      ],
      ephemeral: true,
    });
  },
});

const remove = moderation.subcommand({
  name: 'remove',
  description: 'Take one warning back',
  options: { number: z.int().min(1) },
  async run(ctx, { number }) {
    const warning = await ctx.data.warnings.findOne({ number, state: 'active' });
    if (!warning) return ctx.reply({ content: ctx.t('warnings.unknown', { number }), ephemeral: true });
    return takeBack(ctx, warning.userId, number);
  },
});

const clear = moderation.subcommand({
  name: 'clear',
  description: 'Take all of somebody’s warnings back',
  options: { user: anybody },
  run: (ctx, { user }) => takeBack(ctx, user.id),
});

export const warnings = moderation.command({
  name: 'warnings',
  description: 'Warnings of members',
  permissions: ['ModerateMembers'],
  subcommands: [list, remove, clear],
});

async function takeBack(ctx: ModerationCommandContext, userId: string, number?: number): Promise<void> {
  // Who may not warn somebody may not forgive them either; one's own warnings are not for oneself to lift.
  const refusal = await whyNot(ctx, {
    deed: 'note',
    userId,
    by: { id: ctx.member.id, source: 'command' },
    reason: '-',
  });
  if (refusal !== undefined) return ctx.reply({ content: refusalText(ctx, refusal), ephemeral: true });
  const count = await removeWarnings(ctx, userId, ctx.member.id, number);
  await ctx.audit('warnings.remove', { userId, number: number ?? 'all', count, by: ctx.member.id });
  await ctx.reply({ content: ctx.t('warnings.removed', { count, user: `<@${userId}>` }), ephemeral: true });
}
