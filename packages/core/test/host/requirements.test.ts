import { defineService } from '@guildhall/sdk';
import { describePlugin } from '@guildhall/sdk/host';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const bankService = defineService('bank', {
  balance: { input: z.object({}), output: z.object({ coins: z.int() }) },
});
const bankContract = definePlugin({ ...basics, id: 'bank', offers: bankService });
const bank = bankContract.build(bankContract.offer('balance', () => ({ coins: 7 })));
const shopContract = definePlugin({ ...basics, id: 'shop', uses: () => ({ bank: bankService }) });
const shop = shopContract.build(
  shopContract.command({
    name: 'coins',
    description: 'Counts',
    run: async (ctx) => ctx.reply(`${(await ctx.use.bank.balance({})).coins}`),
  }),
);

let stack: Stack;
beforeAll(async () => {
  stack = await startStack([]);
  for (const version of ['1.0.0', '2.0.0', '2.1.0', '3.0.0']) {
    stack.store.addInMemory(bank, describePlugin(bank, { package: 'bank', version }));
  }
  const manifest = describePlugin(shop, { package: 'shop', version: '1.0.0', ranges: { bank: '^2.0.0' } });
  stack.store.addInMemory(shop, manifest);
});
afterAll(() => stack.close());

it('GIVEN a plugin that needs a service in a range THEN what is missing, in which range and what to install is said', async () => {
  const guild = stack.discord.guild('Market', { channels: ['general'] });
  await stack.idle();
  const { installations } = stack.host;
  const key = (pluginId: string) => ({ guildId: guild.id, pluginId, actor: admin });
  const installBank = (version: string) => {
    const found = stack.store.catalogue.versions('bank').find((one) => one.version === version);
    if (!found) throw new Error(version);
    return installations.install({ ...key('bank'), hash: found.hash, manifestHash: found.manifestHash });
  };
  await expect(stack.install(guild, 'shop')).rejects.toMatchObject({
    code: 'REQUIREMENT_MISSING',
    message: 'shop needs the service "bank" ^2.0.0. Install and enable bank 2.1.0 first.',
  });
  await installBank('1.0.0');
  await expect(stack.install(guild, 'shop')).rejects.toMatchObject({
    code: 'REQUIREMENT_MISSING',
    message: expect.stringMatching(/bank 1\.0\.0, .* is too old for it\. Update bank to 2\.1\.0\./),
  });
  await installations.update({ ...key('bank'), version: '2.0.0' });
  await stack.install(guild, 'shop');
  expect((await guild.member('ana').run('/coins')).content).toBe('7');

  // The provider may not leave the range that the other needs, nor be uninstalled under it.
  await expect(installations.update(key('bank'))).rejects.toMatchObject({
    code: 'REQUIREMENT_MISSING',
    message: expect.stringContaining('shop (^2.0.0)'),
  });
  await expect(installations.uninstall(guild.id, 'bank', admin)).rejects.toMatchObject({
    code: 'REQUIREMENT_MISSING',
    message: expect.stringContaining('needed here by shop'),
  });
  // Switching it off is an admin's right: the other is told, until it is back.
  await installations.setEnabled(guild.id, 'bank', false, admin);
  expect((await installations.get(guild.id, 'shop'))?.problems).toMatchObject([
    { code: 'REQUIREMENT_MISSING', message: expect.stringContaining('of bank, which is disabled') },
  ]);
  await installations.setEnabled(guild.id, 'bank', true, admin);
  expect((await installations.get(guild.id, 'shop'))?.problems).toEqual([]);
  await installations.uninstall(guild.id, 'shop', admin);
  await installations.uninstall(guild.id, 'bank', admin);
});

it('GIVEN a provider that is too new THEN the way back, or the version that works with it, is named', async () => {
  const guild = stack.discord.guild('Too new', { channels: ['general'] });
  await stack.idle();
  await stack.install(guild, 'bank');
  await expect(stack.install(guild, 'shop')).rejects.toMatchObject({
    code: 'REQUIREMENT_MISSING',
    message:
      'shop needs the service "bank" ^2.0.0. bank 3.0.0, which offers it here, is too new for it. Take bank back to 2.1.0, or wait for a newer shop.',
  });
  const next = describePlugin(shop, { package: 'shop', version: '1.1.0', ranges: { bank: '^3.0.0' } });
  stack.store.addInMemory(shop, next);
  const old = stack.store.catalogue.versions('shop').at(-1);
  await expect(
    stack.host.installations.install({
      guildId: guild.id,
      pluginId: 'shop',
      actor: admin,
      hash: old?.hash ?? '',
      manifestHash: old?.manifestHash ?? '',
    }),
  ).rejects.toMatchObject({ message: expect.stringContaining('shop 1.1.0 works with it.') });
  await stack.install(guild, 'shop');
  expect((await guild.member('ana').run('/coins')).content).toBe('7');
});
