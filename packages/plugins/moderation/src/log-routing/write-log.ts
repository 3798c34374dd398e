import { DiscordRefusal, OneAtATime, PluginProblem, z } from '@guildhall/sdk';
import { type ModerationContext, moderation } from '../contract.ts';
import { gather } from './gather.ts';
import type { LogEntry } from './log-entry.ts';
import { beginMessage, begunMessages, endMessage, type LogMessage } from './log-message.ts';

const gatheredFor = 2000;
const mostAtOnce = 500;
const inTurn = new OneAtATime();

/** Writes what waits, gathered. A job, so that lines of a process that died are written by the next. */
export const writeLog = moderation.job('write-log', { input: z.object({}) }, (ctx) =>
  inTurn.run(ctx, 'write-log', () => write(ctx)),
);

export async function planWriting(ctx: ModerationContext): Promise<void> {
  const due = (Math.floor(ctx.clock.now() / gatheredFor) + 1) * gatheredFor;
  await ctx.jobs.at(new Date(due), writeLog, {}, { key: String(due) });
}

async function write(ctx: ModerationContext): Promise<void> {
  const refused: DiscordRefusal[] = [];
  for (const message of await begunMessages(ctx, 'lines')) {
    const lines = await ctx.data.logEntries.find({ id: { $in: message.items } }).sort({ order: 1 });
    await deliver(ctx, message, lines, refused);
  }
  const entries = await ctx.data.logEntries.find().sort({ order: 1 }).limit(mostAtOnce);
  for (const channelId of new Set(entries.map((entry) => entry.channelId))) {
    const lines = entries.filter((entry) => entry.channelId === channelId);
    for (const { ids } of gather(lines, (event) => titleOf(ctx, event))) {
      const message = await beginMessage(ctx, { log: 'lines', channelId, items: [...ids] });
      const own = lines.filter(({ id }) => ids.includes(id));
      await deliver(ctx, message, own, refused);
    }
  }
  if (entries.length === mostAtOnce) await planWriting(ctx);
  const [cause] = refused;
  if (!cause) return;
  throw new PluginProblem('LOG_REFUSED', ctx.guild.t('problem.logRoute'), ctx.guild.t('problem.log.remedy'), {
    cause,
  });
}

/** @param lines what is left of the message: none, when it is there and only its note was not taken away */
async function deliver(
  ctx: ModerationContext,
  message: LogMessage,
  lines: readonly LogEntry[],
  refused: DiscordRefusal[],
): Promise<void> {
  for (const { embeds } of gather(lines, (event) => titleOf(ctx, event))) {
    try {
      await ctx.discord.send(message.channelId, { embeds }, { once: message.name });
    } catch (error) {
      if (!(error instanceof DiscordRefusal)) throw error;
      // Kept, they would only pile up: an admin is told, and what comes later is tried anew.
      refused.push(error);
    }
  }
  await ctx.data.logEntries.deleteMany({ id: { $in: message.items } });
  await endMessage(ctx, message);
}

function titleOf(ctx: ModerationContext, event: string): string {
  return ctx.guild.t(`config.logRoutes.items.events.items.options.${event}`);
}
