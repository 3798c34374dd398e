import type { Acting, Obstacle } from '@guildhall/sdk';
import type { ModerationContext } from '../contract.ts';
import { type ChannelDeed, channelRules, type MemberDeed, memberRules } from './deeds.ts';

/** Why a deed is not done: Discord's rules, and the guild's own. Each is explained by the text `refusal.<code>`. */
export type Refusal =
  | Obstacle
  /** It has a role that the guild's admins protect. */
  | 'target_is_protected'
  /** Bots read no warnings. */
  | 'target_is_bot'
  | 'reason_required';

export interface MemberQuestion {
  /** A moderator's user id; `null`: the bot's own permissions count. */
  readonly actorId: string | null;
  readonly targetId: string;
  readonly deed: MemberDeed;
  /** The role that is given or taken. */
  readonly roleId?: string | undefined;
}

/**
 * The one decision whether somebody may do something to a member: of commands, menus, the dashboard, the API and other plugins.
 * Discord's rules (permission, owner, hierarchy; of who acts, and of the bot in their place), then the guild's protected roles,
 * which keep everybody but the owner from acting.
 *
 * @returns what stands in the way; `undefined`: nothing
 */
export async function decide(ctx: ModerationContext, question: MemberQuestion): Promise<Refusal | undefined> {
  const { deed, targetId } = question;
  const rule = memberRules[deed];
  const acting: Acting = question.actorId ?? 'bot';
  // What no moderator asks for and Discord does not do takes no permission: another plugin's warning.
  if (question.actorId === null && !rule.byBot) {
    const who = await ctx.cannot('bot', { member: targetId }, []);
    if (who === 'target_is_self' || who === 'target_is_owner') return who;
    return who === 'unknown' && !rule.toStrangers ? who : ownRules(ctx, question);
  }
  const mayAtAll = await ctx.cannot(acting, 'guild', rule.permission);
  if (mayAtAll !== undefined && !isOnlyTheBots(mayAtAll, rule.byBot)) return mayAtAll;
  const onTarget = await ctx.cannot(acting, { member: targetId }, rule.byBot ? rule.permission : []);
  if (onTarget === 'unknown' && rule.toStrangers) return undefined;
  if (deed === 'untimeout' && onTarget === 'target_is_administrator') {
    // Discord times no administrators out, and takes what is left of a timeout from them like from anybody.
    const inOrder = await ctx.cannot(acting, { member: targetId }, []);
    if (inOrder !== undefined) return inOrder;
  } else if (onTarget !== undefined && !isOnlyTheBots(onTarget, rule.byBot)) return onTarget;
  if (question.roleId !== undefined) {
    const onRole = await ctx.cannot(acting, { role: question.roleId }, rule.permission);
    if (onRole !== undefined) return onRole;
  }
  return ownRules(ctx, question);
}

/** Whether somebody may do something in a channel. */
export async function decideInChannel(
  ctx: ModerationContext,
  actorId: string | null,
  channelId: string,
  deed: ChannelDeed,
): Promise<Obstacle | undefined> {
  const { actor, bot } = channelRules[deed];
  const acting = actorId === null ? undefined : await ctx.cannot(actorId, { channel: channelId }, actor);
  if (acting !== undefined && !acting.startsWith('bot_')) return acting;
  const bots = await ctx.cannot('bot', { channel: channelId }, bot);
  return bots === 'permission_missing' ? 'bot_permission_missing' : bots;
}

function isOnlyTheBots(obstacle: Obstacle, byBot: boolean): boolean {
  return !byBot && (obstacle === 'bot_permission_missing' || obstacle === 'bot_hierarchy');
}

/** What the guild's admins, and sense, forbid beyond Discord's rules. */
async function ownRules(
  ctx: ModerationContext,
  { actorId, targetId, deed }: MemberQuestion,
): Promise<'target_is_protected' | 'target_is_bot' | undefined> {
  if (deed === 'note' || deed === 'untimeout' || deed === 'unban') return undefined;
  const { protectedRoles } = ctx.config;
  if (deed !== 'warn' && protectedRoles.length === 0) return undefined;
  const target = await ctx.discord.member(targetId);
  if (!target) return undefined;
  if (deed === 'warn' && target.user.bot) return 'target_is_bot';
  if (actorId === target.guild.ownerId) return undefined;
  return protectedRoles.some((role) => target.roles.cache.has(role)) ? 'target_is_protected' : undefined;
}
