import { DiscordRefusal, OneAtATime, PluginProblem, z } from '@guildhall/sdk';
import { type ModerationContext, moderation } from '../contract.ts';
import { gather } from './gather.ts';

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
  const entries = await ctx.data.logEntries.find().sort({ order: 1 }).limit(mostAtOnce);
  const refused: DiscordRefusal[] = [];
  for (const channelId of new Set(entries.map((entry) => entry.channelId))) {
    const lines = entries.filter((entry) => entry.channelId === channelId);
    for (const { embeds, ids } of gather(lines, (event) => titleOf(ctx, event))) {
      try {
        await ctx.discord.send(channelId, { embeds }, { once: `log:${ids[0]}`.slice(0, 100) });
      } catch (error) {
        if (!(error instanceof DiscordRefusal)) throw error;
        // Kept, they would only pile up: an admin is told, and what comes later is tried anew.
        refused.push(error);
      }
      await ctx.data.logEntries.deleteMany({ id: { $in: ids } });
    }
  }
  if (entries.length === mostAtOnce) await planWriting(ctx);
  const [cause] = refused;
  if (!cause) return;
  throw new PluginProblem('LOG_REFUSED', ctx.guild.t('problem.logRoute'), ctx.guild.t('problem.log.remedy'), {
    cause,
  });
}

function titleOf(ctx: ModerationContext, event: string): string {
  return ctx.guild.t(`config.logRoutes.items.events.items.options.${event}`);
}
