import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const calls: unknown[] = [];
const desk = definePlugin({
  ...basics,
  id: 'desk',
  needs: { 'messages.read': 'hears commands', 'messages.send': 'answers them' },
  intents: { MessageContent: { reason: 'hears its prefix', degraded: 'members mention the bot instead' } },
  config: { version: 1, schema: z.object({ prefix: z.string().min(1).max(10).default('!') }) },
});
const fruit = desk.select('fruit', {
  of: 'string',
  parameters: { basket: z.int() },
  run: (ctx, chosen, { basket }) => ctx.update(`${chosen.join('+')} in ${basket}`),
});
const who = desk.select('who', {
  of: 'user',
  run: (ctx, chosen) => ctx.reply(chosen.map((member) => `${member.name} ${member.bot}`).join()),
});
const roles = desk.select('roles', {
  of: 'role',
  run: (ctx, chosen) =>
    ctx.reply(`${ctx.interaction.componentType} ${chosen.map((role) => role.name).join()}`),
});
const where = desk.select('where', {
  of: 'channel',
  run: (ctx, chosen) => ctx.reply(chosen.map((channel) => channel.name).join()),
});
const show = desk.command({
  name: 'show',
  description: 'Shows menus',
  run: (ctx) =>
    ctx.reply({
      content: 'choose',
      components: [
        fruit.with(
          { basket: 3 },
          {
            placeholder: 'Fruit',
            max: 2,
            options: [
              { label: 'Apple', value: 'apple' },
              { label: 'Banana', value: 'banana', emoji: '🍌' },
            ],
          },
        ),
        who.with({}, { placeholder: 'Who' }),
        roles.with({}, { placeholder: 'Roles' }),
        where.with({}, { placeholder: 'Where', channels: ['text'] }),
      ],
    }),
});
const greet = desk.userMenu({ name: 'Greet', run: (ctx, target) => ctx.reply(`Hi ${target.name}`) });
const quote = desk.messageMenu({
  name: 'Quote',
  run: (ctx, target) =>
    ctx.reply(`${target.author.name}: ${target.content} (${ctx.interaction.targetMessage.id === target.id})`),
});
const rank = desk.messageCommand({
  name: 'rank',
  aliases: ['r'],
  description: 'Rank',
  prefix: { config: 'prefix' },
  async run(ctx, { text, words }) {
    calls.push([ctx.member.name, text, words]);
    await ctx.reply(`rank of ${words[0] ?? ctx.member.name}`);
  },
});
const rival = definePlugin({ ...basics, id: 'rival' });
const rivalGreet = rival.userMenu({ name: 'Greet', run: (ctx, target) => ctx.reply(`Oi ${target.name}`) });

describe('selects, menus and message commands', () => {
  let stack: Stack;
  let guilds = 0;
  beforeAll(async () => {
    stack = await startStack([
      desk.build(show, fruit, who, roles, where, greet, quote, rank),
      rival.build(rivalGreet),
    ]);
  });
  afterAll(() => stack.close());

  const scene = async () => {
    const guild = stack.discord.guild(`Choices ${++guilds}`, { channels: ['general'], roles: ['Helper'] });
    await stack.idle();
    await stack.install(guild, 'desk');
    await stack.install(guild, 'rival');
    await stack.idle();
    return { guild, ana: guild.member('ana'), bob: guild.member('bob') };
  };

  it('GIVEN select menus WHEN members choose THEN handlers get texts or resolved records', async () => {
    const { guild, ana, bob } = await scene();
    const shown = await ana.run('/show');
    expect((await ana.select(shown, 'Who', [bob])).content).toBe('bob false');
    expect((await ana.select(shown, 'Roles', [guild.role('Helper')])).content).toBe('6 Helper');
    expect((await ana.select(shown, 'Where', [guild.channel('general')])).content).toBe('general');
    await ana.select(shown, 'Fruit', ['apple', 'banana']);
    await stack.idle();
    expect(
      ana
        .in('general')
        .messages()
        .map((message) => message.content),
    ).toContain('apple+banana in 3');
  });

  it('GIVEN entries in menus WHEN they are used THEN the target is resolved, and two of one name both work', async () => {
    const { guild, ana, bob } = await scene();
    expect((await ana.contextMenu('Greet', bob)).content).toBe('Hi bob');
    expect((await ana.contextMenu('Greet (rival)', bob)).content).toBe('Oi bob');
    const said = await bob.in('general').say('hello');
    expect((await ana.contextMenu('Quote', said)).content).toBe('bob: hello (true)');
    const { items, budget } = await stack.host.commandsOf(guild.id);
    expect(items.filter((item) => item.pluginId !== null).map(({ name, state }) => [name, state])).toEqual([
      ['show', 'synced'],
      ['Greet', 'synced'],
      ['Quote', 'synced'],
      ['Greet (rival)', 'synced'],
    ]);
    expect(budget.used).toBe(items.filter(({ menu }) => menu === undefined).length);
    await stack.host.installations.setEnabled(guild.id, 'rival', false, admin);
    await expect(ana.contextMenu('Greet (rival)', bob)).rejects.toThrow();
  });

  it('GIVEN a message command WHEN somebody writes it THEN it is called once, by prefix or by mention', async () => {
    const { guild, ana } = await scene();
    calls.length = 0;
    const general = ana.in('general');
    await general.say('!rank "Ana Maria" now');
    await general.say('!R');
    await general.say(`<@${stack.bot.client.user?.id}> rank`);
    await general.say('rank');
    await general.say('!ranked');
    await general.say('?rank');
    await stack.idle();
    expect(calls).toEqual([
      ['ana', '"Ana Maria" now', ['Ana Maria', 'now']],
      ['ana', '', []],
      ['ana', '', []],
    ]);
    expect(
      ana
        .in('general')
        .messages()
        .map((message) => message.content),
    ).toContain('rank of Ana Maria');

    const { revision } = (await stack.host.installations.get(guild.id, 'desk')) ?? { revision: 0 };
    await stack.host.installations.configure(guild.id, 'desk', { prefix: '?' }, revision, admin, 'en');
    await general.say('!rank');
    await general.say('?rank x');
    await stack.idle();
    expect(calls).toHaveLength(4);

    await stack.host.installations.setEnabled(guild.id, 'desk', false, admin);
    await general.say('?rank y');
    await stack.idle();
    expect(calls).toHaveLength(4);
  });
});
