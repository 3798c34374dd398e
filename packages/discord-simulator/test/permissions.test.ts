import type { DiscordSimulator } from '@guildhall/discord-simulator';
import type { Client } from 'discord.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissionsInChannel } from '../src/world/access.ts';
import type { Role } from '../src/world/entities.ts';
import { newRole } from '../src/world/new-entities.ts';
import {
  allPermissions,
  applyOverwrites,
  guildPermissions,
  implied,
  P,
  type Subject,
} from '../src/world/permissions.ts';
import { Closing, startBot, startDiscord } from './bots.ts';

/** Small numbers of the bits that decide most, and now and then any of them. */
const deciding = [
  P.ViewChannel,
  P.SendMessages,
  P.ManageMessages,
  P.ManageRoles,
  P.AddReactions,
  P.Connect,
  P.KickMembers,
];
const bits = fc.oneof(
  { weight: 4, arbitrary: fc.subarray(deciding).map((list) => list.reduce((all, bit) => all | bit, 0n)) },
  {
    weight: 1,
    arbitrary: fc.bigInt(0n, allPermissions).map((value) => value & allPermissions & ~P.Administrator),
  },
);
const withAdmin = fc
  .tuple(bits, fc.integer({ min: 0, max: 19 }))
  .map(([value, n]) => (n === 0 ? value | P.Administrator : value));

describe('permissions', () => {
  const closing = new Closing();
  let discord: DiscordSimulator;
  let client: Client<true>;

  beforeAll(async () => {
    discord = await startDiscord(closing, { validate: false });
    client = await startBot(closing, discord);
  });
  afterAll(() => closing.close());

  it('are those that discord.js computes, on random worlds (≥ 100,000 pairs of member and channel)', async () => {
    let pairs = 0;
    const different: string[] = [];
    const everyone = 112;
    const rolesPerGuild = 8;
    const channelsPerGuild = 60;
    for (let round = 0; round < 15; round++) {
      const guild = discord.guild(`Random ${round}`, { channels: [] });
      const [values = []] = fc.sample(fc.array(withAdmin, { minLength: 4000, maxLength: 4000 }), {
        numRuns: 1,
        seed: 1000 + round,
      });
      const [picks = []] = fc.sample(fc.array(fc.nat(1_000_000), { minLength: 12_000, maxLength: 12_000 }), {
        numRuns: 1,
        seed: 2000 + round,
      });
      const value = () => values.pop() ?? 0n;
      const pick = (below: number) => (picks.pop() ?? 0) % below;
      const roles = Array.from({ length: rolesPerGuild }, (_, index) =>
        guild.addRole({ name: `r${index}`, permissions: value() & ~(pick(3) === 0 ? 0n : P.Administrator) }),
      );
      const members = Array.from({ length: everyone }, (_, index) =>
        guild.member(`m${round}-${index}`, {
          roles: roles.filter(() => pick(3) === 0).map((role) => role.name),
        }),
      );
      for (let index = 0; index < channelsPerGuild; index++) {
        const subjects = [
          '@everyone',
          ...roles.map((role) => role.name),
          ...members.map((member) => member.name),
        ];
        const overwrites = subjects
          .filter((_name, place) => pick(place <= rolesPerGuild ? 4 : 20) === 0)
          .map((name) => {
            const allow = value();
            return { for: name, allow: allow & ~P.Administrator, deny: value() & ~allow & ~P.Administrator };
          });
        guild.addChannel({ name: `c${index}`, overwrites });
      }
      await discord.idle();
      const known = client.guilds.cache.get(guild.id);
      if (!known) throw new Error('the client does not know the guild');
      await known.members.fetch();
      const everyoneRole = discord.world.tables.role.get(guild.id) as Role;
      const present = [...known.members.cache.values()].map((member) => {
        const subject: Subject = {
          userId: member.id,
          isOwner: known.ownerId === member.id,
          roleIds: member.roles.cache.filter((role) => role.id !== known.id).map((role) => role.id),
          timedOut: false,
        };
        const own = subject.roleIds.map((id) => discord.world.tables.role.get(id) as Role);
        return { member, subject, base: guildPermissions(subject, everyoneRole, own) };
      });
      for (const channel of known.channels.cache.values()) {
        const record = guild.channel(channel.id);
        for (const { member, subject, base } of present) {
          const theirs = channel.permissionsFor(member).bitfield;
          const ours = applyOverwrites(base, subject, guild.id, record.permission_overwrites);
          // What acts on the world is the same, less what Discord documents as implied and discord.js leaves out.
          const acting = permissionsInChannel(discord.world, member.id, record);
          if (
            (ours & allPermissions) !== (theirs & allPermissions) ||
            acting !== implied(theirs & allPermissions, subject, 'text')
          ) {
            different.push(`${member.displayName} in ${channel.name}: ${ours} or ${acting}, not ${theirs}`);
          }
          pairs += 1;
        }
      }
    }
    expect(different).toEqual([]);
    expect(pairs).toBeGreaterThanOrEqual(100_000);
  }, 60_000);

  it('follow every change at once: roles, overwrites, who has what, the owner, and time', async () => {
    const { world } = discord;
    const guild = discord.guild('Changing', { roles: ['A', 'B'], channels: ['general', 'other'] });
    const people = [guild.owner, ...['x', 'y', 'z'].map((name) => guild.member(`changing ${name}`))];
    const places = guild.channels;
    const roles = guild.roles.filter(({ managed }) => !managed).map(({ id }) => id);
    /** The algebra alone, without anything remembered. */
    const fresh = (userId: string, channelId: string): bigint => {
      const record = world.tables.guild.get(guild.id);
      const member = world.tables.member.get(`${guild.id}:${userId}`);
      if (!record || !member) return 0n;
      const until = member.communication_disabled_until;
      const who: Subject = {
        userId,
        isOwner: record.owner_id === userId,
        roleIds: member.roles,
        timedOut: until !== null && until > world.now(),
      };
      const own = member.roles.map((id) => guild.roleRecord({ id }));
      const base = guildPermissions(who, guild.roleRecord({ id: guild.id }), own);
      const overwrites = guild.channel(channelId).permission_overwrites;
      return implied(applyOverwrites(base, who, guild.id, overwrites), who, 'text');
    };
    const member = (who: number) => `${guild.id}:${people[who]?.id}`;
    const change = fc.oneof(
      fc.tuple(fc.nat(roles.length - 1), bits).map(([role, value]) => () => {
        world.tables.role.patch(roles[role] ?? '', { permissions: String(value) });
      }),
      fc.tuple(fc.nat(1), fc.nat(roles.length - 1), bits, bits).map(([place, role, allow, deny]) => () => {
        const overwrite = {
          id: roles[role] ?? '',
          type: 0 as const,
          allow: String(allow),
          deny: String(deny),
        };
        world.tables.channel.patch(places[place]?.id ?? '', { permission_overwrites: [overwrite] });
      }),
      fc.tuple(fc.nat(3), fc.subarray(roles)).map(([who, given]) => () => {
        world.tables.member.patch(member(who), { roles: given.filter((id) => id !== guild.id) });
      }),
      fc.nat(3).map((who) => () => {
        world.tables.guild.patch(guild.id, { owner_id: people[who]?.id ?? '' });
      }),
      fc.tuple(fc.nat(3), fc.boolean()).map(([who, silent]) => () => {
        const until = silent ? world.now() + 60_000 : null;
        world.tables.member.patch(member(who), { communication_disabled_until: until });
      }),
      fc.constant(() => discord.advance('2m')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
        for (const act of changes) {
          await act();
          for (const { id } of people)
            for (const place of places) {
              const now = permissionsInChannel(world, id, guild.channel(place.id));
              expect(now).toBe(fresh(id, place.id));
            }
        }
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  const subject: Subject = { userId: '1', isOwner: false, roleIds: [], timedOut: false };

  it('an owner has all, whatever is denied', () => {
    const everyone: Role = newRole({ id: '9', guild_id: '9', name: '@everyone', permissions: '0' });
    fc.assert(
      fc.property(bits, bits, (allow, deny) => {
        const owner = { ...subject, isOwner: true };
        const base = guildPermissions(owner, everyone, []);
        const overwrites = [{ id: '9', type: 0 as const, allow: String(allow), deny: String(deny) }];
        return implied(applyOverwrites(base, owner, '9', overwrites), owner, 'text') === allPermissions;
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('without VIEW_CHANNEL there is nothing, and who is timed out can only read', () => {
    fc.assert(
      fc.property(bits, (value) => {
        const blind = implied(value & ~P.ViewChannel, subject, 'text');
        const silent = implied(value, { ...subject, timedOut: true }, 'text');
        return blind === 0n && (silent & ~(P.ViewChannel | P.ReadMessageHistory)) === 0n;
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});
