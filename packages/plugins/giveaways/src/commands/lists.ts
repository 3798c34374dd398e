import { z } from '@guildhall/sdk';
import { giveaways } from '../contract.ts';
import { goingOn, over } from '../data.ts';
import { inHowLong } from '../messages/giveaway-embed.ts';
import { countEntries } from '../messages/refresh.ts';
import { giveaway, meant, suggesting } from './options.ts';

const perPage = 10;
const shown = z.enum(['active', 'over']);

/** Giveaways, a page at a time. */
export const listPages = giveaways.pages('list', {
  parameters: { shown },
  async show(ctx, page, values) {
    const active = values.shown === 'active';
    const filter = { status: { $in: active ? goingOn : over } };
    const count = await ctx.data.giveaways.count(filter);
    if (count === 0)
      return { message: { content: ctx.t(`list.none.${values.shown}`), embeds: [] }, pages: 0 };
    const found = await ctx.data.giveaways
      .find(filter)
      .sort(active ? { endsAt: 1, number: 1 } : { number: -1 })
      .skip((page - 1) * perPage)
      .limit(perPage);
    const lines = await Promise.all(
      found.map(async (one) =>
        ctx.t(`list.line.${one.status}`, {
          number: one.number,
          prize: one.prize,
          channel: `<#${one.channelId}>`,
          when: inHowLong(one.endedAt === 0 ? one.endsAt : one.endedAt),
          count: one.kind === 'drop' ? one.taken : await countEntries(ctx, one.id),
        }),
      ),
    );
    return {
      message: {
        embeds: [
          {
            title: ctx.t(`list.title.${values.shown}`),
            description: lines.join('\n').slice(0, 4096),
            footer: { text: ctx.t('page', { page, pages: Math.ceil(count / perPage) }) },
          },
        ],
      },
      pages: Math.ceil(count / perPage),
    };
  },
});

export const list = giveaways.subcommand({
  name: 'list',
  description: 'Giveaways that are going on, or over',
  options: { shown: shown.default('active') },
  run: async (ctx, options) =>
    ctx.reply({ ...(await listPages.message(ctx, { shown: options.shown })), ephemeral: true }),
});

/** Who takes part in one, a page at a time, first come first. */
export const entriesPages = giveaways.pages('entries', {
  parameters: { id: z.string().max(12) },
  async show(ctx, page, { id }) {
    const found = await ctx.data.giveaways.findOne({ id });
    const filter = { giveawayId: id, state: 'in' } as const;
    const count = await ctx.data.entries.count(filter);
    const title = ctx.t('entries.title', { prize: found?.prize ?? '', count });
    if (count === 0) return { message: { content: ctx.t('entries.none'), embeds: [] }, pages: 0 };
    const entries = await ctx.data.entries
      .find(filter)
      .sort({ at: 1, userId: 1 })
      .skip((page - 1) * perPage * 2)
      .limit(perPage * 2);
    const lines = entries.map(({ userId, weight, at }) =>
      ctx.t(weight === 1 ? 'entries.line' : 'entries.line.weight', {
        user: `<@${userId}>`,
        weight,
        when: inHowLong(at),
      }),
    );
    const pages = Math.ceil(count / (perPage * 2));
    return {
      message: {
        embeds: [
          {
            title: title.slice(0, 256),
            description: lines.join('\n'),
            footer: { text: ctx.t('page', { page, pages }) },
          },
        ],
      },
      pages,
    };
  },
});

export const entries = giveaways.subcommand({
  name: 'entries',
  description: 'Who takes part in a giveaway',
  options: { giveaway },
  autocomplete: suggesting('running', 'paused', 'ended'),
  async run(ctx, options) {
    const found = await meant(ctx, options.giveaway);
    if (found) await ctx.reply({ ...(await entriesPages.message(ctx, { id: found.id })), ephemeral: true });
  },
});
