import { field, z } from '@guildhall/sdk';
import { lock as close, unlock as openAgain } from '../channels/lock.ts';
import { longestSlowMode, setSlowMode } from '../channels/slow-mode.ts';
import { type ModerationCommandContext, moderation } from '../contract.ts';
import { readDuration } from '../deeds/duration.ts';
import { outcomeText } from '../deeds/outcome-text.ts';
import { readMessageId } from '../purge/filter.ts';
import { purge as removeMessages } from '../purge/purge.ts';
import { durationText, reason, suggestDurations } from './options.ts';

const channel = field.channel({ types: ['text', 'announcement', 'voice', 'stage', 'forum'] }).optional();
const message = z.string().min(17).max(200).optional();

export const purge = moderation.command({
  name: 'purge',
  description: 'Remove messages from this channel',
  permissions: ['ManageMessages'],
  options: {
    count: z.int().min(1).max(100),
    user: field.user().optional(),
    contains: z.string().min(1).max(100).optional(),
    bots: z.boolean().optional(),
    links: z.boolean().optional(),
    attachments: z.boolean().optional(),
    before: message,
    after: message,
    reason,
  },
  async run(ctx, { count, user, before, after, reason: why, ...filter }) {
    const [older, newer] = [before && readMessageId(before), after && readMessageId(after)];
    if ((before && !older) || (after && !newer)) {
      return ctx.reply({ content: `⛔ ${ctx.t('refusal.message_id')}`, ephemeral: true });
    }
    await ctx.defer({ ephemeral: true });
    const outcome = await removeMessages(ctx, {
      ...orderOf(ctx, ctx.channelId, why),
      count,
      filter: { ...filter, userId: user?.id, before: older || undefined, after: newer || undefined },
    });
    const removed =
      outcome.status === 'done' ? ` ${ctx.t('done.removed', { count: outcome.done.count ?? 0 })}` : '';
    return ctx.reply({ content: `${outcomeText(ctx, outcome)}${removed}`, ephemeral: true });
  },
});

export const slowmode = moderation.command({
  name: 'slowmode',
  description: 'How long members wait between two messages',
  permissions: ['ManageChannels'],
  options: { seconds: z.int().min(0).max(longestSlowMode), channel, reason },
  async run(ctx, { seconds, channel: chosen, reason: why }) {
    const outcome = await setSlowMode(ctx, { ...orderOf(ctx, chosen?.id ?? ctx.channelId, why), seconds });
    await ctx.reply({ content: outcomeText(ctx, outcome), ephemeral: true });
  },
});

export const lock = moderation.command({
  name: 'lock',
  description: 'Close a channel for writing',
  permissions: ['ManageChannels'],
  options: { channel, duration: durationText.optional(), reason },
  autocomplete: { duration: suggestDurations },
  async run(ctx, { channel: chosen, duration, reason: why }) {
    const length = duration === undefined ? undefined : readDuration(duration);
    if (duration !== undefined && length === undefined) {
      return ctx.reply({ content: `⛔ ${ctx.t('refusal.duration')}`, ephemeral: true });
    }
    await ctx.defer({ ephemeral: true });
    const outcome = await close(ctx, { ...orderOf(ctx, chosen?.id ?? ctx.channelId, why), duration: length });
    return ctx.reply({ content: outcomeText(ctx, outcome), ephemeral: true });
  },
});

export const unlock = moderation.command({
  name: 'unlock',
  description: 'Open a locked channel again',
  permissions: ['ManageChannels'],
  options: { channel, reason },
  async run(ctx, { channel: chosen, reason: why }) {
    await ctx.defer({ ephemeral: true });
    const outcome = await openAgain(ctx, orderOf(ctx, chosen?.id ?? ctx.channelId, why));
    await ctx.reply({ content: outcomeText(ctx, outcome), ephemeral: true });
  },
});

function orderOf(ctx: ModerationCommandContext, channelId: string, why: string | undefined) {
  return {
    channelId,
    by: { id: ctx.member.id, source: 'command' as const },
    origin: `interaction:${ctx.interaction.id}`,
    reason: why,
  };
}
