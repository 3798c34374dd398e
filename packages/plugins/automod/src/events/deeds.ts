import { type AutomodContext, automod } from '../contract.ts';
import type { ActorFacts, Subject } from '../engine/facts.ts';
import { stateOf } from '../engine/guild-state.ts';
import { judgeEvent } from '../engine/judge-event.ts';

/** What is known of a member when an event names only their id. */
function actorOf(
  userId: string,
  member?:
    | {
        readonly nick?: string | null | undefined;
        readonly roles: readonly string[];
        readonly joined_at?: string | null;
        readonly user?: { readonly username: string; readonly avatar: string | null };
      }
    | undefined,
): ActorFacts {
  return {
    userId,
    name: member?.nick ?? member?.user?.username ?? userId,
    roles: member?.roles ?? [],
    joinedAt: member?.joined_at ? Date.parse(member.joined_at) : undefined,
    hasAvatar: member?.user === undefined || member.user.avatar !== null,
  };
}

/** A member, when an event names only their id; without roles when they have left. `undefined`: a bot, which nobody judges. */
export async function actorById(ctx: AutomodContext, userId: string): Promise<ActorFacts | undefined> {
  const member = await ctx.discord.member(userId);
  if (!member) return actorOf(userId);
  if (member.user.bot) return undefined;
  return {
    userId,
    name: member.displayName,
    roles: [...member.roles.cache.keys()],
    joinedAt: member.joinedTimestamp ?? undefined,
    hasAvatar: member.user.avatar !== null,
  };
}

/** @param channelId where it was; `undefined` for what happens in no channel */
export async function judgeDeed(
  ctx: AutomodContext,
  actor: ActorFacts,
  channelId: string | undefined,
  what: Partial<Omit<Subject, 'actor' | 'places'>>,
): Promise<void> {
  const at = ctx.clock.now();
  const state = stateOf(ctx);
  const rules = state.rules(ctx);
  const set = rules instanceof Promise ? await rules : rules;
  const asksPlaces = set.asksPlaces || ctx.config.exemptChannels.length > 0;
  const places =
    channelId === undefined ? [] : asksPlaces ? await state.placesOf(ctx, channelId) : [channelId];
  await judgeEvent(ctx, set, { at, actor, places, ...what });
}

export const reactionAdd = automod.onRaw('MESSAGE_REACTION_ADD', (ctx, reaction) =>
  reaction.member?.user?.bot === true
    ? undefined
    : judgeDeed(ctx, actorOf(reaction.user_id, reaction.member), reaction.channel_id, { did: 'reaction' }),
);

/** Where each member is, to tell a change of channel from a mute. */
export const voiceState = automod.onRaw('VOICE_STATE_UPDATE', (ctx, voice) => {
  if (voice.member?.user?.bot === true) return undefined;
  const { memory } = stateOf(ctx);
  const changed = memory.isNews(`voice ${voice.user_id}`, voice.channel_id ?? '');
  if (!changed || voice.channel_id === null) return undefined;
  return judgeDeed(ctx, actorOf(voice.user_id, voice.member), voice.channel_id, { did: 'voice' });
});

/** Discord tells once for each action of its rule; the message counts once. */
export const nativeExecution = automod.onRaw('AUTO_MODERATION_ACTION_EXECUTION', (ctx, execution) => {
  const { memory } = stateOf(ctx);
  const key = `native ${execution.message_id ?? `${execution.user_id} ${execution.content}`}`;
  if (!memory.isNews(key, execution.rule_id)) return undefined;
  return judgeDeed(ctx, actorOf(execution.user_id), execution.channel_id, {
    native: { rule: execution.rule_id, keyword: execution.matched_keyword ?? '' },
  });
});
