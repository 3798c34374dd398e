import { DiscordRefusal, PluginProblem, z } from '@guildhall/sdk';
import type { WarningsContext } from './contract.ts';

/** All of a member's points. */
export async function pointsOf(ctx: WarningsContext, userId: string): Promise<number> {
  const [sum] = await ctx.data.warnings.aggregate(
    [{ $match: { userId } }, { $group: { _id: '$userId', points: { $sum: '$points' } } }],
    z.object({ _id: z.string(), points: z.int() }),
  );
  return sum?.points ?? 0;
}

/** Does what a member's points have come to, and undoes what they no longer come to. */
export async function act(ctx: WarningsContext, userId: string, before: number, now: number): Promise<void> {
  const reached = (points: number) =>
    ctx.config.consequences
      .filter((one) => one.points <= points)
      .sort((a, b) => b.points - a.points)
      .at(0);
  const [was, is] = [reached(before), reached(now)];
  if (was === is) return;
  const reason = `${now} points`;
  try {
    if (was?.what.do === 'role') await ctx.discord.removeRole(userId, was.what.role, reason);
    if (was?.what.do === 'timeout' && now < before) await ctx.discord.timeout(userId, 0, reason);
    if (is && now > before) await inflict(ctx, userId, is.what, reason);
    if (is?.what.do === 'role' && now < before) await ctx.discord.addRole(userId, is.what.role, reason);
  } catch (cause) {
    if (!(cause instanceof DiscordRefusal)) throw cause;
    const what = is?.what.do ?? was?.what.do ?? 'change';
    throw new PluginProblem(
      'CONSEQUENCE_REFUSED',
      `Discord refused the ${what} of a warned member.`,
      'Move the bot’s role above theirs.',
      { cause },
    );
  }
}

type Consequence = WarningsContext['config']['consequences'][number]['what'];

async function inflict(
  ctx: WarningsContext,
  userId: string,
  what: Consequence,
  reason: string,
): Promise<void> {
  switch (what.do) {
    case 'timeout':
      return ctx.discord.timeout(userId, what.for, reason);
    case 'role':
      return ctx.discord.addRole(userId, what.role, reason);
    case 'kick':
      await (await ctx.discord.member(userId))?.kick(reason);
      return;
    case 'ban':
      await (await ctx.discord.member(userId))?.ban({ reason });
  }
}
