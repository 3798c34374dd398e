import { DiscordRefusal, OneAtATime, PluginProblem, z } from '@guildhall/sdk';
import { type ModerationContext, moderation } from '../contract.ts';
import { caseEmbed } from './case-embed.ts';

/** Cases of one moment come in one message: of fifty bans Discord would not take fifty. */
const gatheredFor = 1000;
const embedsInMessage = 10;
const mostAtOnce = 100;

const inTurn = new OneAtATime();

/**
 * Writes cases that are not yet in the moderation log, ten to a message. It is a job, so that what a process that died had done is
 * logged by the next; each message has a name of its own, so that Discord makes none twice.
 */
export const logCases = moderation.job('log-cases', { input: z.object({}) }, (ctx) =>
  inTurn.run(ctx, 'log', () => writeCases(ctx)),
);

async function writeCases(ctx: ModerationContext): Promise<void> {
  const { modLog } = ctx.config;
  const due = { logged: false, state: { $in: ['done', 'failed'] as const } };
  if (modLog === undefined) {
    // Nobody wants to read them later, all at once, when a channel is chosen.
    await ctx.data.cases.updateMany(due, { $set: { logged: true } });
    return;
  }
  const cases = await ctx.data.cases.find(due).sort({ number: 1 }).limit(mostAtOnce);
  for (let start = 0; start < cases.length; start += embedsInMessage) {
    const some = cases.slice(start, start + embedsInMessage);
    const embeds = some.map((one) => caseEmbed(one, ctx.guild));
    const once = `log:${some.map(({ number, editedAt }) => `${number}${editedAt ?? ''}`).join(',')}`.slice(
      0,
      100,
    );
    try {
      await ctx.discord.send(modLog, { embeds }, { once });
    } catch (cause) {
      if (!(cause instanceof DiscordRefusal)) throw cause;
      throw new PluginProblem('LOG_REFUSED', ctx.guild.t('problem.log'), ctx.guild.t('problem.log.remedy'), {
        cause,
      });
    }
    await ctx.data.cases.updateMany(
      { number: { $in: some.map(({ number }) => number) } },
      { $set: { logged: true } },
    );
  }
  if (cases.length === mostAtOnce) await announceCases(ctx);
}

/** Has the moderation log written within a second or two. */
export async function announceCases(ctx: ModerationContext): Promise<void> {
  const due = (Math.floor(ctx.clock.now() / gatheredFor) + 1) * gatheredFor;
  await ctx.jobs.at(new Date(due), logCases, {}, { key: String(due) });
}
