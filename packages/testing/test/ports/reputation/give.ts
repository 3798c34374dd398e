import { DuplicateKeyError } from '@guildhall/sdk';
import type { ReputationContext } from './contract.ts';

/** Somebody with their roles. */
export interface Person {
  readonly id: string;
  readonly roles: readonly string[];
}

export type Refusal = 'self' | 'give' | 'receive' | 'cooldown' | 'most';

/** Why one may not give another points, by the guild's rules on roles; `undefined`: they may. */
export function whyNot(ctx: ReputationContext, from: Person, to: Person): Refusal | undefined {
  const { mayGive, mayNotGive, mayReceive, mayNotReceive } = ctx.config;
  const has = (person: Person, roles: readonly string[]) => roles.some((role) => person.roles.includes(role));
  if (from.id === to.id) return 'self';
  if ((mayGive.length > 0 && !has(from, mayGive)) || has(from, mayNotGive)) return 'give';
  if ((mayReceive.length > 0 && !has(to, mayReceive)) || has(to, mayNotReceive)) return 'receive';
  return undefined;
}

/** Gives points once the rules and the cooldown allow it. @param id of what caused it: counted once */
export async function give(
  ctx: ReputationContext,
  { id, from, to, points }: { readonly id: string; from: Person; to: Person; points: number },
): Promise<Refusal | { readonly points: number; readonly rank: number }> {
  const refusal = whyNot(ctx, from, to);
  if (refusal) return refusal;
  if (Math.abs(points) > ctx.config.most) return 'most';
  if (!(await claim(ctx, from.id, to.id))) return 'cooldown';
  const changed = await ctx.data.members.findOneAndUpdate(
    { userId: to.id },
    { $inc: { points } },
    { upsert: true },
  );
  await ctx.data.log.insertOne({ id, from: from.id, to: to.id, points, set: false, at: now(ctx) });
  const total = changed?.points ?? points;
  await reward(ctx, to, total);
  return { points: total, rank: await rankOf(ctx, total) };
}

/** Begins the cooldown of a pair. @returns whether it was over: of two at once, one gets it */
async function claim(ctx: ReputationContext, from: string, to: string): Promise<boolean> {
  const { cooldown } = ctx.config;
  if (cooldown === 0) return true;
  const until = new Date(ctx.clock.now() + cooldown);
  if (await ctx.data.cooldowns.updateOne({ from, to, until: { $lte: now(ctx) } }, { $set: { until } }))
    return true;
  try {
    await ctx.data.cooldowns.insertOne({ from, to, until });
    return true;
  } catch (error) {
    if (error instanceof DuplicateKeyError) return false;
    throw error;
  }
}

/** Gives the roles that so many points have, and takes the others. */
export async function reward(ctx: ReputationContext, member: Person, points: number): Promise<void> {
  const most = (await ctx.plan.has('roles')) ? 25 : 5;
  for (const { role, points: needed } of ctx.config.rewards.slice(0, most)) {
    const has = member.roles.includes(role);
    if (points >= needed && !has) await ctx.discord.addRole(member.id, role);
    if (points < needed && has) await ctx.discord.removeRole(member.id, role);
  }
}

export async function rankOf(ctx: ReputationContext, points: number): Promise<number> {
  return 1 + (await ctx.data.members.count({ points: { $gt: points } }));
}

export function now(ctx: ReputationContext): Date {
  return new Date(ctx.clock.now());
}
