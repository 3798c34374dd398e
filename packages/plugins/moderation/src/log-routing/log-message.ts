import { z } from '@guildhall/sdk';
import type { ModerationContext } from '../contract.ts';

/**
 * A message of a log that is on its way, with what is in it. Whoever finds it after a death sends exactly this one again, under its
 * name, so that Discord makes no second one; what came meanwhile goes into the next.
 */
export const logMessageSchema = z.object({
  name: z.string(),
  log: z.enum(['cases', 'lines']),
  channelId: z.string(),
  /** Numbers of cases, or ids of lines. */
  items: z.array(z.string()),
});

export type LogMessage = z.output<typeof logMessageSchema>;

/** Messages that a process which died has begun to send, the oldest first. */
export function begunMessages(
  ctx: ModerationContext,
  log: LogMessage['log'],
): PromiseLike<readonly LogMessage[]> {
  return ctx.data.logMessages.find({ log }).sort({ name: 1 });
}

/** Writes a message down before it is sent. */
export async function beginMessage(
  ctx: ModerationContext,
  message: Omit<LogMessage, 'name'>,
): Promise<LogMessage> {
  const begun = { ...message, name: `${ctx.clock.now()}:${crypto.randomUUID()}` };
  await ctx.data.logMessages.insertOne(begun);
  return begun;
}

/** Forgets a message when it is there, and what was in it is marked. */
export async function endMessage(ctx: ModerationContext, { name }: LogMessage): Promise<void> {
  await ctx.data.logMessages.deleteOne({ name });
}
