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
import { type DeletedThing, deletedThing, restore } from './restore.ts';
import type { AntiNuke } from './schema.ts';
import { antiNukeOf } from './settings.ts';

/** What was deleted lately, to be made again when its deleter turns out to be destroying the server. */
const remembered = 50;
const rememberedFor = 10 * 60_000;

interface Deleted {
  readonly at: number;
  readonly by: string;
  readonly thing: DeletedThing;
}

const deleted = new Map<string, Deleted[]>();
/** Channels as they were, by id: the audit log says little of them. */
const channels = new Map<string, Map<string, ReadonlyMap<string, unknown>>>();

/** Discord tells what a deleted channel was, before it says who deleted it. */
export const channelDelete = automod.onRaw('CHANNEL_DELETE', (ctx, channel) => {
  const known = channels.get(ctx.guild.id) ?? new Map<string, ReadonlyMap<string, unknown>>();
  channels.set(ctx.guild.id, known);
  known.set(channel.id, new Map(Object.entries(channel)));
  const oldest = known.keys().next();
  if (known.size > remembered && oldest.done !== true) known.delete(oldest.value);
});

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
  const state = stateOf(ctx);
  const thing = deletedThing(entry, channels.get(ctx.guild.id)?.get(entry.target_id ?? ''));
  const things = (deleted.get(ctx.guild.id) ?? [])
    .filter(({ at }) => now - at < rememberedFor)
    .slice(-remembered);
  if (thing) things.push({ at: now, by: actorId, thing });
  deleted.set(ctx.guild.id, things);

  const key = `${actorId} ${kind}`;
  const times = state.deeds.get(key) ?? [];
  state.deeds.set(key, times);
  const isTooMany = countDeed(times, now, limit);
  const stoppedAt = state.tripped.get(actorId);
  if (stoppedAt !== undefined && now - stoppedAt < rememberedFor) {
    // They were quicker than Discord: this one was on its way when they were stopped.
    if (thing) await restoreThings(ctx, actorId, [thing]);
    return;
  }
  if (!isTooMany) return;
  state.tripped.set(actorId, now);
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
  const things = (deleted.get(ctx.guild.id) ?? [])
    .filter(({ by }) => by === actorId)
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
  const left = (deleted.get(ctx.guild.id) ?? []).filter(
    ({ by, thing }) => by !== actorId || !ids.has(thing.id),
  );
  deleted.set(ctx.guild.id, left);
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
