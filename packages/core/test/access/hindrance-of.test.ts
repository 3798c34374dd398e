import { ChannelType, Client, PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GuildRules, hindranceOf, permissionsIn, type Somebody } from '../../src/access/hindrance-of.ts';
import { createDirectory } from '../../src/discord/directory.ts';

const guildId = '200000000000000000';
const channelId = '300000000000000000';
const userId = (index: number) => `40000000000000000${index}`;
const roleId = (index: number) => `50000000000000000${index}`;
const botId = userId(0);

/** Few enough permissions that grants, overwrites and questions meet. */
const bits = [
  PermissionFlagsBits.Administrator,
  PermissionFlagsBits.KickMembers,
  PermissionFlagsBits.BanMembers,
  PermissionFlagsBits.ManageRoles,
  PermissionFlagsBits.ManageMessages,
  PermissionFlagsBits.SendMessages,
  PermissionFlagsBits.ViewChannel,
];
const permission = fc.constantFrom(...bits);
const permissions = fc.subarray(bits.slice(1)).chain((some) =>
  // An administrator now and then; with too many, nothing else would be tried.
  fc
    .integer({ min: 0, max: 9 })
    .map((dice) => String([...some, ...(dice === 0 ? bits.slice(0, 1) : [])].reduce((a, b) => a | b, 0n))),
);
const overwrite = fc.record({
  who: fc.oneof(
    fc.integer({ min: 0, max: 4 }).map((index) => ({ id: roleId(index), type: 0 })),
    fc.integer({ min: 0, max: 2 }).map((index) => ({ id: userId(index), type: 1 })),
    fc.constant({ id: guildId, type: 0 }),
  ),
  allow: permissions,
  deny: permissions,
});
const world = fc.record({
  everyone: permissions,
  // Equal positions occur: then the older role is above.
  roles: fc.array(
    fc.record({ position: fc.integer({ min: 1, max: 4 }), permissions, managed: fc.boolean() }),
    { minLength: 5, maxLength: 5 },
  ),
  members: fc.array(fc.subarray([0, 1, 2, 3, 4]), { minLength: 3, maxLength: 3 }),
  owner: fc.integer({ min: 0, max: 3 }),
  overwrites: fc.uniqueArray(overwrite, { selector: ({ who }) => who.id, maxLength: 5 }),
});

/** discord.js' own structures, made from what the gateway would send. */
async function discordOf({
  everyone,
  roles,
  members,
  owner,
  overwrites,
}: typeof world extends fc.Arbitrary<infer W> ? W : never) {
  const client = new Client({ intents: [] });
  const internals = client as unknown as {
    user: unknown;
    users: { _add(data: unknown): unknown };
    guilds: { _add(data: unknown): import('discord.js').Guild };
  };
  const user = (index: number) => ({
    id: userId(index),
    username: `user${index}`,
    discriminator: '0',
    avatar: null,
  });
  internals.user = internals.users._add({ ...user(0), bot: true });
  const role = (id: string, position: number, granted: string, managed: boolean) => ({
    id,
    name: id,
    color: 0,
    colors: { primary_color: 0 },
    hoist: false,
    position,
    permissions: granted,
    managed,
    mentionable: false,
    flags: 0,
  });
  const guild = internals.guilds._add({
    id: guildId,
    name: 'Guild',
    owner_id: owner === 3 ? '499999999999999999' : userId(owner),
    roles: [
      role(guildId, 0, everyone, false),
      ...roles.map((one, index) => role(roleId(index), one.position, one.permissions, one.managed)),
    ],
    members: members.map((held, index) => ({
      user: user(index),
      roles: held.map(roleId),
      joined_at: '2026-01-01T00:00:00.000Z',
      flags: 0,
    })),
    channels: [
      {
        id: channelId,
        type: ChannelType.GuildText,
        name: 'general',
        position: 0,
        guild_id: guildId,
        permission_overwrites: overwrites.map(({ who, allow, deny }) => ({ ...who, allow, deny })),
      },
    ],
    emojis: [],
    stickers: [],
    features: [],
    member_count: 3,
  });
  const directory = createDirectory(client, '1');
  const rules: GuildRules = { guildId, roles: new Map(directory.roles(guildId).map((one) => [one.id, one])) };
  const somebody = async (index: number): Promise<Somebody> => {
    const member = await directory.member(guildId, userId(index));
    if (!member) throw new Error('the member is cached');
    return member;
  };
  return { guild, directory, rules, somebody };
}

describe('permissions and hierarchy', () => {
  it('GIVEN any roles, positions, owners and overwrites THEN the rules say what discord.js says', async () => {
    await fc.assert(
      fc.asyncProperty(world, permission, async (given, asked) => {
        const { guild, directory, rules, somebody } = await discordOf(given);
        const [actor, target] = [await somebody(1), await somebody(2)];
        const members = guild.members.cache;
        const [one, other, me] = [members.get(userId(1)), members.get(userId(2)), members.get(botId)];
        const channel = guild.channels.cache.get(channelId);
        if (!one || !other || !me || !channel) throw new Error('the guild is complete');

        // What somebody holds, in the guild and in a channel.
        expect(hindranceOf(actor, { kind: 'guild' }, asked, rules) === undefined).toBe(
          one.permissions.has(asked),
        );
        const overwrites = directory.overwrites(guildId, channelId) ?? [];
        expect(hindranceOf(actor, { kind: 'channel', overwrites }, asked, rules) === undefined).toBe(
          channel.permissionsFor(one).has(asked),
        );
        expect(new PermissionsBitField(permissionsIn(actor, rules, overwrites)).has(asked)).toBe(
          channel.permissionsFor(one).has(asked),
        );

        // Who stands above whom.
        const isOwner = guild.ownerId === one.id;
        const above = one.roles.highest.comparePositionTo(other.roles.highest) > 0;
        const may = guild.ownerId !== other.id && (isOwner || (one.permissions.has(asked) && above));
        expect(hindranceOf(actor, { kind: 'member', member: target }, asked, rules) === undefined).toBe(may);

        // The bot, by discord.js' own getters.
        const bot = await somebody(0);
        const onTarget = (bit: bigint) =>
          hindranceOf(bot, { kind: 'member', member: target }, bit, rules) === undefined;
        expect(onTarget(PermissionFlagsBits.KickMembers)).toBe(other.kickable);
        expect(onTarget(PermissionFlagsBits.BanMembers)).toBe(other.bannable);
        expect(onTarget(PermissionFlagsBits.ModerateMembers)).toBe(other.moderatable);
        for (const role of guild.roles.cache.values()) {
          const view = rules.roles.get(role.id);
          if (!view || role.id === guildId) continue;
          const mine = hindranceOf(bot, { kind: 'role', role: view }, PermissionFlagsBits.ManageRoles, rules);
          // For an owner's bot discord.js still compares positions; Discord doesn't.
          if (guild.ownerId !== me.id) expect(mine === undefined).toBe(role.editable);
        }
      }),
      { numRuns: 2_500 },
    );
  });

  it('GIVEN anybody WHEN they would act on themselves THEN nothing lets them', () => {
    const self: Somebody = { userId: userId(1), isOwner: true, roleIds: [] };
    const rules: GuildRules = { guildId, roles: new Map() };
    expect(hindranceOf(self, { kind: 'member', member: self }, PermissionFlagsBits.KickMembers, rules)).toBe(
      'target_is_self',
    );
  });
});
