import type { EventEmitter } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

let broken = false;
const stats = definePlugin({
  ...basics,
  id: 'stats',
  needs: { 'messages.read': 'counts them' },
  data: {
    days: {
      version: 1,
      schema: z.object({
        userId: z.string(),
        messages: z.int(),
        letters: z.int(),
        mood: z.string().default('calm'),
      }),
      key: ['userId'],
      unique: [['letters', 'mood']],
      tally: ['messages', 'letters'],
    },
  },
});
const count = stats.onRaw('MESSAGE_CREATE', async (ctx, message) => {
  if (message.author.bot) return;
  // What it counts for is known also after it has waited for something.
  await Promise.resolve();
  // Nobody waits for it: the host does.
  void ctx.data.days.tally({ userId: message.author.id }, { messages: 1, letters: 4 });
  if (broken) throw new Error('after counting');
});
const mine = stats.command({
  name: 'mine',
  description: 'Counts',
  async run(ctx) {
    const of = { userId: ctx.member.id };
    await ctx.data.days.tally(of, { messages: 10 }, { once: 'gift' });
    const seen = await ctx.data.days.findOne(of);
    await ctx.reply(`${seen?.messages} messages, ${seen?.letters} letters, ${seen?.mood}`);
  },
});
const misuse = stats.command({
  name: 'misuse',
  description: 'Miscounts',
  options: { what: z.string().meta({ description: 'What' }) },
  async run(ctx, { what }) {
    const { days } = ctx.data;
    const asked: Record<string, () => Promise<unknown>> = {
      field: () => days.tally({ userId: 'x' }, { mood: 1 } as never),
      half: () => days.tally({ userId: 'x' }, { messages: 0.5 }),
      nothing: () => days.tally({ userId: 'x' }, {}),
      key: () => days.tally({}, { messages: 1 }),
      foreign: () => days.tally({ userId: 'x', g: 'other' } as never, { messages: 1 }),
      // A second new document with 0 letters: one too many for the unique index.
      taken: async () => {
        await days.tally({ userId: 'first' }, { messages: 1 });
        await Promise.all([
          days.tally({ userId: 'fine' }, { letters: 7 }),
          days.tally({ userId: 'x' }, { messages: 1 }),
        ]);
      },
      undone: () =>
        ctx.transaction(async (data) => {
          await data.days.tally({ userId: 'fine' }, { messages: 5 });
          const inside = await data.days.findOne({ userId: 'fine' });
          throw new RangeError(`saw ${inside?.messages}`);
        }),
    };
    try {
      await asked[what]?.();
      await ctx.reply('counted');
    } catch (error) {
      await ctx.reply(`${(error as { code?: string }).code} ${(error as Error).message}`);
    }
  },
});

describe('ctx.data.x.tally', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack([stats.build(count, mine, misuse)]);
  });
  afterAll(() => stack.close());

  const documents = () => stack.database.db().collection('plugin_stats_days').find({}).toArray();
  const messagesOf = async (userId: string) =>
    (await documents()).find((document) => document.userId === userId)?.messages as number | undefined;

  it('GIVEN messages that are counted WHEN the member looks THEN all are there, and what is counted once is counted once', async () => {
    const guild = stack.discord.guild('Chatty', { channels: ['general'] });
    const ana = guild.member('ana');
    const bo = guild.member('bo');
    await stack.idle();
    await stack.install(guild, 'stats');
    await Promise.all(Array.from({ length: 30 }, (_, i) => ana.in('general').say(`message ${i}`)));
    await bo.in('general').say('hi');
    expect((await ana.run('/mine')).content).toBe('40 messages, 120 letters, calm');
    expect((await ana.run('/mine')).content).toBe('40 messages, 120 letters, calm');

    // What Discord delivers again is not counted again, also by another process and in another session.
    const again = async (ids: readonly string[]) => {
      const { ws } = stack.bot.client as unknown as { ws: { _ws: EventEmitter } };
      for (const [i, id] of ids.entries()) {
        const d = { id, guild_id: guild.id, channel_id: guild.id, content: 'hello', author: { id: bo.id } };
        ws._ws.emit('dispatch', { data: { t: 'MESSAGE_CREATE', s: 5_000 + i, op: 0, d }, shardId: 0 });
      }
      await stack.idle();
    };
    await again(['1', '2', '2', '1', '3']);
    expect(await messagesOf(bo.id)).toBe(4);
    await stack.restart();
    await again(['3', '4', '1']);
    expect(await messagesOf(bo.id)).toBe(5);

    // A handler that fails after it has counted has counted.
    broken = true;
    await bo.in('general').say('oops');
    await stack.idle();
    broken = false;
    expect(await messagesOf(bo.id)).toBe(6);
  });

  it('GIVEN a plugin that is switched off or uninstalled THEN what it has counted before is there, and later messages do not count', async () => {
    const guild = stack.discord.guild('Quiet', { channels: ['general'] });
    const cy = guild.member('cy');
    await stack.idle();
    await stack.install(guild, 'stats');
    await cy.in('general').say('one');
    await stack.host.installations.setEnabled(guild.id, 'stats', false, admin);
    expect(await messagesOf(cy.id)).toBe(1);
    await cy.in('general').say('not counted');
    await stack.host.installations.setEnabled(guild.id, 'stats', true, admin);
    await cy.in('general').say('two');
    await stack.host.installations.uninstall(guild.id, 'stats', admin);
    expect(await messagesOf(cy.id)).toBe(2);
    await stack.install(guild, 'stats');
    await cy.in('general').say('three');
    await stack.discord.idle();
    await stack.host.close();
    expect(await messagesOf(cy.id)).toBe(3);
    await stack.restart();
  });

  it('what can not be counted is refused by name, and spoils nothing', async () => {
    const guild = stack.discord.guild('Wrong', { channels: ['general'] });
    const di = guild.member('di');
    await stack.idle();
    await stack.install(guild, 'stats');
    const misused = async (what: string) => (await di.run('/misuse', { what })).content;
    expect(await misused('field')).toMatch(/^TALLY_REFUSED .*"mood" is not among/);
    expect(await misused('half')).toMatch(/^TALLY_REFUSED .*whole numbers/);
    expect(await misused('nothing')).toMatch(/^TALLY_REFUSED .*adds to nothing/);
    expect(await misused('key')).toMatch(/^TALLY_REFUSED .*"userId"/);
    expect(await misused('foreign')).toMatch(/^TALLY_REFUSED .*"g" is not part of the key/);
    expect(await misused('taken')).toMatch(/^DUPLICATE_KEY/);
    expect(await misused('undone')).toBe('undefined saw 5');
    expect((await documents()).filter(({ _id }) => (_id as unknown as { g: string }).g === guild.id)).toEqual(
      [
        expect.objectContaining({ userId: 'first', messages: 1, letters: 0 }),
        expect.objectContaining({ userId: 'fine', messages: 0, letters: 7 }),
      ],
    );
  });
});
