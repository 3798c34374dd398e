import { field, z } from '@guildhall/sdk';
import { type Bulk, mostTargets, readTargets } from '../bulk/bulk.ts';
import { bulkEmbed } from '../bulk/bulk-text.ts';
import { beginBulk, runBulk } from '../bulk/run-bulk.ts';
import { moderation } from '../contract.ts';
import { decide } from '../decision/decide.ts';
import { reason } from './options.ts';

export const massban = moderation.command({
  name: 'massban',
  description: 'Ban up to 50 people at once',
  permissions: ['BanMembers'],
  options: {
    users: z.string().min(17).max(2000),
    reason,
    delete: z.int().min(0).max(7).default(0),
  },
  async run(ctx, { users, reason: why, delete: days }) {
    const targets = readTargets(users);
    if (!targets)
      return ctx.reply({ content: `⛔ ${ctx.t('bulk.targets', { most: mostTargets })}`, ephemeral: true });
    if (ctx.config.reasonRequired && !why) {
      return ctx.reply({ content: `⛔ ${ctx.t('refusal.reason_required')}`, ephemeral: true });
    }
    await ctx.defer({ ephemeral: true });
    const lines = await Promise.all(
      targets.map(async (userId) => {
        const refusal = await decide(ctx, { actorId: ctx.member.id, targetId: userId, deed: 'ban' });
        return {
          may: refusal === undefined,
          text: `<@${userId}>${refusal ? ` ⛔ ${ctx.t(`refusal.${refusal}`)}` : ''}`,
        };
      }),
    );
    const draft: Bulk = {
      id: ctx.interaction.id,
      state: 'draft',
      deed: 'ban',
      moderatorId: ctx.member.id,
      source: 'command',
      reason: why ?? null,
      duration: null,
      points: null,
      deleteMessages: days * 86_400,
      roleId: null,
      targets: [...targets],
      results: [],
      at: ctx.clock.now(),
    };
    await ctx.data.bulks.insertOne(draft);
    const count = lines.filter(({ may }) => may).length;
    return ctx.reply({
      embeds: [
        {
          title: ctx.t('bulk.confirm', { count: targets.length }),
          description: lines
            .map(({ text }) => text)
            .join('\n')
            .slice(0, 4000),
        },
      ],
      components: [
        confirmMassban.with(
          { id: draft.id },
          { label: ctx.t('bulk.button', { count }), style: 'danger', disabled: count === 0 },
        ),
      ],
      ephemeral: true,
    });
  },
});

/** Whoever sees the draft is who made it: the answer is theirs alone. */
export const confirmMassban = moderation.button('massban', { id: field.snowflake() }, async (ctx, { id }) => {
  await ctx.defer({ ephemeral: true });
  await beginBulk(ctx, id);
  // The job has begun as well; whichever comes second finds everything done. Pressed again, after a crash too, it says what came of it.
  const done = await runBulk(ctx, id);
  return ctx.reply({
    ...(done ? { embeds: [bulkEmbed(ctx, done)] } : { content: ctx.t('bulk.gone') }),
    ephemeral: true,
  });
});
