import { DuplicateKeyError } from '@guildhall/sdk';
import type { ModerationContext } from '../contract.ts';
import type { LogEventId } from './log-events.ts';
import { planWriting } from './write-log.ts';

const longestLine = 1500;
let lastOrder = 0;

/** A thing that happened, as a log has it. */
export interface Happened {
  readonly event: LogEventId;
  /** Names it: told twice, it is one line. */
  readonly id: string;
  readonly at: number;
  /** In the guild's language. */
  readonly text: string;
}

/** Whether anybody wants to read of one of these events: what nobody reads is not even looked up. */
export function isRouted(ctx: ModerationContext, ...events: readonly LogEventId[]): boolean {
  return ctx.config.logRoutes.some((route) => events.some((event) => route.events.includes(event)));
}

/** Has a line written to each channel that this event is routed to, gathered with others of the same moment. */
export async function routeEvent(ctx: ModerationContext, { event, id, at, text }: Happened): Promise<void> {
  const channels = new Set(
    ctx.config.logRoutes
      .filter(({ events }) => events.includes(event))
      .map(({ channel }) => channel as string),
  );
  if (channels.size === 0) return;
  lastOrder = Math.max(lastOrder + 1, ctx.clock.now());
  const order = lastOrder;
  for (const channelId of channels) {
    try {
      await ctx.data.logEntries.insertOne({
        id: `${channelId}:${event}:${id}`,
        channelId,
        event,
        at,
        order,
        text: text.slice(0, longestLine),
      });
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
    }
  }
  await planWriting(ctx);
}
