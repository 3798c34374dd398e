import { DiscordRefusal } from '@guildhall/sdk';
import type { Author, Case } from '../cases/case.ts';
import { openCase, settleCase } from '../cases/case-book.ts';
import type { ModerationContext } from '../contract.ts';
import type { Refusal } from '../decision/decide.ts';
import type { MemberDeed } from '../decision/deeds.ts';
import { cancelTimed, startTimed } from '../timed-actions/timed-actions.ts';
import { auditReason } from './audit-reason.ts';
import { longestTimeout } from './duration.ts';
import { memberNow } from './member-now.ts';
import { takeBack, tellMember } from './tell-member.ts';
import { whyNot } from './why-not.ts';

/** What Discord does for a moderator. Warnings have their own way: `warnings/warn.ts`. */
export type DiscordDeed = Exclude<MemberDeed, 'warn' | 'note'>;

export interface Order {
  readonly deed: DiscordDeed;
  readonly userId: string;
  readonly by: Author;
  /** Names the deed; what is ordered again under the same name is not done twice. */
  readonly origin: string;
  readonly reason?: string | undefined;
  /** Of a timeout, or a ban that ends. Milliseconds. */
  readonly duration?: number | undefined;
  /** Of a ban: the seconds back of which messages go. */
  readonly deleteMessages?: number | undefined;
  readonly roleId?: string | undefined;
}

/** What the decision refuses, and what is so already. */
export type DeedRefusal = Refusal | 'already_banned' | 'not_banned' | 'not_timed_out';

export type Outcome =
  | { readonly status: 'done' | 'repeated'; readonly done: Case }
  | { readonly status: 'refused'; readonly refusal: DeedRefusal }
  /** Discord refused in spite of the decision; the case says why. */
  | { readonly status: 'failed'; readonly done: Case };

const softbanDeletes = 7 * 86_400;

/**
 * Does something to a member: decides, writes the case down, tells the member, has Discord do it, settles the case. What must end is
 * planned before it begins. When the process dies in between, the same order finds its case and goes on; without a further order,
 * `settle-cases` asks Discord what became of it.
 */
export async function perform(ctx: ModerationContext, order: Order): Promise<Outcome> {
  const { deed, userId, by, origin, reason, duration, roleId } = order;
  const known = await ctx.data.cases.findOne({ origin });
  if (known && known.state !== 'open') return { status: 'repeated', done: known };
  if (!known) {
    const refusal =
      (await whyNot(ctx, { deed, userId, by, reason, roleId })) ?? (await soAlready(ctx, order));
    if (refusal !== undefined) return { status: 'refused', refusal };
  }
  const { opened } = await openCase(ctx, {
    kind: deed,
    origin,
    by,
    userId,
    reason,
    duration,
    ...(roleId === undefined ? {} : { roleId }),
  });
  const told = await tellMember(ctx, opened);
  const timed = deed === 'timeout' || deed === 'ban' ? deed : undefined;
  const before = timed && (await ctx.data.timedActions.findOne({ kind: timed, userId }));
  try {
    if (timed && duration !== undefined) {
      await startTimed(ctx, { kind: timed, userId, case: opened.number, until: opened.at + duration });
    } else if (timed) {
      await cancelTimed(ctx, timed, userId);
    }
    await carryOut(ctx, order, auditReason(ctx, opened));
  } catch (error) {
    if (!(error instanceof DiscordRefusal)) throw error;
    if (timed) await cancelTimed(ctx, timed, userId, opened.number);
    // What was under way before ends as it was to.
    if (before && before.case !== opened.number) await startTimed(ctx, before);
    const failed = await settleCase(ctx, opened.number, {
      state: 'failed',
      told,
      failure: error.message.slice(0, 500),
    });
    await takeBack(ctx, { ...opened, told });
    return { status: 'failed', done: failed ?? opened };
  }
  if (deed === 'untimeout') await cancelTimed(ctx, 'timeout', userId);
  if (deed === 'unban') await cancelTimed(ctx, 'ban', userId);
  const done = await settleCase(ctx, opened.number, { state: 'done', told });
  ctx.explain({ member: userId }, 'why.done', { deed: ctx.guild.t(`kind.${deed}`), number: opened.number });
  return { status: 'done', done: done ?? opened };
}

async function soAlready(
  ctx: ModerationContext,
  { deed, userId, duration }: Order,
): Promise<DeedRefusal | undefined> {
  if (deed === 'unban') return (await ctx.discord.isBanned(userId)) ? undefined : 'not_banned';
  // A ban for good may be given an end, and the other way round.
  if (deed === 'ban' && duration === undefined && (await ctx.discord.isBanned(userId))) {
    const ends = await ctx.data.timedActions.findOne({ kind: 'ban', userId });
    return ends ? undefined : 'already_banned';
  }
  if (deed === 'untimeout') {
    const member = await memberNow(ctx, userId);
    return (member?.communicationDisabledUntilTimestamp ?? 0) > ctx.clock.now() ? undefined : 'not_timed_out';
  }
  return undefined;
}

async function carryOut(ctx: ModerationContext, order: Order, reason: string): Promise<void> {
  const { deed, userId, duration = 0, deleteMessages = 0, roleId = '' } = order;
  const { discord } = ctx;
  switch (deed) {
    case 'timeout':
      return discord.timeout(userId, Math.min(duration, longestTimeout), reason);
    case 'untimeout':
      return discord.timeout(userId, 0, reason);
    case 'kick':
      // Who has left meanwhile is out all the same.
      return void (await discord.kick(userId, reason));
    case 'ban':
      return discord.ban(userId, { deleteMessages: deleteMessages * 1000, reason });
    case 'softban':
      await discord.ban(userId, { deleteMessages: (order.deleteMessages ?? softbanDeletes) * 1000, reason });
      return void (await discord.unban(userId, reason));
    case 'unban':
      return void (await discord.unban(userId, reason));
    case 'role_add':
      return discord.addRole(userId, roleId, reason);
    case 'role_remove':
      return discord.removeRole(userId, roleId, reason);
  }
}
