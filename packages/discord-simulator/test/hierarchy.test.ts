import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import { type REST, Routes } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Closing, codeOf, restOf, startDiscord } from './bots.ts';

const closing = new Closing();
let discord: DiscordSimulator;
let rest: REST;
let scenes = 0;
beforeAll(async () => {
  discord = await startDiscord(closing);
  rest = restOf(discord);
});
afterAll(async () => {
  expect(discord.violations).toEqual([]);
  await closing.close();
});

interface Stage {
  guild: VirtualGuild;
  /** Members whose highest role is below, the same as, and above the bot's. */
  below: string;
  same: string;
  above: string;
  admin: string;
  roles: { below: string; own: string; above: string };
}

/** GIVEN a bot with everything but ADMINISTRATOR (or with it), in the middle. */
function stage(administrator: boolean): Stage {
  const name = `Ranks ${scenes++}`;
  const guild = discord.guild(name, {
    roles: ['Below'],
    channels: ['general'],
    ...(administrator ? { install: ['Administrator'] as const } : {}),
  });
  const above = guild.addRole({ name: 'Above' }, { position: 20 });
  guild.addRole({ name: 'Admins', permissions: ['Administrator'] });
  const own = guild.roles.find((role) => role.managed)?.id ?? '';
  const low = guild.member(`below ${name}`, { roles: ['Below'] });
  const high = guild.member(`above ${name}`, { roles: ['Above'] });
  const admin = guild.member(`admin ${name}`, { roles: ['Admins'] });
  const same = guild.member(`same ${name}`);
  const { world } = discord;
  // Room to move roles below it.
  world.tables.role.put({ ...guild.role(own), position: 10 });
  const record = world.tables.member.get(`${guild.id}:${same.id}`);
  // Nobody is given a managed role; who stands as high as the bot stands there by it.
  if (record) world.tables.member.put({ ...record, roles: [own] });
  return {
    guild,
    below: low.id,
    same: same.id,
    above: high.id,
    admin: admin.id,
    roles: { below: guild.role('Below').id, own, above: above.id },
  };
}

const until = () => new Date(Date.now() + 60_000).toISOString();
const member = (s: Stage, id: string) => Routes.guildMember(s.guild.id, id);
const kick = (who: keyof Stage) => (s: Stage) => rest.delete(member(s, s[who] as string));
const ban = (who: keyof Stage) => (s: Stage) =>
  rest.put(Routes.guildBan(s.guild.id, s[who] as string), { body: {} });
const nick = (who: keyof Stage) => (s: Stage) =>
  rest.patch(member(s, s[who] as string), { body: { nick: 'x' } });
const timeOut = (who: keyof Stage) => (s: Stage) =>
  rest.patch(member(s, s[who] as string), { body: { communication_disabled_until: until() } });
const onOwner = (act: (s: Stage, id: string) => Promise<unknown>) => (s: Stage) => act(s, s.guild.owner.id);
const give = (which: keyof Stage['roles'], who: keyof Stage) => (s: Stage) =>
  rest.put(Routes.guildMemberRole(s.guild.id, s[who] as string, s.roles[which]));
const edit = (which: keyof Stage['roles'], body: object) => (s: Stage) =>
  rest.patch(Routes.guildRole(s.guild.id, s.roles[which]), { body });
const move = (which: keyof Stage['roles'], position: number) => (s: Stage) =>
  rest.patch(Routes.guildRoles(s.guild.id), { body: [{ id: s.roles[which], position }] });

type Row = [
  rule: string,
  code: number | null,
  asAdministrator: number | null,
  act: (s: Stage) => Promise<unknown>,
];

/** A row for each documented rule: what it says for a bot, and for one that is an administrator. */
const rules: Row[] = [
  ['kicks who stands below', null, null, kick('below')],
  ['cannot kick who stands as high', 50013, 50013, kick('same')],
  ['cannot kick who stands above', 50013, 50013, kick('above')],
  ['cannot kick the owner', 50013, 50013, onOwner((s, id) => rest.delete(member(s, id)))],
  ['bans who stands below', null, null, ban('below')],
  ['cannot ban who stands as high', 50013, 50013, ban('same')],
  ['cannot ban who stands above', 50013, 50013, ban('above')],
  ['renames who stands below', null, null, nick('below')],
  ['cannot rename who stands above', 50013, 50013, nick('above')],
  [
    'cannot rename the owner',
    50013,
    50013,
    onOwner((s, id) => rest.patch(member(s, id), { body: { nick: 'x' } })),
  ],
  ['times out who stands below', null, null, timeOut('below')],
  ['cannot time out who stands as high', 50013, 50013, timeOut('same')],
  ['cannot time out who stands above', 50013, 50013, timeOut('above')],
  ['cannot time out an administrator, even below', 50013, 50013, timeOut('admin')],
  [
    'cannot time out the owner',
    50013,
    50013,
    onOwner((s, id) => rest.patch(member(s, id), { body: { communication_disabled_until: until() } })),
  ],
  [
    'cannot time itself out',
    50013,
    50013,
    (s) =>
      rest.patch(member(s, discord.application().id), { body: { communication_disabled_until: until() } }),
  ],
  ['gives a role below its own, even to who stands above', null, null, give('below', 'above')],
  ['cannot give a role above its own', 50013, 50013, give('above', 'below')],
  ['cannot give its own managed role', 50013, 50013, give('own', 'below')],
  [
    'cannot take a role above its own',
    50013,
    50013,
    (s) => rest.delete(Routes.guildMemberRole(s.guild.id, s.above, s.roles.above)),
  ],
  ['edits a role below its own', null, null, edit('below', { name: 'x' })],
  ['cannot edit a role above its own', 50013, 50013, edit('above', { name: 'x' })],
  ['cannot edit its own highest role', 50013, 50013, edit('own', { name: 'x' })],
  ['grants what it has', null, null, edit('below', { permissions: '1024' })],
  [
    'cannot grant what it lacks, unless it is an administrator',
    50013,
    null,
    edit('below', { permissions: '8' }),
  ],
  [
    'cannot delete a role above its own',
    50013,
    50013,
    (s) => rest.delete(Routes.guildRole(s.guild.id, s.roles.above)),
  ],
  ['deletes a role below', null, null, (s) => rest.delete(Routes.guildRole(s.guild.id, s.roles.below))],
  ['moves a role below its own', null, null, move('below', 2)],
  ['cannot move a role above its own', 50013, 50013, move('above', 1)],
  ['cannot move a role to above its own', 50013, 50013, move('below', 30)],
  [
    'cannot allow in a channel what it lacks, unless it is an administrator',
    50013,
    null,
    (s) =>
      rest.put(Routes.channelPermission(s.guild.channel('general').id, s.roles.below), {
        body: { type: 0, allow: '8' },
      }),
  ],
  [
    'cannot move MANAGE_ROLES in a channel, unless it is an administrator',
    50013,
    null,
    (s) =>
      rest.put(Routes.channelPermission(s.guild.channel('general').id, s.roles.below), {
        body: { type: 0, deny: String(1 << 28) },
      }),
  ],
];

describe.each([
  ['a bot', false],
  ['a bot that is an administrator', true],
])('%s', (_who, administrator) => {
  it.each(rules)('%s', async (_rule, code, asAdministrator, act) => {
    expect(await codeOf(act(stage(administrator)))).toBe(administrator ? asAdministrator : code);
  });
});
