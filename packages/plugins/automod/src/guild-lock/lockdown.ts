import { asRefusal } from '@guildhall/sdk';
import type { AutomodContext } from '../contract.ts';
import { ensureState } from '../rules/state.ts';

/** What a lockdown takes from @everyone: everything that writes. */
const writing = [
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'CreatePrivateThreads',
  'AddReactions',
  'Connect',
] as const;

/**
 * Takes the permissions to write from @everyone: one call, however many channels there are. What it had is kept first, and only when
 * there is no lockdown yet, so that a second one does not keep the first one's result. Channels that allow writing to a role keep doing so.
 *
 * @returns whether there was none before
 */
export async function lockDown(ctx: AutomodContext, reason: string): Promise<boolean> {
  const guild = await ctx.discord.guild();
  const { everyone } = guild.roles;
  const before = everyone.permissions.bitfield;
  await ensureState(ctx);
  const isFirst = await ctx.data.state.updateOne(
    { id: 'state', locked: '' },
    { $set: { locked: String(before) } },
  );
  await asRefusal(() => everyone.setPermissions(everyone.permissions.remove(...writing), reason));
  return isFirst;
}

/** @returns whether there was a lockdown */
export async function endLockdown(ctx: AutomodContext, reason: string): Promise<boolean> {
  const before = await ctx.data.state.findOneAndUpdate(
    { id: 'state', locked: { $ne: '' } },
    { $set: { locked: '' } },
    { returns: 'before' },
  );
  if (!before) return false;
  const { everyone } = (await ctx.discord.guild()).roles;
  // Only what was taken comes back: what admins changed meanwhile stays.
  const had = BigInt(before.locked);
  const wanted = writing.filter((name) => (had & permissionBits[name]) !== 0n);
  await asRefusal(() => everyone.setPermissions(everyone.permissions.add(...wanted), reason));
  return true;
}

/** Discord's bits, written out so that nothing of discord.js is loaded for them. */
const permissionBits: Readonly<Record<(typeof writing)[number], bigint>> = {
  SendMessages: 1n << 11n,
  SendMessagesInThreads: 1n << 38n,
  CreatePublicThreads: 1n << 35n,
  CreatePrivateThreads: 1n << 36n,
  AddReactions: 1n << 6n,
  Connect: 1n << 20n,
};

/** Pauses invites until then; `undefined` opens them again. */
export async function pauseInvites(ctx: AutomodContext, until: number | undefined): Promise<void> {
  const guild = await ctx.discord.guild();
  await asRefusal(() =>
    guild.setIncidentActions({ invitesDisabledUntil: until === undefined ? null : new Date(until) }),
  );
}
