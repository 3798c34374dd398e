import { definePlugin, z } from '@guildhall/sdk';
import type { Plugin } from '@guildhall/sdk/host';

const base = {
  description: 'A plugin of a benchmark.',
  category: 'fun',
  needs: { 'messages.read': 'looks at messages' },
  intents: { MessageContent: { reason: 'looks at messages' } },
} as const;

/** What the handlers found worth acting on, so that no work can be optimised away. */
export const work: { hits: number } = { hits: 0 };

/** Five plugins that look at their configuration and at the message, as a filter or a trigger does. */
function checking(id: string): Plugin {
  const plugin = definePlugin({
    ...base,
    id,
    name: id,
    config: {
      version: 1,
      schema: z.object({ minimum: z.int().default(20), active: z.boolean().default(true) }),
    },
  });
  return plugin.build(
    plugin.onRaw('MESSAGE_CREATE', (ctx, message) => {
      if (ctx.config.active && message.content.length > ctx.config.minimum) work.hits++;
    }),
  );
}

/** How many messages of a guild the sixth plugin gathers before it writes. */
const gathered = 100;

/** The sixth counts messages by day, and adds what it has gathered to counters on disk. */
function counting(atOnce: number): Plugin {
  const plugin = definePlugin({
    ...base,
    id: 'counting',
    name: 'counting',
    config: { version: 1, schema: z.object({ active: z.boolean().default(true) }) },
    data: {
      counts: {
        version: 1,
        schema: z.object({ day: z.string(), messages: z.int().default(0) }),
        key: ['day'],
        tally: ['messages'],
      },
    },
  });
  const waiting = new Map<string, number>();
  return plugin.build(
    plugin.onRaw('MESSAGE_CREATE', (ctx, message) => {
      if (!ctx.config.active) return;
      const messages = (waiting.get(ctx.guild.id) ?? 0) + 1;
      waiting.set(ctx.guild.id, messages < atOnce ? messages : 0);
      if (messages < atOnce) return;
      return ctx.data.counts.tally({ day: message.timestamp.slice(0, 10) }, { messages });
    }),
  );
}

const five = ['first', 'second', 'third', 'fourth', 'fifth'].map(checking);

export const six: readonly Plugin[] = [...five, counting(gathered)];

/** The same, but each message is counted on disk by itself: what a durable write adds to an event. */
export const sixDurable: readonly Plugin[] = [...five, counting(1)];

const extraContract = definePlugin({
  ...base,
  id: 'extra',
  name: 'extra',
  config: { version: 1, schema: z.object({}) },
});

/** One more, whose handler does nothing. */
export const extra: Plugin = extraContract.build(extraContract.onRaw('MESSAGE_CREATE', () => undefined));
