import { type Answering, z } from '@guildhall/sdk';
import { type GiveawaysContext, giveaways } from '../contract.ts';
import { type Entering, enter } from '../entering/enter.ts';
import { leave } from '../entering/leave.ts';
import { refreshSoon } from '../messages/refresh.ts';

const id = z.string().max(12);

/** On a giveaway's message. Whoever is in already is asked whether they want to leave. */
export const enterButton = giveaways.button('enter', { id }, async (ctx, { id }) => {
  const joinedAt = () => joinedOf(ctx.interaction.member);
  const where = { locale: ctx.locale, messageId: ctx.messageId };
  const outcome = await enter(ctx, id, { ...ctx.member, joinedAt }, where);
  await ctx.reply({
    content: tell(ctx, outcome),
    ephemeral: true,
    ...(outcome.kind === 'already'
      ? { components: [leaveButton.with({ id }, { label: ctx.t('leave.button'), style: 'danger' })] }
      : {}),
  });
});

/** On the answer to who is in already. */
export const leaveButton = giveaways.button('leave', { id }, async (ctx, { id }) => {
  const giveaway = await ctx.data.giveaways.findOne({ id });
  if (giveaway?.status !== 'running' && giveaway?.status !== 'paused') {
    return ctx.update({ content: ctx.t('enter.over'), components: [] });
  }
  const left = await leave(ctx, id, ctx.member.id);
  if (left) {
    ctx.explain({ member: ctx.member.id }, 'why.left', { prize: giveaway.prize });
    await refreshSoon(ctx, id);
  }
  await ctx.update({
    content: ctx.t(left ? 'leave.done' : 'leave.not_in', { prize: giveaway.prize }),
    components: [],
  });
});

/** What a member is told of their press of the button, in their language. */
export function tell(
  ctx: Pick<GiveawaysContext, 't'> & Pick<Answering, 'locale'>,
  outcome: Entering,
): string {
  switch (outcome.kind) {
    case 'entered':
    case 'already':
      return ctx.t(`enter.${outcome.kind}`, { prize: outcome.giveaway.prize, count: outcome.weight });
    case 'refused': {
      const { code, parameters } = outcome.shortfall;
      return ctx.t(`refused.${code}`, parameters);
    }
    case 'paused':
    case 'over':
      return ctx.t(`enter.${outcome.kind}`);
  }
}

/** When a member joined, as an interaction says it, built or as Discord sends it. */
export function joinedOf(member: unknown): number | undefined {
  if (typeof member !== 'object' || member === null) return undefined;
  if ('joinedTimestamp' in member && typeof member.joinedTimestamp === 'number')
    return member.joinedTimestamp;
  if ('joined_at' in member && typeof member.joined_at === 'string') return Date.parse(member.joined_at);
  return undefined;
}
