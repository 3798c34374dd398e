import { asRefusal, DuplicateKeyError } from '@guildhall/sdk';
import type { AutomodContext } from '../contract.ts';

/** The longest that Discord times anybody out. */
const longest = '28 d';

/**
 * Takes all roles that the bot may take from a member, gives the quarantine role, and times them out; what they had is kept, so that
 * `release` gives it back. The snapshot is written first: after a crash in between nothing is lost, and doing it again goes on.
 *
 * @returns whether they were not in quarantine before
 */
export async function quarantine(ctx: AutomodContext, userId: string, reason: string): Promise<boolean> {
  const member = await ctx.discord.member(userId);
  if (!member) return false;
  const { quarantineRole } = ctx.config;
  const guild = await ctx.discord.guild();
  const mine = guild.members.me?.roles.highest.position ?? 0;
  const taken = member.roles.cache.filter(
    (role) => role.id !== guild.id && !role.managed && role.position < mine && role.id !== quarantineRole,
  );
  let isNew = true;
  try {
    await ctx.data.quarantine.insertOne({
      userId,
      roles: [...taken.keys()],
      at: ctx.clock.now(),
      reason: reason.slice(0, 400),
    });
  } catch (error) {
    if (!(error instanceof DuplicateKeyError)) throw error;
    isNew = false;
  }
  const kept = member.roles.cache.filter((role) => role.id !== guild.id && !taken.has(role.id));
  const roles = new Set(kept.keys());
  const given = quarantineRole === undefined ? undefined : guild.roles.cache.get(quarantineRole);
  if (given && given.position < mine) roles.add(given.id);
  if (taken.size > 0 || (given && !member.roles.cache.has(given.id)))
    await asRefusal(() => member.roles.set([...roles], reason));
  const canBeTimedOut = (await ctx.cannot('bot', { member: userId }, 'ModerateMembers')) === undefined;
  if (canBeTimedOut) await ctx.discord.timeout(userId, longest, reason);
  return isNew;
}

/**
 * Gives back what quarantine took. Of two at once, one does it. Roles that are gone, or above the bot's now, can't be given.
 *
 * @returns what could not be given back; `undefined` when they were not in quarantine
 */
export async function release(
  ctx: AutomodContext,
  userId: string,
  reason: string,
): Promise<readonly string[] | undefined> {
  const snapshot = await ctx.data.quarantine.findOne({ userId });
  if (!snapshot || !(await ctx.data.quarantine.deleteOne({ userId, at: snapshot.at }))) return undefined;
  const member = await ctx.discord.member(userId);
  if (!member) return [];
  const guild = await ctx.discord.guild();
  const mine = guild.members.me?.roles.highest.position ?? 0;
  const givable = snapshot.roles.filter((id) => {
    const role = guild.roles.cache.get(id);
    return role !== undefined && !role.managed && role.position < mine;
  });
  const now = member.roles.cache
    .filter((role) => role.id !== guild.id && role.id !== ctx.config.quarantineRole)
    .map(({ id }) => id);
  await asRefusal(() => member.roles.set([...new Set([...now, ...givable])], reason));
  const canBeTimedOut = (await ctx.cannot('bot', { member: userId }, 'ModerateMembers')) === undefined;
  if (canBeTimedOut) await ctx.discord.timeout(userId, 0, reason);
  return snapshot.roles.filter((id) => !givable.includes(id));
}
