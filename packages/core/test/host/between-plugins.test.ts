import { defineEvents, defineExtensionPoint, defineService, optional } from '@guildhall/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const heard: string[] = [];
const shopService = defineService('shop', {
  price: { input: z.object({ item: z.string() }), output: z.int() },
});
const bankService = defineService('bank', {
  balance: { input: z.object({}), output: z.int() },
});
const shopEvents = defineEvents('shop', { sold: z.object({ item: z.string(), chain: z.int().default(0) }) });
const bankEvents = defineEvents('bank', { paid: z.object({ chain: z.int() }) });
const discounts = defineExtensionPoint('shop', 'discount', {
  input: z.object({ item: z.string() }),
  output: z.object({ percent: z.int().max(100) }),
});

const shop = definePlugin({
  ...basics,
  id: 'shop',
  offers: shopService,
  uses: () => ({ bank: bankService }),
  emits: shopEvents.events,
});
const price = shop.offer('price', async (ctx, { item }) => {
  let total = 100;
  for (const discount of ctx.contributions(discounts)) total -= (await discount.call({ item })).percent;
  return total;
});
const buy = shop.command({
  name: 'buy',
  description: 'Buys',
  options: { item: z.string().meta({ description: 'Item' }) },
  async run(ctx, { item }) {
    const balance = await ctx.use.bank.balance({});
    ctx.emit('sold', { item });
    await ctx.reply(`you have ${balance}`);
  },
});
const answer = shop.hear(bankEvents, 'paid', (ctx, { chain }) => {
  heard.push(`shop heard paid ${chain}`);
  ctx.emit('sold', { item: 'again', chain: chain + 1 });
});

const bank = definePlugin({
  ...basics,
  id: 'bank',
  offers: bankService,
  uses: () => ({ shop: optional(shopService) }),
  emits: bankEvents.events,
});
const balance = bank.offer(
  'balance',
  async (ctx) => 1000 - ((await ctx.use.shop?.price({ item: 'hat' })) ?? 0),
);
const onSold = bank.hear(shopEvents, 'sold', (ctx, { item, chain }) => {
  heard.push(`bank heard ${item} ${chain}`);
  if (item === 'loop' || item === 'again') ctx.emit('paid', { chain });
});
const cheap = bank.contribute(discounts, 'cheap', {
  title: 'Cheap',
  run: (_ctx, { item }) => ({ percent: item === 'hat' ? 10 : 200 }),
});
const worth = bank.command({
  name: 'worth',
  description: 'Worth',
  run: async (ctx) =>
    ctx.reply(`shop ${ctx.use.shop ? await ctx.use.shop.price({ item: 'hat' }) : 'closed'}`),
});
const shopPlugin = shop.build(price, buy, answer, shop.extensionPoint(discounts));
const bankPlugin = bank.build(balance, onSold, cheap, worth);

describe.each(['shop', 'bank'] as const)('two plugins that need each other, %s loaded first', (first) => {
  let stack: Stack;
  beforeAll(async () => {
    const plugins = [shopPlugin, bankPlugin];
    stack = await startStack(first === 'shop' ? plugins : plugins.reverse());
  });
  afterAll(() => stack.close());

  it('GIVEN both WHEN one is switched off THEN the other goes on, and both work again afterwards', async () => {
    const guild = stack.discord.guild('Cycle', { channels: ['general'] });
    const ana = guild.member('ana');
    await stack.idle();
    // The shop requires the bank, which goes without the shop.
    await stack.install(guild, 'bank');
    await stack.install(guild, 'shop');
    await stack.restart();
    heard.length = 0;
    expect((await ana.run('/buy', { item: 'hat' })).content).toBe('you have 910');
    await stack.idle();
    expect(heard).toEqual(['bank heard hat 0']);
    await stack.host.installations.setEnabled(guild.id, 'shop', false, admin);
    expect((await ana.run('/worth')).content).toBe('shop closed');
    await stack.host.installations.setEnabled(guild.id, 'shop', true, admin);
    expect((await ana.run('/worth')).content).toBe('shop 90');
  });

  it('GIVEN plugins that answer each other’s events for ever THEN the chain is cut, and the bot goes on', async () => {
    const guild = stack.discord.guild('Loop', { channels: ['general'] });
    const ana = guild.member('ana');
    await stack.idle();
    await stack.install(guild, 'bank');
    await stack.install(guild, 'shop');
    heard.length = 0;
    await ana.run('/buy', { item: 'loop' });
    await stack.idle();
    expect(heard.length).toBe(8);
    expect(stack.observed.log.some((line) => line.message.includes('the chain was cut'))).toBe(true);
  });
});
