import { definePlugin, type Plugin, z } from '@guildhall/sdk';

const hostile = definePlugin({
  id: 'hostile',
  name: 'Hostile',
  description: 'Does what a plugin must not be able to do.',
  category: 'fun',
  needs: { 'messages.read': 'to be woken' },
  config: { version: 1, schema: z.object({}) },
  data: {
    seen: { version: 1, schema: z.object({ messageId: z.string() }), key: ['messageId'] },
  },
});

const kept: unknown[] = [];

/** Ways to die, by their name. */
const deeds: Readonly<Record<string, () => unknown>> = {
  throw: () =>
    void setTimeout(() => {
      throw new Error('thrown where nobody catches');
    }),
  reject: () => void Promise.reject(new Error('rejected where nobody looks')),
  exit: () => process.exit(0),
  hang: () => {
    for (;;) kept.length = 0;
  },
  heap: () => {
    for (;;) kept.push({ text: String(kept.length).repeat(100) });
  },
  buffers: async () => {
    for (;;) {
      kept.push(Buffer.alloc(16 * 1024 * 1024, 1));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  },
  malformed: () => write(Buffer.from([5, 0, 0, 0, 0, ...Buffer.from('{"a":')])),
  oversized: () => write(Buffer.from([0xff, 0xff, 0xff, 0x7f, 0])),
  unknown: () => write(frame(['conquer', 1])),
};

function frame(message: unknown): Buffer {
  const text = Buffer.from(JSON.stringify(message));
  const head = Buffer.alloc(5);
  head.writeUInt32LE(text.length, 0);
  return Buffer.concat([head, text]);
}

/** Past everything that the runtime put around it: straight to where its messages go. */
function write(bytes: Buffer): Promise<void> {
  const { writeSync } = process.getBuiltinModule('node:fs');
  writeSync(1, bytes);
  return new Promise(() => undefined);
}

const die = hostile.command({
  name: 'die',
  description: 'Die somehow',
  options: { how: z.enum(Object.keys(deeds) as [string, ...string[]]).meta({ description: 'How' }) },
  run: async (_ctx, { how }) => {
    await deeds[how]?.();
    await new Promise(() => undefined);
  },
});

const fine = hostile.command({
  name: 'fine',
  description: 'Say that all is well',
  run: (ctx) => ctx.reply('fine'),
});

const count = hostile.command({
  name: 'count',
  description: 'How many messages were seen',
  run: async (ctx) => ctx.reply(String(await ctx.data.seen.count())),
});

const see = hostile.onRaw('MESSAGE_CREATE', (ctx, message) =>
  message.author.bot ? undefined : ctx.data.seen.insertOne({ messageId: message.id }),
);

const plugin: Plugin = hostile.build(die, fine, count, see);

export default plugin;
