import { moderation } from '../contract.ts';
import { isRouted, routeEvent } from '../log-routing/route-event.ts';

/** Who enters, changes or leaves a voice channel. Discord tells where somebody is; where they were is remembered, while a log wants it. */
export const voiceChanged = moderation.onRaw(
  'VOICE_STATE_UPDATE',
  async (ctx, { user_id: userId, channel_id: now }) => {
    if (!isRouted(ctx, 'voiceJoin', 'voiceSwitch', 'voiceLeave')) return;
    const before = await ctx.data.voices.findOneAndUpdate(
      { userId },
      { $set: { channelId: now ?? '' } },
      { upsert: true, returns: 'before' },
    );
    const was = before?.channelId || null;
    // Mutes, cameras and the like.
    if (was === now) return;
    const event = now === null ? 'voiceLeave' : was === null ? 'voiceJoin' : 'voiceSwitch';
    const at = ctx.clock.now();
    const where = [was, now].filter((id) => id !== null).map((id) => `<#${id}>`);
    await routeEvent(ctx, { event, id: `${userId}:${at}`, at, text: `<@${userId}> · ${where.join(' → ')}` });
  },
);
