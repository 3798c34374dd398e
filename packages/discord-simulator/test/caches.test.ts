import type { DiscordSimulator, VirtualGuild, VirtualMember } from '@guildhall/discord-simulator';
import { type Client, Events } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { giveRole, joinGuild, removeRole, setPinned } from '../src/world/actions/index.ts';
import { seeded } from '../src/world/seeded.ts';
import { Closing, startBot, startDiscord } from './bots.ts';
import { cachedGuild, trueGuild } from './caches-of-client.ts';

const runs = 200;
/** Worlds that are played side by side: a client that reconnects mostly waits. */
const together = 40;
const steps = 50;

interface Scene {
  discord: DiscordSimulator;
  guild: VirtualGuild;
  client: Client<true>;
  /** The same scene each time. */
  pick: (below: number) => number;
}

describe('sockets that are cut at random points during load', () => {
  it(`leave the client’s caches equal to the world, in ${runs} seeded runs`, async () => {
    const wrong: { seed: number; cached: unknown; truth: unknown }[] = [];
    let cuts = 0;
    for (let first = 1; first <= runs; first += together) {
      const seeds = Array.from({ length: Math.min(together, runs - first + 1) }, (_, index) => first + index);
      await Promise.all(
        seeds.map(async (seed) => {
          const closing = new Closing();
          try {
            const scene = await open(closing, seed);
            const cutHere = await play(scene);
            cuts += cutHere;
            const cached = cachedGuild(scene.client, scene.guild.id);
            const truth = trueGuild(scene.discord, scene.guild, scene.client.user.id);
            if (JSON.stringify(cached) !== JSON.stringify(truth)) wrong.push({ seed, cached, truth });
            expect(scene.discord.violations).toEqual([]);
          } finally {
            await closing.close();
          }
        }),
      );
    }
    expect(wrong[0]?.cached, `seed ${wrong[0]?.seed}, and ${wrong.length} in all`).toEqual(wrong[0]?.truth);
    expect(cuts).toBeGreaterThan(runs);
  }, 180_000);
});

async function open(closing: Closing, seed: number): Promise<Scene> {
  // What is checked here is what clients make of the events; their form is checked everywhere else.
  const discord = await startDiscord(closing, { seed, validate: false });
  const guild = discord.guild('Torn', {
    roles: ['A', 'B'],
    channels: ['general', { name: 'Voice', type: 'voice' }],
  });
  for (let index = 0; index < 6; index++) guild.member(`m${index}`);
  const client = await startBot(closing, discord);
  await client.guilds.cache.get(guild.id)?.members.fetch();
  return { discord, guild, client, pick: seeded(seed) };
}

/** Plays a scene's steps; cuts the socket now and then, and does not wait for it to come back. */
async function play(scene: Scene): Promise<number> {
  const { discord, client, pick } = scene;
  let cuts = 0;
  for (let step = 0; step < steps; step++) {
    await act(scene, step);
    if (pick(20) === 0 && discord.isConnected(client.application.id)) {
      cuts += 1;
      const back = new Promise((resolve) => client.once(Events.ShardResume, resolve));
      if (pick(3) === 0) discord.faults.reconnect();
      else discord.faults.dropGateway();
      // Now and then it is back before the load goes on; else it misses more.
      if (pick(4) === 0) await back;
    }
    // Lets frames out, so that cuts fall between any two of them.
    if (pick(4) === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await heardOf(scene);
  return cuts;
}

/** Until the client is back and has heard the last word: events come in order, so all before it have come too. */
async function heardOf({ discord, guild, client }: Scene): Promise<void> {
  const word = `last word ${guild.id}`;
  const heard = new Promise<void>((resolve) => {
    client.on(Events.MessageCreate, (message) => {
      if (message.content === word) resolve();
    });
  });
  await guild.owner.in('general').say(word);
  await heard;
  await discord.idle();
}

async function act({ discord, guild, pick }: Scene, step: number): Promise<void> {
  const { world } = discord;
  const owner = { userId: guild.owner.id };
  const member: VirtualMember = guild.member(`m${pick(6)}`);
  const general = guild.owner.in('general');
  const said = general.messages().filter((it) => !it.content.startsWith('started'));
  const some = said[pick(Math.max(1, said.length))];
  switch (pick(15)) {
    case 0: {
      const role = guild.role(pick(2) ? 'A' : 'B');
      if (member.roles.includes(role.name)) removeRole(world, owner, guild.id, member.id, role.id);
      else giveRole(world, owner, guild.id, member.id, role.id);
      return;
    }
    case 1:
      return member.rename(`nick ${step}`);
    case 2:
      await member.leave();
      if (pick(2)) joinGuild(world, guild.id, member.id);
      return;
    case 3:
      if (guild.channels.length < 12)
        guild.addChannel({ name: `c${step}`, overwrites: [{ for: 'A', deny: ['SendMessages'] }] });
      return;
    case 4:
      if (guild.roles.length < 12) guild.addRole({ name: `r${step}`, permissions: ['KickMembers'] });
      return;
    case 5:
      if (some) await guild.owner.delete(some);
      return;
    case 6:
      if (some) await guild.owner.react(some, pick(2) ? '👍' : '🎉');
      return;
    case 7:
      if (some) setPinned(world, owner, guild.channel('general').id, some.id, pick(2) === 0);
      return;
    case 8:
      // Who is timed out may not enter.
      if (member.timedOutUntil) return;
      return pick(3) ? member.voice.join('Voice') : member.voice.leave();
    case 9:
      return member.timeout(pick(2) ? '5min' : null);
    case 10:
      if (guild.channels.length < 12) guild.addEmoji(`e${step}`);
      return;
    default:
      await general.say(`m ${step}`);
  }
}
