import {
  CannotDo,
  createDiscord,
  type DiscordSimulator,
  type Stage,
  startGuild,
  VirtualMember,
} from '@guildhall/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ModerationContext } from '../src/contract.ts';
import { moderation } from '../src/contract.ts';
import { decide } from '../src/decision/decide.ts';
import * as answers from '../src/service-answers.ts';

/** How many guilds are made up, and how many questions are asked in each. */
const guilds = 8;
const questions = 12_500;
const memberCount = 24;
const roleCount = 8;

const deeds = ['kick', 'ban', 'timeout'] as const;
type Deed = (typeof deeds)[number];
type Who = (typeof people)[number];
const people = Array.from({ length: memberCount }, (_, index) => `member-${index}`);

const spec = fc.record({
  roles: fc.array(
    fc.record({
      permissions: fc.oneof(
        { weight: 6, arbitrary: fc.subarray(['KickMembers', 'BanMembers', 'ModerateMembers'] as const) },
        { weight: 1, arbitrary: fc.constant(['Administrator'] as const) },
      ),
      /** Some share a position: then the older one is above. */
      position: fc.integer({ min: 1, max: 6 }),
    }),
    { minLength: roleCount, maxLength: roleCount },
  ),
  held: fc.array(
    fc.subarray(
      Array.from({ length: roleCount }, (_, index) => index),
      { maxLength: 3 },
    ),
    {
      minLength: memberCount,
      maxLength: memberCount,
    },
  ),
  timedOut: fc.array(
    fc.nat({ max: 9 }).map((dice) => dice === 0),
    { minLength: memberCount, maxLength: memberCount },
  ),
  botPosition: fc.integer({ min: 1, max: 8 }),
  botPermissions: fc.subarray(['KickMembers', 'BanMembers', 'ModerateMembers'] as const, { minLength: 2 }),
});
type Spec = typeof spec extends fc.Arbitrary<infer S> ? S : never;

const contexts = new Map<string, ModerationContext>();
const listening = moderation.build(
  moderation.setup((ctx) => {
    contexts.set(ctx.guild.id, ctx);
  }),
  ...Object.values(answers),
);

let stage: Stage;
/** A Discord of its own, in which everything is tried in earnest and undone. */
let trial: DiscordSimulator;

beforeAll(async () => {
  stage = await startGuild({ plugins: [listening], tier: 'inline' });
  trial = await createDiscord({ limits: 'off' });
  trial.application({ name: 'Guildhall' });
});
afterAll(async () => {
  await trial.close();
  await stage.close();
});

test('GIVEN 100,000 actors, targets and deeds at random THEN the decision is what Discord would have done', async () => {
  let allowed = 0;
  let asked = 0;
  const wrong: string[] = [];
  for (const [index, given] of fc.sample(spec, guilds).entries()) {
    const opened = await stage.guild({
      roles: rolesOf(given),
      install: [...given.botPermissions, 'ViewChannel', 'ManageRoles'],
      channels: ['general'],
    });
    const here = populate(stage.discord, opened.guild, given);
    await stage.idle();
    const elsewhere = populate(
      trial,
      trial.guild(`Trial ${index}`, {
        roles: rolesOf(given),
        install: [...given.botPermissions, 'ViewChannel', 'ManageRoles'],
        channels: ['general'],
      }),
      given,
    );
    const ctx = contexts.get(opened.guild.id);
    if (!ctx) throw new Error('the plugin is live');
    const verdicts = new Verdicts(trial, elsewhere);
    const question = fc.record({
      actor: fc.constantFrom(...people, 'owner'),
      target: fc.constantFrom(...people, 'owner', 'bot'),
      deed: fc.constantFrom(...deeds),
    });
    for (const { actor, target, deed } of fc.sample(question, questions)) {
      asked += 1;
      const refusal = await decide(ctx, { actorId: here.id(actor), targetId: here.id(target), deed });
      const may = (await verdicts.may(actor, target, deed)) && (await verdicts.may('bot', target, deed));
      if (may) allowed += 1;
      if ((refusal === undefined) !== may) {
        wrong.push(
          `guild ${index}: ${actor} ${deed} ${target}: ${refusal ?? 'allowed'}, Discord says ${may}`,
        );
      }
    }
  }
  expect(wrong.slice(0, 10)).toEqual([]);
  expect(asked).toBe(100_000);
  // Neither answer is so rare that it proves nothing.
  expect(allowed / asked).toBeGreaterThan(0.02);
  expect(allowed / asked).toBeLessThan(0.9);
}, 120_000);

function rolesOf({ roles }: Spec) {
  return roles.map(({ permissions }, index) => ({ name: `role-${index}`, permissions: [...permissions] }));
}

type Guild = ReturnType<DiscordSimulator['guild']>;

/** Makes the guild what the spec says; in both Discords the same. */
function populate(discord: DiscordSimulator, guild: Guild, given: Spec) {
  const { world } = discord;
  const botId = guild.application().bot_user_id;
  const move = (id: string, position: number) => {
    const before = world.tables.role.get(id);
    if (!before) throw new Error(`there is no role ${id}`);
    world.emit({ type: 'roleUpdate', role: world.tables.role.put({ ...before, position }), before });
  };
  for (const [index, { position }] of given.roles.entries()) move(guild.role(`role-${index}`).id, position);
  const botRole = world.tables.role.by('guild', guild.id).find(({ managed }) => managed);
  if (botRole) move(botRole.id, given.botPosition);
  const members = new Map(
    people.map((name, index) => [
      name,
      guild.member(name, { roles: (given.held[index] ?? []).map((role) => `role-${role}`) }),
    ]),
  );
  members.set('owner', guild.owner);
  members.set('bot', new VirtualMember(world, guild, botId));
  for (const [index, name] of people.entries()) {
    const member = members.get(name);
    const held = (given.held[index] ?? []).some((role) =>
      [...(given.roles[role]?.permissions ?? [])].includes('Administrator'),
    );
    // Discord times no administrators out.
    if (given.timedOut[index] && member && !held) void member.timeout('7d');
  }
  const of = (name: Who) => {
    const member = members.get(name);
    if (!member) throw new Error(`${name} is not there`);
    return member;
  };
  return { of, id: (name: Who) => of(name).id, guildId: guild.id };
}

/** What Discord lets somebody do, found out by doing it and putting everything back. Each is tried once. */
class Verdicts {
  readonly #known = new Map<string, boolean>();
  readonly #discord: DiscordSimulator;
  readonly #guild: ReturnType<typeof populate>;

  constructor(discord: DiscordSimulator, guild: ReturnType<typeof populate>) {
    this.#discord = discord;
    this.#guild = guild;
  }

  async may(actor: Who, target: Who, deed: Deed): Promise<boolean> {
    // Kicked, it would leave with its role, and whoever orders it is refused by the bot.
    if (target === 'bot') return false;
    const key = `${actor} ${deed} ${target}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const may = await this.#try(actor, target, deed);
    this.#known.set(key, may);
    return may;
  }

  async #try(actor: Who, target: Who, deed: Deed): Promise<boolean> {
    const { tables } = this.#discord.world;
    const [by, whom] = [this.#guild.of(actor), this.#guild.of(target)];
    const key = `${this.#guild.guildId}:${whom.id}`;
    const before = tables.member.by('guild', this.#guild.guildId).find(({ user_id }) => user_id === whom.id);
    if (!before) throw new Error(`${target} is a member`);
    try {
      await attempt(by, whom, deed);
      return true;
    } catch (error) {
      if (!(error instanceof CannotDo)) throw error;
      return false;
    } finally {
      tables.ban.delete(key);
      tables.member.put(before);
    }
  }
}

function attempt(by: VirtualMember, whom: VirtualMember, deed: Deed): Promise<void> {
  if (deed === 'kick') return whom.kick(by);
  return deed === 'ban' ? whom.ban(by) : whom.timeout('1h', by);
}
