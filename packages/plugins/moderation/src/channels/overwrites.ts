import { asRefusal } from '@guildhall/sdk';
import type { GuildBasedChannel, PermissionOverwriteOptions, PermissionsString } from 'discord.js';

/** What nobody but those with a permission of their own may do in a locked channel. */
const denied = [
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'CreatePrivateThreads',
  'AddReactions',
] as const satisfies readonly PermissionsString[];

type Stance = 'allow' | 'deny' | 'neutral';

/** What an overwrite said, before the lock. */
export interface Overwritten {
  readonly made: boolean;
  readonly before: Record<string, Stance>;
}

type Closable = Extract<GuildBasedChannel, { readonly permissionOverwrites: unknown }>;

function isClosable(channel: GuildBasedChannel): channel is Closable {
  return !channel.isThread() && 'permissionOverwrites' in channel;
}

/** @returns `undefined` for a thread, which Discord locks in its own way */
export function readOverwritten(channel: GuildBasedChannel): Overwritten | undefined {
  if (!isClosable(channel)) return undefined;
  const overwrite = channel.permissionOverwrites.cache.get(channel.guild.id);
  const stance = (permission: PermissionsString): Stance => {
    if (overwrite?.allow.has(permission, false)) return 'allow';
    return overwrite?.deny.has(permission, false) ? 'deny' : 'neutral';
  };
  return {
    made: overwrite === undefined,
    before: Object.fromEntries(denied.map((permission) => [permission, stance(permission)])),
  };
}

/** Whether everything that a lock denies is denied. */
export function isClosed(channel: GuildBasedChannel): boolean {
  return Object.values(readOverwritten(channel)?.before ?? { nothing: 'neutral' }).every(
    (stance) => stance === 'deny',
  );
}

export async function closeChannel(
  channel: GuildBasedChannel,
  { before }: Overwritten,
  reason: string,
): Promise<void> {
  const change = Object.fromEntries(Object.keys(before).map((permission) => [permission, false]));
  await edit(channel, change, reason);
}

/** What the lock did not touch stays as it is now: somebody may have changed it meanwhile. */
export async function openAgain(
  channel: GuildBasedChannel,
  { made, before }: Overwritten,
  reason: string,
): Promise<void> {
  const change = Object.fromEntries(
    Object.entries(before).map(([permission, stance]) => [
      permission,
      stance === 'neutral' ? null : stance === 'allow',
    ]),
  );
  if (made && isClosable(channel) && saysNothingElse(channel, before)) {
    await asRefusal(() => channel.permissionOverwrites.delete(channel.guild.id, reason));
  } else await edit(channel, change, reason);
}

/** Whether the overwrite is there for nothing but the lock. */
function saysNothingElse(channel: Closable, before: Overwritten['before']): boolean {
  const overwrite = channel.permissionOverwrites.cache.get(channel.guild.id);
  if (!overwrite) return true;
  const own = Object.keys(before) as PermissionsString[];
  return overwrite.allow.bitfield === 0n && overwrite.deny.remove(own).bitfield === 0n;
}

async function edit(
  channel: GuildBasedChannel,
  change: PermissionOverwriteOptions,
  reason: string,
): Promise<void> {
  if (!isClosable(channel)) return;
  // 0: of a role, which the cache need not know.
  await asRefusal(() => channel.permissionOverwrites.edit(channel.guild.id, change, { reason, type: 0 }));
}
