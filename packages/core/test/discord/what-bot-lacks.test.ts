import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import { type Client, DiscordAPIError, PermissionFlagsBits as P } from 'discord.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whatBotLacks } from '../../src/discord/broker/what-bot-lacks.ts';
import { startClient } from './simulated-client.ts';

const interesting = [
  P.ViewChannel,
  P.SendMessages,
  P.ReadMessageHistory,
  P.ManageMessages,
  P.ManageRoles,
  P.ManageChannels,
  P.ManageWebhooks,
  P.ManageNicknames,
  P.ModerateMembers,
  P.KickMembers,
  P.BanMembers,
  P.ManageGuild,
  P.ViewAuditLog,
  P.CreateInstantInvite,
  P.CreateGuildExpressions,
] as const;
const some = fc.subarray([...interesting]).map((bits) => bits.reduce((all, bit) => all | bit, 0n));

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: Record<string, unknown>;
}

describe('whatBotLacks', () => {
  let discord: DiscordSimulator;
  let client: Client<true>;
  let close: () => Promise<void>;
  let guilds = 0;
  beforeAll(async () => {
    ({ discord, client, close } = await startClient(3));
  });
  afterAll(() => close());

  const callsIn = (guild: VirtualGuild): Call[] => {
    const channel = guild.channel('general').id;
    const member = guild.member('target').id;
    const owner = guild.owner.id;
    const role = (name: string) => guild.role(name).id;
    return [
      { method: 'PUT', path: `/guilds/${guild.id}/members/${member}/roles/${role('low')}` },
      { method: 'PUT', path: `/guilds/${guild.id}/members/${member}/roles/${role('high')}` },
      { method: 'PATCH', path: `/guilds/${guild.id}/members/${member}`, body: { nick: 'Nick' } },
      { method: 'PATCH', path: `/guilds/${guild.id}/members/${owner}`, body: { nick: 'Nick' } },
      {
        method: 'PATCH',
        path: `/guilds/${guild.id}/members/${member}`,
        body: { communication_disabled_until: new Date(discord.clock.now() + 60_000).toISOString() },
      },
      { method: 'GET', path: `/guilds/${guild.id}/bans` },
      { method: 'POST', path: `/guilds/${guild.id}/channels`, body: { name: 'new', type: 0 } },
      { method: 'POST', path: `/channels/${channel}/messages`, body: { content: 'hi' } },
      { method: 'GET', path: `/channels/${channel}/messages` },
      { method: 'POST', path: `/channels/${channel}/webhooks`, body: { name: 'hook' } },
      { method: 'PATCH', path: `/guilds/${guild.id}`, body: { description: 'New' } },
      { method: 'PUT', path: `/guilds/${guild.id}/incident-actions`, body: { invites_disabled_until: null } },
      { method: 'POST', path: `/guilds/${guild.id}/roles`, body: { name: 'new' } },
      { method: 'PATCH', path: `/guilds/${guild.id}/roles/${role('low')}`, body: { name: 'low' } },
      { method: 'PATCH', path: `/guilds/${guild.id}/roles/${role('high')}`, body: { name: 'high' } },
      { method: 'GET', path: `/guilds/${guild.id}/auto-moderation/rules` },
      { method: 'GET', path: `/guilds/${guild.id}/audit-logs` },
      { method: 'GET', path: `/channels/${channel}/invites` },
      { method: 'POST', path: `/channels/${channel}/invites`, body: {} },
      { method: 'PATCH', path: `/channels/${channel}`, body: { topic: 'new' } },
      { method: 'PUT', path: `/guilds/${guild.id}/bans/${owner}` },
      { method: 'DELETE', path: `/guilds/${guild.id}/members/${member}` },
    ];
  };

  it('agrees with Discord about random guilds, roles, overwrites and calls', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ bot: some, everyone: some, allow: some, deny: some, targetIsHigh: fc.boolean() }),
        async ({ bot, everyone, allow, deny, targetIsHigh }) => {
          guilds += 1;
          const guild = discord.guild(`Guild ${guilds}`, { roles: ['low'], channels: [], install: bot });
          guild.addRole({ name: 'high' }, { position: guild.roles.length });
          const everyoneRole = guild.role('@everyone');
          discord.world.tables.role.put({ ...everyoneRole, permissions: String(everyone) });
          discord.world.emit({ type: 'roleUpdate', role: guild.role('@everyone'), before: everyoneRole });
          guild.addChannel({
            name: 'general',
            overwrites: [{ for: '@everyone', allow: allow & ~deny, deny }],
          });
          guild.member('target', { roles: [targetIsHigh ? 'high' : 'low'] });
          await discord.idle();
          for (const { method, path, body } of callsIn(guild)) {
            const lack = whatBotLacks(client, guild.id, method, path, body);
            const refused = await client.rest
              .request({
                method: method as never,
                fullRoute: path as `/${string}`,
                ...(body ? { body } : {}),
              })
              .then(
                () => false,
                (error: unknown) => {
                  if (!(error instanceof DiscordAPIError)) throw error;
                  return error.status === 403;
                },
              );
            expect({ method, path, refused: lack !== undefined }).toEqual({ method, path, refused });
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
