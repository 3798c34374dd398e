import { DiscordRefusal, OneAtATime, PluginProblem, z } from '@guildhall/sdk';
import { type ModerationContext, moderation } from '../contract.ts';
import { beginMessage, begunMessages, endMessage, type LogMessage } from '../log-routing/log-message.ts';
import type { Case } from './case.ts';
import { caseEmbed } from './case-embed.ts';

/** Cases of one moment come in one message: of fifty bans Discord would not take fifty. */
const gatheredFor = 1000;
const embedsInMessage = 10;
const mostAtOnce = 100;

const inTurn = new OneAtATime();

/**
 * Writes cases that are not yet in the moderation log, ten to a message. It is a job, so that what a process that died had done is
 * logged by the next, and each message written once.
 */
export const logCases = moderation.job('log-cases', { input: z.object({}) }, (ctx) =>
  inTurn.run(ctx, 'log', () => writeCases(ctx)),
);

async function writeCases(ctx: ModerationContext): Promise<void> {
  const { modLog } = ctx.config;
  const due = { logged: false, state: { $in: ['done', 'failed'] as const } };
  const begun = await begunMessages(ctx, 'cases');
  if (modLog === undefined) {
    // Nobody wants to read them later, all at once, when a channel is chosen.
    await ctx.data.cases.updateMany(due, { $set: { logged: true } });
    for (const message of begun) await endMessage(ctx, message);
    return;
  }
  for (const message of begun) {
    const some = await ctx.data.cases.find({ ...due, number: { $in: message.items.map(Number) } });
    await deliver(ctx, message, some);
  }
  const cases = await ctx.data.cases.find(due).sort({ number: 1 }).limit(mostAtOnce);
  for (let start = 0; start < cases.length; start += embedsInMessage) {
    const some = cases.slice(start, start + embedsInMessage);
    const items = some.map(({ number }) => String(number));
    await deliver(ctx, await beginMessage(ctx, { log: 'cases', channelId: modLog, items }), some);
  }
  if (cases.length === mostAtOnce) await announceCases(ctx);
}

/** @param cases what is left of the message: none, when it is there and only its note was not taken away */
async function deliver(ctx: ModerationContext, message: LogMessage, cases: readonly Case[]): Promise<void> {
  if (cases.length > 0) {
    const embeds = cases.toSorted((a, b) => a.number - b.number).map((one) => caseEmbed(one, ctx.guild));
    try {
      await ctx.discord.send(message.channelId, { embeds }, { once: message.name });
    } catch (cause) {
      if (!(cause instanceof DiscordRefusal)) throw cause;
      // They are due as before, for whichever channel is the log by then.
      await endMessage(ctx, message);
      throw new PluginProblem('LOG_REFUSED', ctx.guild.t('problem.log'), ctx.guild.t('problem.log.remedy'), {
        cause,
      });
    }
    // One that was edited meanwhile is due anew.
    await ctx.data.cases.updateMany(
      {
        number: { $in: cases.map(({ number }) => number) },
        editedAt: { $in: cases.map(({ editedAt }) => editedAt) },
      },
      { $set: { logged: true } },
    );
  }
  await endMessage(ctx, message);
}

/** Has the moderation log written within a second or two. */
export async function announceCases(ctx: ModerationContext): Promise<void> {
  const due = (Math.floor(ctx.clock.now() / gatheredFor) + 1) * gatheredFor;
  await ctx.jobs.at(new Date(due), logCases, {}, { key: String(due) });
}
