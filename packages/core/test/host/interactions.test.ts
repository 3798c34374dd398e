import { field } from '@guildhall/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const desk = definePlugin({
  ...basics,
  id: 'desk',
  locales: { en: { hi: 'Hi {name}' }, fr: { hi: 'Salut {name}' } },
});
const form = desk.modal('form', {
  title: 'A form',
  parameters: { topic: z.string().max(20) },
  fields: { body: { label: 'Body', style: 'paragraph' } },
  run: (ctx, { body }, { topic }) => ctx.reply(`${topic}: ${body}`),
});
const vote = desk.button('vote', { for: field.snowflake(), up: z.boolean() }, async (ctx, values) => {
  await ctx.update(`${values.up ? '+' : '-'} for ${values.for}`);
});
const noop = desk.button('noop', {}, () => undefined);
const open = desk.subcommand({
  name: 'open',
  description: 'Opens',
  run: (ctx) => ctx.showModal(form.with({ topic: 'cats' })),
});
const buttons = desk.subcommand({
  name: 'buttons',
  description: 'Buttons',
  group: { name: 'show', description: 'Shows' },
  options: { who: field.member().meta({ description: 'Who' }) },
  run: (ctx, { who }) =>
    ctx.reply({
      content: `for ${who.name}`,
      components: [
        vote.with({ for: who.id, up: true }, { label: 'Up' }),
        noop.with({}, { label: 'Nothing' }),
      ],
    }),
});
const root = desk.command({ name: 'desk', description: 'Desk', subcommands: [open, buttons] });
const pick = desk.command({
  name: 'pick',
  description: 'Picks',
  options: { fruit: z.string().meta({ description: 'Fruit' }) },
  autocomplete: {
    fruit: (_ctx, typed) =>
      ['apple', 'banana', 'cherry']
        .filter((one) => one.startsWith(typed))
        .map((one) => ({ name: one, value: one })),
  },
  run: (ctx, { fruit }) => ctx.interaction.reply(`${ctx.interaction.commandName} ${fruit}`),
});
const silent = desk.command({ name: 'silent', description: 'Says nothing', run: () => undefined });
const hi = desk.command({
  name: 'hi',
  description: 'Hi',
  run: (ctx) => ctx.reply(ctx.t('hi', { name: ctx.member.name })),
});
const close = desk.command({
  name: 'close',
  description: 'Closes the desk',
  permissions: ['ManageGuild'],
  run: (ctx) => ctx.reply('closed'),
});
const rival = definePlugin({ ...basics, id: 'rival' });
const rivalHi = rival.command({
  name: 'hi',
  description: 'Another hi',
  run: (ctx) => ctx.reply('from the rival'),
});

describe('interactions', () => {
  let stack: Stack;
  let guild: ReturnType<Stack['discord']['guild']>;
  beforeAll(async () => {
    stack = await startStack([
      desk.build(root, pick, silent, hi, close, form, vote, noop),
      rival.build(rivalHi),
    ]);
    guild = stack.discord.guild('Desk', { channels: ['general'] });
    await stack.idle();
    await stack.install(guild, 'desk');
  });
  afterAll(async () => {
    expect(stack.discord.violations).toEqual([]);
    await stack.close();
  });

  it('a subcommand opens a modal, whose answer carries its parameters', async () => {
    const opened = await guild.member('ana').run('/desk open');
    expect(opened.modal?.title).toBe('A form');
    expect((await opened.submit({ body: 'are nice' })).content).toBe('cats: are nice');
  });

  it('a button of a grouped subcommand updates its own message; one that does nothing fails nobody', async () => {
    const ana = guild.member('ana');
    const bob = guild.member('bob');
    const reply = await ana.run('/desk show buttons', { who: bob });
    expect(reply.content).toBe('for bob');
    await reply.click('Nothing');
    await reply.click('Up');
    expect(reply.content).toBe(`+ for ${bob.id}`);
  });

  it('options are completed while they are typed', async () => {
    expect(await guild.member('ana').autocomplete('/pick', 'fruit', 'b')).toEqual([
      { name: 'banana', value: 'banana' },
    ]);
  });

  it('an answer through the discord.js structure counts as the answer', async () => {
    expect((await guild.member('ana').run('/pick', { fruit: 'kiwi' })).content).toBe('pick kiwi');
  });

  it('a command that says nothing is acknowledged all the same', async () => {
    const reply = await guild.member('ana').run('/silent');
    expect(reply.content).toBe('Done.');
    expect(reply.ephemeral).toBe(true);
  });

  it('WHEN another plugin wants the same name THEN both can be used, and the first keeps it', async () => {
    await stack.install(guild, 'rival');
    const ana = guild.member('ana');
    expect((await ana.run('/hi')).content).toBe('Hi ana');
    expect((await ana.run('/rival hi')).content).toBe('from the rival');
    const { items, budget } = await stack.host.commandsOf(guild.id);
    expect(items).toContainEqual(
      expect.objectContaining({ name: 'rival hi', pluginId: 'rival', state: 'synced' }),
    );
    expect(budget).toEqual({ used: items.filter(({ menu }) => menu === undefined).length, limit: 100 });
  });

  it('a command for some is not there for others', async () => {
    const owner = guild.member('owner');
    expect((await owner.run('/close')).content).toBe('closed');
    await expect(guild.member('bob').run('/close')).rejects.toMatchObject({ reason: expect.any(String) });
  });

  it('an unchanged set of commands is not written again', async () => {
    const before = await stack.database.models.CommandSet.findOne({ guildId: guild.id }).lean();
    await stack.discord.advance('1m');
    await stack.restart();
    const after = await stack.database.models.CommandSet.findOne({ guildId: guild.id }).lean();
    expect(after).toEqual(before);
  });
});
