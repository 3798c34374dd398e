import {
  DiscordRefusal,
  DuplicateKeyError,
  OneAtATime,
  PluginProblem,
  type RawPayload,
} from '@guildhall/sdk';
import { type AutomodContext, automod } from '../contract.ts';
import { madeAt } from '../engine/facts.ts';
import { stateOf } from '../engine/guild-state.ts';
import { quarantine } from '../quarantine/quarantine.ts';
import { countDeed, kindOf, type NukeKind } from './counted.ts';
import { remembered } from './memory.ts';
import { type DeletedThing, deletedThing, restore } from './restore.ts';
import type { AntiNuke } from './schema.ts';
import { antiNukeOf } from './settings.ts';

/** So long, what was deleted may be made again, and whoever was stopped may still be doing harm. */
const rememberedFor = 10 * 60_000;

/** Discord tells what a deleted channel was, before it says who deleted it. */
export const channelDelete = automod.onRaw('CHANNEL_DELETE', (ctx, channel) =>
  stateOf(ctx).antiNuke.keepChannel(channel.id, new Map(Object.entries(channel))),
);

/** One actor's entries are dealt with in their order; those that come while they are being stopped are restored, too. */
const turns = new OneAtATime();

export const auditEntry = automod.onRaw('GUILD_AUDIT_LOG_ENTRY_CREATE', (ctx, entry) => watch(ctx, entry));

async function watch(ctx: AutomodContext, entry: RawPayload<'GUILD_AUDIT_LOG_ENTRY_CREATE'>): Promise<void> {
  const actorId = entry.user_id;
  const kind = kindOf(entry);
  if (kind === undefined || actorId === null) return;
  const guild = await ctx.discord.guild();
  // The owner may do everything, and so may this bot, which does it for the guild's own rules.
  if (actorId === guild.ownerId || actorId === guild.client.user.id) return;
  const antiNuke = await antiNukeOf(ctx);
  if (!antiNuke.enabled || antiNuke.trusted.some((id) => id === actorId)) return;
  await turns.run(ctx, actorId, () => count(ctx, entry, actorId, kind, antiNuke[kind]));
}

async function count(
  ctx: AutomodContext,
  entry: RawPayload<'GUILD_AUDIT_LOG_ENTRY_CREATE'>,
  actorId: string,
  kind: NukeKind,
  limit: AntiNuke[NukeKind],
): Promise<void> {
  // When it was done, not when it was heard of: a late event changes nothing.
  const now = madeAt(entry.id);
  const memory = stateOf(ctx).antiNuke;
  const thing = deletedThing(entry, memory.channel(entry.target_id ?? ''));
  memory.deleted = [
    ...memory.deleted.filter(({ at }) => now - at < rememberedFor).slice(-remembered),
    ...(thing ? [{ at: now, by: actorId, thing }] : []),
  ];

  const key = `${actorId} ${kind}`;
  const times = memory.deeds.get(key) ?? [];
  memory.deeds.set(key, times);
  const isTooMany = countDeed(times, now, limit);
  const stoppedAt = memory.stopped.get(actorId);
  if (stoppedAt !== undefined && now - stoppedAt < rememberedFor) {
    // They were quicker than Discord: this one was on its way when they were stopped.
    if (thing) await restoreThings(ctx, actorId, [thing]);
    return;
  }
  if (!isTooMany) return;
  memory.stopped.set(actorId, now);
  await stop(ctx, actorId, kind, times.length, entry.id);
}

async function stop(
  ctx: AutomodContext,
  actorId: string,
  kind: NukeKind,
  count: number,
  entryId: string,
): Promise<void> {
  const now = ctx.clock.now();
  try {
    await ctx.data.nukes.insertOne({
      id: entryId,
      at: now,
      actorId,
      kind,
      count,
      outcome: 'found',
      restored: [],
    });
  } catch (error) {
    // Discord told of it again: what was begun then goes on.
    if (!(error instanceof DuplicateKeyError)) throw error;
  }
  const kindName = ctx.t(`nuke.${kind}`);
  const reason = ctx.t('nuke.reason', { kind: kindName, count });
  ctx.explain({ member: actorId }, 'why.nuke', { kind: kindName, count });
  const stopped = await stopActor(ctx, actorId, reason);
  await ctx.data.nukes.updateOne({ id: entryId }, { $set: { outcome: stopped ? 'stopped' : 'refused' } });
  const things = stateOf(ctx)
    .antiNuke.deleted.filter(({ by }) => by === actorId)
    .map(({ thing }) => thing);
  const restored = await restoreThings(ctx, actorId, things);
  await ctx.data.nukes.updateOne({ id: entryId }, { $set: { restored: [...restored] } });
  await ctx.audit('nuke.stopped', { actorId, kind, count, stopped, restored });
  await tell(ctx, actorId, kindName, count, stopped, restored);
  if (!stopped) {
    throw new PluginProblem(
      'NUKE_NOT_STOPPED',
      ctx.t('problem.nuke', { actor: `<@${actorId}>` }),
      ctx.t('problem.nuke.remedy'),
    );
  }
}

/** A bot's role is managed and can't be taken: bots are kicked. */
async function stopActor(ctx: AutomodContext, actorId: string, reason: string): Promise<boolean> {
  const member = await ctx.discord.member(actorId);
  if (!member) return true;
  const obstacle = await ctx.cannot(
    'bot',
    { member: actorId },
    member.user.bot ? 'KickMembers' : 'ManageRoles',
  );
  if (obstacle !== undefined) return false;
  try {
    if (member.user.bot) await ctx.discord.kick(actorId, reason);
    else await quarantine(ctx, actorId, reason);
    return true;
  } catch (error) {
    if (!(error instanceof DiscordRefusal)) throw error;
    return false;
  }
}

/** Each thing is made again once. */
async function restoreThings(
  ctx: AutomodContext,
  actorId: string,
  things: readonly DeletedThing[],
): Promise<readonly string[]> {
  const ids = new Set(things.map(({ id }) => id));
  const memory = stateOf(ctx).antiNuke;
  memory.deleted = memory.deleted.filter(({ by, thing }) => by !== actorId || !ids.has(thing.id));
  return restore(ctx, things, ctx.t('nuke.restored'));
}

async function tell(
  ctx: AutomodContext,
  actorId: string,
  kind: string,
  count: number,
  stopped: boolean,
  restored: readonly string[],
): Promise<void> {
  const content = [
    ctx.t(stopped ? 'nuke.told' : 'nuke.told.notStopped', {
      user: `<@${actorId}>`,
      server: ctx.guild.name,
      kind,
      count,
    }),
    ...(restored.length === 0
      ? []
      : [ctx.t('nuke.told.restored', { names: restored.join(', ').slice(0, 1500) })]),
  ].join('\n');
  const { ownerId } = await ctx.discord.guild();
  await ctx.discord.direct(ownerId, content);
  if (ctx.config.alertChannel !== undefined) await ctx.discord.send(ctx.config.alertChannel, content);
}
