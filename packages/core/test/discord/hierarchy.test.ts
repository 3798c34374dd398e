import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import { capabilities } from '@guildhall/sdk/host';
import { type Client, DiscordAPIError, PermissionFlagsBits as P } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgedRoutes } from '../../src/discord/broker/demands.ts';
import { whatBotLacks } from '../../src/discord/broker/what-bot-lacks.ts';
import { startClient } from './simulated-client.ts';

it('has a row for each write that a capability opens, and no other', () => {
  const opened = Object.values(capabilities)
    .flatMap(({ routes }) => routes)
    .map((route) => route.split(' ').slice(0, 2).join(' '));
  const writes = opened.filter((route) => !route.startsWith('GET '));
  expect(new Set(judgedRoutes.filter((route) => !route.startsWith('GET ')))).toEqual(new Set(writes));
  expect(judgedRoutes.filter((route) => !opened.includes(route))).toEqual([]);
});

/** Where in the order of roles a target stands, against the bot in the middle. */
type Rank = 'below' | 'same' | 'above' | 'owner' | 'admin' | 'itself';

interface Stage {
  readonly guild: VirtualGuild;
  readonly member: Readonly<Record<Rank, string>>;
  readonly role: Readonly<Record<'below' | 'own' | 'above' | 'managed', string>>;
}

interface Act {
  readonly rule: string;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

const ranks: readonly Rank[] = ['below', 'same', 'above', 'owner', 'admin', 'itself'];

/** Every rule of Discord's "Permission Hierarchy", on targets of every rank. */
function actsIn({ guild, member, role }: Stage, until: string): Act[] {
  const at = `/guilds/${guild.id}`;
  return [
    ...ranks.flatMap((rank): Act[] => {
      const path = `${at}/members/${member[rank]}`;
      return [
        { rule: `name ${rank}`, method: 'PATCH', path, body: { nick: `n ${rank}` } },
        { rule: `time out ${rank}`, method: 'PATCH', path, body: { communication_disabled_until: until } },
        { rule: `give a role to ${rank}`, method: 'PUT', path: `${path}/roles/${role.below}` },
        { rule: `take a role from ${rank}`, method: 'DELETE', path: `${path}/roles/${role.below}` },
        { rule: `set the roles of ${rank}`, method: 'PATCH', path, body: { roles: [role.above] } },
      ];
    }),
    ...(['below', 'own', 'above', 'managed'] as const).flatMap((which): Act[] => [
      { rule: `give ${which}`, method: 'PUT', path: `${at}/members/${member.below}/roles/${role[which]}` },
      { rule: `take ${which}`, method: 'DELETE', path: `${at}/members/${member.below}/roles/${role[which]}` },
      { rule: `edit ${which}`, method: 'PATCH', path: `${at}/roles/${role[which]}`, body: { name: which } },
      {
        rule: `grant by ${which}`,
        method: 'PATCH',
        path: `${at}/roles/${role[which]}`,
        body: { permissions: String(P.ManageEvents) },
      },
      {
        rule: `move ${which} up`,
        method: 'PATCH',
        path: `${at}/roles`,
        body: [{ id: role[which], position: 30 }],
      },
      {
        rule: `move ${which} down`,
        method: 'PATCH',
        path: `${at}/roles`,
        body: [{ id: role[which], position: 2 }],
      },
    ]),
    {
      rule: 'make a role that may more',
      method: 'POST',
      path: `${at}/roles`,
      body: { permissions: String(P.ManageEvents) },
    },
    { rule: 'make a role', method: 'POST', path: `${at}/roles`, body: { name: 'x' } },
    ...(['own', 'above', 'below'] as const).map(
      (which): Act => ({ rule: `delete ${which}`, method: 'DELETE', path: `${at}/roles/${role[which]}` }),
    ),
    // These end the stay of whom they are about.
    ...(['same', 'above', 'owner', 'below', 'admin'] as const).flatMap((rank): Act[] => [
      { rule: `kick ${rank}`, method: 'DELETE', path: `${at}/members/${member[rank]}` },
      { rule: `ban ${rank}`, method: 'PUT', path: `${at}/bans/${member[rank]}`, body: {} },
    ]),
  ];
}

describe('what the broker foresees is what Discord does', () => {
  let discord: DiscordSimulator;
  let client: Client<true>;
  let close: () => Promise<void>;
  let stages = 0;
  beforeAll(async () => {
    ({ discord, client, close } = await startClient(5));
  });
  afterAll(() => close());

  async function stage(held: bigint): Promise<Stage> {
    const name = `Ranks ${++stages}`;
    const guild = discord.guild(name, { roles: ['Below'], install: held });
    const above = guild.addRole({ name: 'Above' }, { position: 20 });
    guild.addRole({ name: 'Admins', permissions: ['Administrator'] });
    const { world } = discord;
    const own = guild.roles.find((role) => role.managed)?.id ?? '';
    const change = (id: string, more: object) => {
      const before = guild.role(id);
      world.tables.role.put({ ...before, ...more });
      world.emit({ type: 'roleUpdate', role: guild.role(id), before });
    };
    change(own, { position: 10 });
    const managed = guild.addRole({ name: 'Booster' }, { position: 3 });
    change(managed.id, { managed: true });
    const low = guild.member(`below ${name}`, { roles: ['Below'] });
    const high = guild.member(`above ${name}`, { roles: ['Above'] });
    const admin = guild.member(`admin ${name}`, { roles: ['Admins'] });
    const same = guild.member(`same ${name}`);
    const before = world.tables.member.get(`${guild.id}:${same.id}`);
    if (!before) throw new Error('the simulator has whom it has just made');
    const member = { ...before, roles: [own] };
    world.tables.member.put(member);
    world.emit({ type: 'memberUpdate', member, before });
    await discord.idle();
    return {
      guild,
      member: {
        below: low.id,
        same: same.id,
        above: high.id,
        admin: admin.id,
        owner: guild.owner.id,
        itself: client.user.id,
      },
      role: { below: guild.role('Below').id, own, above: above.id, managed: managed.id },
    };
  }

  it.each([
    ['all but ADMINISTRATOR and MANAGE_EVENTS', ~(P.Administrator | P.ManageEvents)],
    ['ADMINISTRATOR', P.Administrator],
    ['nothing', P.ViewChannel],
    ['MANAGE_ROLES', P.ManageRoles],
    ['MODERATE_MEMBERS and MANAGE_NICKNAMES', P.ModerateMembers | P.ManageNicknames],
  ])('for a bot with %s', async (_what, bits) => {
    const everything = Object.values(P).reduce((all, bit) => all | bit, 0n);
    const scene = await stage(bits & everything);
    const until = new Date(discord.clock.now() + 60_000).toISOString();
    const disagreements: string[] = [];
    let refusals = 0;
    for (const { rule, method, path, body } of actsIn(scene, until)) {
      const lack = whatBotLacks(client, scene.guild.id, method, path, body);
      const code = await client.rest
        .request({
          method: method as never,
          fullRoute: path as `/${string}`,
          ...(body === undefined ? {} : { body }),
        })
        .then(
          () => 0,
          (error: unknown) => {
            if (error instanceof DiscordAPIError) return Number(error.code);
            throw error;
          },
        );
      if (code === 0) await discord.idle();
      if (lack) refusals += 1;
      // Of itself Discord judges. 50028: a role that cannot be deleted by anybody.
      const isOpen = rule.endsWith('itself') && lack === undefined;
      if (!isOpen && (code === 50013) !== (lack !== undefined) && code !== 50028)
        disagreements.push(`${rule}: Discord says ${code}, we say ${lack?.reason ?? 'yes'}`);
    }
    expect(disagreements).toEqual([]);
    expect(refusals).toBeGreaterThan(10);
  });
});
