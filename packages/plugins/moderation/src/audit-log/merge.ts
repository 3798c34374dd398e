import { asRefusal, DiscordRefusal, PluginProblem } from '@guildhall/sdk';
import { type ModerationContext, moderation } from '../contract.ts';
import { isNewer, snowflakeAt } from '../snowflake.ts';
import { noteEntry } from './note-entry.ts';
import type { Entry } from './read-entry.ts';

const name = 'audit-log';
const pageSize = 100;
const mostPages = 10;

/** From here on the log is read: what was before the plugin is not its business. */
export async function beginReading(ctx: ModerationContext): Promise<void> {
  await cursorOf(ctx);
}

/** Discord tells of entries as they are made; what was done while the bot was away is read here. */
export const mergeAuditLog = moderation.job('merge-audit-log', { every: '10 min' }, async (ctx) => {
  const cursor = await cursorOf(ctx);
  if (await ctx.can('bot', 'guild', 'ViewAuditLog')) {
    await read(ctx, cursor.entryId);
    return;
  }
  if (cursor.refused) return;
  await ctx.data.cursors.updateOne({ name }, { $set: { refused: true } });
  throw new PluginProblem('AUDIT_REFUSED', ctx.guild.t('problem.audit'), ctx.guild.t('problem.audit.remedy'));
});

async function cursorOf(ctx: ModerationContext) {
  const known = await ctx.data.cursors.findOne({ name });
  if (known) return known;
  const entryId = snowflakeAt(ctx.clock.now());
  await ctx.data.cursors.updateOne({ name }, { $setOnInsert: { entryId, refused: false } }, { upsert: true });
  return { name, entryId, refused: false };
}

async function read(ctx: ModerationContext, from: string): Promise<void> {
  const guild = await ctx.discord.guild();
  let newest = from;
  for (let page = 0; page < mostPages; page += 1) {
    let entries: readonly Entry[];
    try {
      const log = await asRefusal(() => guild.fetchAuditLogs({ after: newest, limit: pageSize }));
      entries = [...log.entries.values()].map((entry) => ({
        id: entry.id,
        action_type: entry.action,
        user_id: entry.executorId,
        target_id: entry.targetId,
        reason: entry.reason ?? undefined,
        changes: entry.changes.map((change) => ({
          key: change.key,
          new_value: change.new,
          old_value: change.old,
        })),
      }));
    } catch (error) {
      if (!(error instanceof DiscordRefusal)) throw error;
      // Read anew in ten minutes, from where it was.
      ctx.log.warn('Discord does not tell its audit log', { why: error.message });
      return;
    }
    const unread = entries
      .filter(({ id }) => isNewer(id, newest))
      .sort((a, b) => (isNewer(a.id, b.id) ? 1 : -1));
    for (const entry of unread) await noteEntry(ctx, entry);
    const last = unread.at(-1)?.id;
    if (last === undefined) return;
    newest = last;
    await ctx.data.cursors.updateOne({ name }, { $set: { entryId: newest, refused: false } });
    if (entries.length < pageSize) return;
  }
}
