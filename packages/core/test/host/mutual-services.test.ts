import { defineService, ServiceError } from '@guildhall/sdk';
import { describePlugin } from '@guildhall/sdk/host';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

/** What the two offer stands by itself, as in a file of its own: neither contract needs the other to be typed. */
const shopService = defineService('shop', {
  price: { input: z.object({ item: z.string() }), output: z.int() },
});
const bankService = defineService('bank', { balance: { input: z.object({}), output: z.int() } });

function shopPlugin(bankRange: string | undefined, version: string) {
  const shop = definePlugin({
    ...basics,
    id: 'shop',
    offers: shopService,
    uses: () => ({ bank: bankService }),
    data: { sales: { version: 1, schema: z.object({ item: z.string(), sold: z.int() }), key: ['item'] } },
  });
  const plugin = shop.build(
    shop.offer('price', (_ctx, { item }) => item.length),
    shop.command({
      name: 'buy',
      description: 'Buys',
      run: async (ctx) => ctx.reply(`you have ${await ctx.use.bank.balance({})}`),
    }),
    shop.command({
      name: 'peek',
      description: 'Buys, or says why not',
      async run(ctx) {
        // @ts-expect-error the bank has no such offer
        await ctx.use.bank.rob?.({});
        const answer = await ctx.use.bank.balance({}).catch((error: unknown) => {
          if (error instanceof ServiceError) return error.code;
          throw error;
        });
        await ctx.reply(String(answer));
      },
    }),
    shop.command({ name: 'open', description: 'Opens', run: (ctx) => ctx.reply('open') }),
    shop.setup(async (ctx) => {
      await ctx.data.sales.updateOne({ item: 'hat' }, { $set: { sold: 0 } }, { upsert: true });
    }),
  );
  const ranges = bankRange === undefined ? {} : { ranges: { bank: bankRange } };
  return { plugin, manifest: describePlugin(plugin, { package: 'shop', version, ...ranges }) };
}

function bankPlugin(shopRange: string | undefined, version: string) {
  const bank = definePlugin({
    ...basics,
    id: 'bank',
    offers: bankService,
    uses: () => ({ shop: shopService }),
  });
  const plugin = bank.build(
    bank.offer('balance', async (ctx) => 100 - (await ctx.use.shop.price({ item: 'hat' }))),
    bank.command({
      name: 'worth',
      description: 'Worth',
      run: async (ctx) => ctx.reply(`a hat is ${await ctx.use.shop.price({ item: 'hat' })}`),
    }),
    bank.command({ name: 'vault', description: 'Vault', run: (ctx) => ctx.reply('shut') }),
  );
  const ranges = shopRange === undefined ? {} : { ranges: { shop: shopRange } };
  return { plugin, manifest: describePlugin(plugin, { package: 'bank', version, ...ranges }) };
}

const both = ['shop', 'bank'] as const;
const other = { shop: 'bank', bank: 'shop' } as const;

describe.each(both)('two plugins that require each other, %s first', (first) => {
  const second = other[first];
  let stack: Stack;
  beforeAll(async () => {
    const [shop, bank] = [shopPlugin('^1.0.0', '1.0.0'), bankPlugin('^1.0.0', '1.0.0')];
    stack = await startStack([]);
    const inOrder = first === 'shop' ? [shop, bank] : [bank, shop];
    for (const { plugin, manifest } of inOrder) stack.store.addInMemory(plugin, manifest);
  });
  afterAll(() => stack.close());

  const opened = async (name: string) => {
    const guild = stack.discord.guild(name, { channels: ['general'] });
    await stack.idle();
    const ana = guild.member('ana');
    const problems = async (pluginId: string) =>
      (await stack.host.installations.get(guild.id, pluginId))?.problems.map(
        ({ code, message, remedy }) => [code, message, remedy] as const,
      );
    return { guild, ana, problems, says: async (command: string) => (await ana.run(command)).content };
  };

  it('GIVEN the first alone THEN it runs, says what it waits for, and has it once the second is there', async () => {
    const { guild, problems, says } = await opened(`Mutual ${first}`);
    await stack.install(guild, first);
    expect(await problems(first)).toEqual([
      [
        'REQUIREMENT_MISSING',
        `${first} needs the service "${second}" ^1.0.0.`,
        `Install and enable ${second} 1.0.0.`,
      ],
    ]);
    expect(await says(first === 'shop' ? '/open' : '/vault')).toBe(first === 'shop' ? 'open' : 'shut');
    await stack.install(guild, second);
    expect(await problems(first)).toEqual([]);
    expect(await problems(second)).toEqual([]);
    expect(await says('/buy')).toBe('you have 97');
    expect(await says('/worth')).toBe('a hat is 3');

    await stack.restart();
    expect(await says('/buy')).toBe('you have 97');
    expect(await says('/worth')).toBe('a hat is 3');
    expect([await problems('shop'), await problems('bank')]).toEqual([[], []]);
  });

  it('GIVEN both WHEN the bank is switched off THEN the shop goes on without it, however often it is missed', async () => {
    const { guild, problems, says } = await opened(`Off ${first}`);
    await stack.install(guild, first);
    await stack.install(guild, second);
    await stack.host.installations.setEnabled(guild.id, 'bank', false, admin);
    const missing = [
      'REQUIREMENT_MISSING',
      'shop needs the service "bank" ^1.0.0 of bank, which is disabled.',
      'Enable bank again.',
    ];
    expect(await problems('shop')).toEqual([missing]);
    expect(await says('/peek')).toBe('SERVICE_UNAVAILABLE');
    // A plugin's own failures would have put it to rest by now.
    for (let time = 0; time < 20; time++) await says('/buy');
    expect(await says('/open')).toBe('open');
    await stack.idle();
    const codes = (await problems('shop'))?.map(([code]) => code).sort();
    expect(codes).toEqual(['REQUIREMENT_MISSING', 'SERVICE_UNAVAILABLE']);

    await stack.restart();
    expect(await says('/open')).toBe('open');
    expect(await problems('shop')).toContainEqual(missing);
    await stack.host.installations.setEnabled(guild.id, 'bank', true, admin);
    expect((await problems('shop'))?.map(([code]) => code)).not.toContain('REQUIREMENT_MISSING');
    expect(await says('/buy')).toBe('you have 97');
  });

  it('GIVEN both WHEN they are taken out THEN each is named to the other, and both can go', async () => {
    const { guild, problems } = await opened(`Leave ${first}`);
    await stack.install(guild, first);
    await stack.install(guild, second);
    const { installations } = stack.host;
    await expect(installations.uninstall(guild.id, first, admin)).rejects.toMatchObject({
      code: 'REQUIREMENT_MISSING',
      message: expect.stringContaining(`needed here by ${second}`),
    });
    await installations.setEnabled(guild.id, first, false, admin);
    await installations.uninstall(guild.id, first, admin);
    expect(await problems(second)).toMatchObject([
      ['REQUIREMENT_MISSING', expect.anything(), `Install and enable ${first} 1.0.0.`],
    ]);
    await installations.uninstall(guild.id, second, admin);
    expect(await installations.list(guild.id)).toEqual([]);
  });
});

describe('ranges between plugins', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack([]);
    const all = [
      shopPlugin('^1.0.0', '1.0.0'),
      bankPlugin('^1.0.0', '1.0.0'),
      shopPlugin('^2.0.0', '2.0.0'),
      bankPlugin('^2.0.0', '2.0.0'),
    ];
    for (const { plugin, manifest } of all) stack.store.addInMemory(plugin, manifest);
  });
  afterAll(() => stack.close());

  it('GIVEN two that require each other’s next version THEN the refusal names the way, and the way works', async () => {
    const guild = stack.discord.guild('Ranges', { channels: ['general'] });
    await stack.idle();
    const { installations } = stack.host;
    const key = (pluginId: string) => ({ guildId: guild.id, pluginId, actor: admin });
    for (const pluginId of both) {
      const old = stack.store.catalogue.versions(pluginId).find(({ version }) => version === '1.0.0');
      if (!old) throw new Error(pluginId);
      await installations.install({ ...key(pluginId), hash: old.hash, manifestHash: old.manifestHash });
    }
    await expect(installations.update({ ...key('shop'), version: '2.0.0' })).rejects.toMatchObject({
      code: 'REQUIREMENT_MISSING',
      message:
        'shop needs the service "bank" ^2.0.0. bank 1.0.0, which offers it here, is too old for it. They need each other: disable bank, bring shop to 2.0.0, then bank to 2.0.0, and enable it again.',
    });
    await installations.setEnabled(guild.id, 'bank', false, admin);
    await installations.update({ ...key('shop'), version: '2.0.0' });
    await installations.update({ ...key('bank'), version: '2.0.0' });
    const enabled = await installations.setEnabled(guild.id, 'bank', true, admin);
    expect(enabled).toMatchObject({ version: { version: '2.0.0' }, problems: [] });
    expect((await installations.get(guild.id, 'shop'))?.problems).toEqual([]);
    expect((await guild.member('ana').run('/buy')).content).toBe('you have 97');
  });
});
