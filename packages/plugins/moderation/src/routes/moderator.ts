import { type RouteContext, RouteError } from '@guildhall/sdk';
import type { ChannelRefusal } from '../channels/channel-outcome.ts';
import type { ModerationContext } from '../contract.ts';
import type { DeedRefusal } from '../deeds/perform.ts';

/** What a route knows of its call. */
export type Called = ModerationContext & Pick<RouteContext, 'actor' | 'access'>;

/** Who calls. Routes of this plugin are open to members, because moderators are made in Discord. */
export function callerOf({ actor, t }: Called): string {
  if (!actor) throw new RouteError(401, 'SIGN_IN', t('refusal.permission_missing'));
  return actor.userId;
}

/**
 * Who may read what moderators read: whom the guild's settings name, and who has Discord's permission to moderate members.
 * @throws `RouteError` 403 for everybody else
 */
export async function requireModerator(ctx: Called): Promise<string> {
  const userId = callerOf(ctx);
  if (ctx.access === 'manager' || ctx.access === 'admin') return userId;
  const obstacle = await ctx.cannot(userId, 'guild', 'ModerateMembers');
  if (obstacle === undefined || obstacle === 'bot_permission_missing') return userId;
  throw new RouteError(403, 'NOT_A_MODERATOR', ctx.t('refusal.permission_missing'));
}

/** A refusal as the API says it: the same code and words as in Discord. */
export function refused({ t }: Pick<Called, 't'>, refusal: DeedRefusal | ChannelRefusal): RouteError {
  const missing = refusal === 'unknown' ? 404 : soAlready.has(refusal) ? 409 : 403;
  return new RouteError(missing, refusal.toUpperCase(), t(`refusal.${refusal}`));
}

const soAlready: ReadonlySet<string> = new Set([
  'already_banned',
  'not_banned',
  'not_timed_out',
  'already_locked',
  'not_locked',
  'reason_required',
]);
