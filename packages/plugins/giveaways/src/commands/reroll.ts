import { type Answering, field } from '@guildhall/sdk';
import { type GiveawaysContext, giveaways } from '../contract.ts';
import type { Giveaway } from '../data.ts';
import { reroll } from '../ending/reroll.ts';
import { ofMessage } from '../giveaways/find.ts';
import { giveaway, meant, suggesting, winners } from './options.ts';

export const rerollCommand = giveaways.subcommand({
  name: 'reroll',
  description: 'Draw again, among who has not won yet',
  options: { giveaway, count: winners.default(1), user: field.user().optional() },
  autocomplete: suggesting('ended'),
  async run(ctx, { giveaway: named, count, user }) {
    const found = await meant(ctx, named);
    if (found) await draw(ctx, found, count, user?.id);
  },
});

export const rerollMenu = giveaways.messageMenu({
  name: 'Reroll giveaway',
  permissions: ['ManageGuild'],
  async run(ctx, message) {
    const found = await ofMessage(ctx, message.id);
    if (!found) return ctx.reply({ content: ctx.t('reroll.no_giveaway'), ephemeral: true });
    await draw(ctx, found, 1);
  },
});

async function draw(
  ctx: GiveawaysContext &
    Pick<Answering, 'reply' | 'defer'> & { readonly interaction: { readonly id: string } },
  found: Giveaway,
  count: number,
  instead?: string,
): Promise<void> {
  await ctx.defer({ ephemeral: true });
  const cause = `reroll:${ctx.interaction.id}`;
  const outcome = await reroll(ctx, found, { cause, count, ...(instead === undefined ? {} : { instead }) });
  if (outcome.kind !== 'done') {
    return ctx.reply({ content: ctx.t(`reroll.${outcome.kind}`, { prize: found.prize }), ephemeral: true });
  }
  const { draw: made, told } = outcome;
  await ctx.audit('rerolled', { id: found.id, round: made.round, winners: made.winners });
  const winners = made.winners.map((id) => `<@${id}>`).join(', ');
  const key = told === 'refused' ? 'reroll.untold' : winners === '' ? 'reroll.nobody' : 'reroll.done';
  await ctx.reply({ content: ctx.t(key, { winners, prize: found.prize }), ephemeral: true });
}
