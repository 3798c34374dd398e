import { GatewayIntentBits } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guildAccess } from '../../src/access/index.ts';
import { createDirectory } from '../../src/discord/directory.ts';
import { startClient } from './simulated-client.ts';

describe('a directory without the members intent', () => {
  let open: Awaited<ReturnType<typeof startClient>>;
  beforeAll(async () => {
    open = await startClient(5, [GatewayIntentBits.Guilds]);
  });
  afterAll(() => open.close());

  it('GIVEN a manager whose role is taken away THEN they manage for a minute at most', async () => {
    const { discord, client } = open;
    const guild = discord.guild('Quiet', { roles: ['Managers'], channels: ['general'] });
    const ana = guild.member('ana', { roles: ['Managers'] });
    await discord.idle();
    const directory = createDirectory(client, client.application.id, () => discord.clock.now());
    const settings = { get: async () => ({ managerRoles: [guild.role('Managers').id] }) };
    const access = () => guildAccess(directory, settings, guild.id, ana.id);
    expect(await access()).toBe('manager');

    await ana.removeRole('Managers');
    await discord.advance('61s');
    expect(await access()).toBe('none');

    await ana.giveRole('Managers');
    const asked = () => discord.traffic.entries().filter(({ kind }) => kind === 'rest').length;
    const before = asked();
    for (let request = 0; request < 12; request += 1) await access();
    expect(asked()).toBe(before);
  });
});
