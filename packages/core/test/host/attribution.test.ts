import type { Message } from 'discord.js';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DiscordWrite } from '../../src/discord/index.ts';
import { basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const plugins = ['alpha', 'beta', 'gamma'] as const;

/** What a plugin does through real structures; everything carries its mark. @returns how many writes that are */
const acts = {
  reply: async (message: Message<true>, mark: string) => {
    await message.reply(mark);
    return 1;
  },
  send: async (message: Message<true>, mark: string) => {
    await message.channel.send(mark);
    return 1;
  },
  edit: async (message: Message<true>, mark: string) => {
    await (await message.reply(mark)).edit(`${mark} again`);
    return 2;
  },
  thread: async (message: Message<true>, mark: string) => {
    const thread = await (await message.reply(mark)).startThread({ name: mark });
    await thread.send(mark);
    return 3;
  },
  webhook: async (message: Message<true>, mark: string) => {
    if (!('createWebhook' in message.channel)) return 0;
    const hook = await message.channel.createWebhook({ name: mark });
    await hook.send(mark);
    return 2;
  },
  rename: async (message: Message<true>, mark: string) => {
    await message.member?.setNickname(mark, mark);
    return 1;
  },
};
type Act = keyof typeof acts;

interface Order {
  readonly plugin: (typeof plugins)[number];
  readonly guild: number;
  readonly act: Act;
  /** Turns of the event loop before it begins. */
  readonly wait: number;
}

const failures: unknown[] = [];
/** By mark: how many writes it stands for. */
const done = new Map<string, number>();

const made = plugins.map((id) => {
  const contract = definePlugin({
    ...basics,
    id,
    needs: {
      'messages.read': 'hears what to do',
      'messages.send': 'answers',
      'members.moderate': 'renames',
      'threads.manage': 'opens threads',
      'webhooks.manage': 'writes as others',
    },
    intents: { MessageContent: { reason: 'hears what to do', degraded: 'does nothing' } },
    config: { version: 1, schema: z.object({}) },
  });
  return contract.build(
    contract.on('messageCreate', async (_ctx, message) => {
      if (message.author.bot || message.webhookId || !message.inGuild()) return;
      // Several at once, none of which waits for another.
      await Promise.all(
        message.content.split(' ').map(async (one) => {
          const [plugin, act, wait, mark = ''] = one.split(':');
          if (plugin !== id) return;
          try {
            for (let turn = 0; turn < Number(wait); turn++)
              await new Promise((resolve) => setImmediate(resolve));
            done.set(mark, await acts[act as Act](message, mark));
          } catch (error) {
            failures.push(error);
          }
        }),
      );
    }),
  );
});

let stack: Stack;
const writes: DiscordWrite[] = [];
beforeAll(async () => {
  stack = await startStack(made);
});
afterAll(() => stack.close());

it('GIVEN several plugins in several guilds that write at once THEN each call is made in the name of its plugin and guild', async () => {
  const guilds = await Promise.all(
    ['One', 'Two', 'Three'].map(async (name) => {
      const guild = stack.discord.guild(name, { channels: ['general'] });
      await stack.idle();
      for (const id of plugins) await stack.install(guild, id);
      return { id: guild.id, ana: guild.member(`ana ${name}`) };
    }),
  );
  await stack.idle();
  const { broker } = stack.bot;
  const before = broker.onWrite;
  broker.onWrite = (write) => {
    writes.push(write);
    before?.(write);
  };
  let marks = 0;
  const order = fc.record<Order>({
    plugin: fc.constantFrom(...plugins),
    guild: fc.nat({ max: guilds.length - 1 }),
    act: fc.constantFrom(...(Object.keys(acts) as Act[])),
    wait: fc.nat({ max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 12 }), async (orders) => {
      failures.length = 0;
      writes.length = 0;
      done.clear();
      const wanted = orders.map((one) => ({ ...one, mark: `${one.plugin}-${one.guild}-${++marks}` }));
      await Promise.all(
        guilds.map(async ({ ana }, index) => {
          const mine = wanted.filter(({ guild }) => guild === index);
          if (mine.length === 0) return;
          const text = mine
            .map(({ plugin, act, wait, mark }) => `${plugin}:${act}:${wait}:${mark}`)
            .join(' ');
          await ana.in('general').say(text);
        }),
      );
      await stack.idle();
      expect(failures).toEqual([]);
      expect([...done.keys()].toSorted()).toEqual(wanted.map(({ mark }) => mark).toSorted());
      expect(writes).toHaveLength([...done.values()].reduce((sum, count) => sum + count, 0));
      for (const { owner, body } of writes) {
        const mark = /(alpha|beta|gamma)-(\d)-\d+/.exec(JSON.stringify(body ?? ''));
        expect([owner.pluginId, owner.guildId]).toEqual([mark?.[1], guilds[Number(mark?.[2])]?.id]);
      }
    }),
    { numRuns: 12 },
  );
});
