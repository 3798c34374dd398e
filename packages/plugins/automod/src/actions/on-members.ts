import { asRefusal, type Obstacle, type PermissionName } from '@guildhall/sdk';
import type { AutomodContext } from '../contract.ts';
import { quarantine } from '../quarantine/quarantine.ts';
import { Batches } from './batches.ts';
import { auditReason, type Deed, done, nothing, type Performed, sharedReason } from './deed.ts';
import type { ActionOf } from './schema.ts';

const day = 86_400;

/** Kicks go one after the other: Discord has no call for several. The key names the reason, which is the same for a raid. */
const kicks = new Batches({ most: 1, quick: 20, pause: 250 }, async (ctx, reason, ids) => {
  const gone = new Set<string>();
  for (const id of ids) if (await ctx.discord.kick(id, reason)) gone.add(id);
  return gone;
});

/** Bans of a raid are made together, at most 200 at once. The key is the days and the reason. */
const bans = new Batches({ most: 200, quick: 8, pause: 1000 }, async (ctx, key, ids) => {
  const [days = '0', reason = ''] = key.split('\n');
  const guild = await ctx.discord.guild();
  const options = { reason, deleteMessageSeconds: Number(days) * day };
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) {
    await asRefusal(() => guild.bans.create(only, options));
    return new Set(ids);
  }
  const { bannedUsers } = await asRefusal(() => guild.bans.bulkCreate([...ids], options));
  return new Set(bannedUsers);
});

/** Does something to a member unless Discord's rules forbid the bot to. */
async function unlessForbidden(
  ctx: AutomodContext,
  type: string,
  { subject }: Deed,
  permission: PermissionName,
  act: () => Promise<Performed>,
): Promise<Performed> {
  const { userId } = subject.actor;
  const obstacle: Obstacle | undefined = await ctx.cannot('bot', { member: userId }, permission);
  if (obstacle === undefined) return act();
  return obstacle === 'unknown' ? nothing(type, 'left') : { type, outcome: 'refused', detail: obstacle };
}

export function timeout(
  ctx: AutomodContext,
  { duration }: ActionOf<'timeout'>,
  deed: Deed,
): Promise<Performed> {
  return unlessForbidden(ctx, 'timeout', deed, 'ModerateMembers', async () => {
    await ctx.discord.timeout(deed.subject.actor.userId, duration, auditReason(deed));
    return done('timeout', String(duration));
  });
}

export function kick(ctx: AutomodContext, deed: Deed): Promise<Performed> {
  return unlessForbidden(ctx, 'kick', deed, 'KickMembers', async () => {
    const did = await kicks.add(ctx, sharedReason(deed), deed.subject.actor.userId);
    return did ? done('kick') : nothing('kick', 'left');
  });
}

/** Who has left is banned all the same. */
export async function ban(
  ctx: AutomodContext,
  { deleteDays }: Pick<ActionOf<'ban'>, 'deleteDays'>,
  deed: Deed,
): Promise<Performed> {
  const { userId } = deed.subject.actor;
  const obstacle = await ctx.cannot('bot', { member: userId }, 'BanMembers');
  if (obstacle !== undefined && obstacle !== 'unknown')
    return { type: 'ban', outcome: 'refused', detail: obstacle };
  const did = await bans.add(ctx, `${deleteDays}\n${sharedReason(deed)}`, userId);
  return did ? done('ban') : nothing('ban');
}

export async function changeRole(
  ctx: AutomodContext,
  { type, role }: ActionOf<'addRole'> | ActionOf<'removeRole'>,
  deed: Deed,
): Promise<Performed> {
  const { userId, roles } = deed.subject.actor;
  if (roles.includes(role) === (type === 'addRole')) return nothing(type, role);
  if (type === 'addRole') await ctx.discord.addRole(userId, role, auditReason(deed));
  else await ctx.discord.removeRole(userId, role, auditReason(deed));
  return done(type, role);
}

export function resetNickname(ctx: AutomodContext, deed: Deed): Promise<Performed> {
  return unlessForbidden(ctx, 'resetNickname', deed, 'ManageNicknames', async () => {
    const member = await ctx.discord.member(deed.subject.actor.userId);
    if (!member) return nothing('resetNickname', 'left');
    // Without a nickname the account's own name would show again: then a harmless one takes its place.
    const name = member.nickname === null ? ctx.t('nickname.placeholder') : null;
    await asRefusal(() => member.setNickname(name, auditReason(deed)));
    return done('resetNickname');
  });
}

export function quarantineMember(ctx: AutomodContext, deed: Deed): Promise<Performed> {
  return unlessForbidden(ctx, 'quarantine', deed, 'ModerateMembers', async () => {
    const did = await quarantine(ctx, deed.subject.actor.userId, auditReason(deed));
    return did ? done('quarantine') : nothing('quarantine');
  });
}
