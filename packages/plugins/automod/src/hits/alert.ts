import { z } from '@guildhall/sdk';
import type { Deed, Performed } from '../actions/deed.ts';
import { type AutomodContext, automod } from '../contract.ts';
import { stateOf } from '../engine/guild-state.ts';
import { falsePositiveButton, undoButton } from './alert-buttons.ts';

/** At most one alert in so long in a channel; what comes in between is told together. */
const quietFor = 10_000;
const listed = 10;

/** Tells moderators what happened, with the text: it is shown there, in Discord, and not kept by the plugin. */
export async function alert(
  ctx: AutomodContext,
  deed: Deed,
  performed: readonly Performed[],
  channelId: string,
): Promise<void> {
  if (channelId === '') return;
  const { alerted } = stateOf(ctx);
  const now = ctx.clock.now();
  const last = alerted.get(channelId) ?? Number.NEGATIVE_INFINITY;
  if (now - last < quietFor) {
    await ctx.jobs.at(
      new Date(last + quietFor),
      alertsJob,
      { channelId },
      { key: `alerts:${channelId}:${last}` },
    );
    return;
  }
  alerted.set(channelId, now);
  await ctx.data.hits.updateOne({ id: deed.hitId }, { $set: { alerted: true } });
  const { actor, message, places, thread } = deed.subject;
  const [where] = places;
  const text = message?.text.raw.slice(0, 1000) ?? '';
  await ctx.discord.send(channelId, {
    embeds: [
      {
        title: deed.ruleName.slice(0, 250),
        description: ctx.t('alert.line', {
          user: `<@${actor.userId}>`,
          place: where === undefined ? '' : `<#${where}>`,
          reason: deed.reason,
        }),
        fields: [
          ...(text === ''
            ? []
            : [{ name: ctx.t(thread ? 'alert.thread' : 'alert.text'), value: quoted(text) }]),
          { name: ctx.t('alert.done'), value: performedText(ctx, performed) },
        ],
      },
    ],
    components: [
      undoButton.with({ hit: deed.hitId }, { label: ctx.t('hit.undo'), style: 'secondary' }),
      falsePositiveButton.with(
        { hit: deed.hitId },
        { label: ctx.t('hit.falsePositive'), style: 'secondary' },
      ),
    ],
  });
}

/** Shown as it was written, and neither pings nor formats anything. */
function quoted(text: string): string {
  return `\`\`\`\n${text.replaceAll('`', 'ˋ')}\n\`\`\``;
}

export function performedText(ctx: Pick<AutomodContext, 't'>, performed: readonly Performed[]): string {
  if (performed.length === 0) return ctx.t('alert.nothing');
  return performed
    .map(({ type, outcome }) => `${ctx.t(`action.${type}`)}: ${ctx.t(`outcome.${outcome}`)}`)
    .join('\n')
    .slice(0, 1000);
}

/** What a storm brings is told in one message. */
export const alertsJob = automod.job(
  'alerts',
  { input: z.object({ channelId: z.string() }) },
  async (ctx, { channelId }) => {
    stateOf(ctx).alerted.set(channelId, ctx.clock.now());
    const hits = await ctx.data.hits.find({ alertIn: channelId, alerted: false }).sort({ at: 1 }).limit(1000);
    if (hits.length === 0) return;
    await ctx.data.hits.updateMany({ id: { $in: hits.map(({ id }) => id) } }, { $set: { alerted: true } });
    const lines = hits
      .slice(0, listed)
      .map((hit) =>
        ctx.t('alert.more.line', { user: `<@${hit.userId}>`, rule: hit.ruleName, reason: hit.reason }),
      );
    if (hits.length > listed) lines.push(ctx.t('alert.more.rest', { count: hits.length - listed }));
    await ctx.discord.send(channelId, {
      embeds: [
        {
          title: ctx.t('alert.more.title', { count: hits.length }),
          description: lines.join('\n').slice(0, 4000),
        },
      ],
    });
  },
);
