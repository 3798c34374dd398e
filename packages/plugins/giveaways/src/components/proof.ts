import { z } from '@guildhall/sdk';
import { giveaways } from '../contract.ts';
import { verifyStored } from '../draws/stored-draws.ts';

/** On an announcement: how it was drawn, and what of it has just been checked again. */
export const proofButton = giveaways.button(
  'proof',
  { id: z.string().max(12), round: z.int().min(1).max(200) },
  async (ctx, { id, round }) => {
    const verified = await verifyStored(ctx, id, round);
    if (!verified) return ctx.reply({ content: ctx.t('proof.none'), ephemeral: true });
    const { draw, giveaway, checks } = verified;
    const mark = (ok: boolean) => (ok ? '✅' : '❌');
    await ctx.reply({
      ephemeral: true,
      embeds: [
        {
          title: ctx.t('proof.title', { number: giveaway.number, round }),
          description: [
            `${mark(checks.seedCommitted)} ${ctx.t('proof.seed')}`,
            `${mark(checks.entrantsMatch)} ${ctx.t('proof.entrants', { count: draw.entrants })}`,
            `${mark(checks.orderMatches)} ${ctx.t('proof.order')}`,
            `${mark(checks.winnersMatch)} ${ctx.t('proof.winners')}`,
          ].join('\n'),
          fields: [
            { name: ctx.t('proof.commitment'), value: `\`${giveaway.commitment}\`` },
            { name: ctx.t('proof.published_seed'), value: `\`${draw.seed}\`` },
            { name: ctx.t('proof.digest'), value: `\`${draw.digest}\`` },
          ],
          footer: { text: ctx.t('proof.how', { id: `${id}-${round}` }) },
        },
      ],
    });
  },
);
