import { DiscordRefusal, OneAtATime, PluginProblem, type RawPayload } from '@guildhall/sdk';
import { type LevelingContext, leveling } from '../contract.ts';
import { type Announcement, announce } from '../levels/announce.ts';
import { earnXp } from '../levels/earn-xp.ts';
import { reachLevel } from '../levels/reach-level.ts';
import { applyRewards } from '../rewards/apply-rewards.ts';
import { isWrittenByMember } from '../rules/message-counts.ts';
import { messageXp } from '../rules/message-xp.ts';
import { earnsXpHere } from './earns-xp-here.ts';

/** Otherwise a member's second message could be paid before the first, which would then look as if it came within the cooldown. */
const inOrder = new OneAtATime();

export const messageCreate = leveling.onRaw('MESSAGE_CREATE', (ctx, message) => {
  if (!isWrittenByMember(message)) return;
  return inOrder.run(ctx, message.author.id, () => pay(ctx, message));
});

async function pay(ctx: LevelingContext, message: RawPayload<'MESSAGE_CREATE'>): Promise<void> {
  const { author, channel_id: channelId } = message;
  const roles = message.member?.roles ?? [];
  if (!(await earnsXpHere(ctx, channelId, roles))) return;

  const xp = await earnXp(ctx, {
    userId: author.id,
    messageId: message.id,
    at: Date.parse(message.timestamp),
    xp: messageXp(message.id, ctx.config.messageXp),
  });
  if (xp === undefined) return;
  const change = await reachLevel(ctx, author.id, xp);
  if (!change) return;

  ctx.emit('levelUp', { userId: author.id, from: change.from, level: change.to });
  const unannounced = await tryToAnnounce(ctx, {
    userId: author.id,
    name: message.member?.nick ?? author.global_name ?? author.username,
    channelId,
    level: change.to,
    xp,
  });
  const unrewarded = await applyRewards(ctx, { id: author.id, roles }, change);
  // Last, so that a refusal keeps the member from nothing else.
  if (unrewarded) throw unrewarded;
  if (unannounced) throw unannounced;
}

async function tryToAnnounce(
  ctx: LevelingContext,
  announcement: Announcement,
): Promise<PluginProblem | undefined> {
  try {
    await announce(ctx, announcement);
    return undefined;
  } catch (cause) {
    if (!(cause instanceof DiscordRefusal)) throw cause;
    return new PluginProblem(
      'ANNOUNCEMENT_REFUSED',
      ctx.t('problem.announcement', { level: announcement.level }),
      ctx.t('problem.announcement.remedy'),
      { cause },
    );
  }
}
