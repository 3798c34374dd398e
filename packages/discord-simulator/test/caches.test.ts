import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import { type Client, Events } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Closing, startBot, startDiscord } from './bots.ts';

/** A small seeded generator: the same scene each time. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

describe('sockets that are cut at random points', () => {
  const closing = new Closing();
  let discord: DiscordSimulator;
  let guild: VirtualGuild;
  let client: Client<true>;

  beforeAll(async () => {
    discord = await startDiscord(closing);
    guild = discord.guild('Torn', { roles: ['A', 'B'], channels: ['general'] });
    client = await startBot(closing, discord);
  });
  afterAll(() => closing.close());

  it('leave the client’s caches equal to the world', async () => {
    const pick = seeded(11);
    const heard: string[] = [];
    const said: string[] = [];
    client.on(Events.MessageCreate, (message) => void heard.push(message.content));
    for (let step = 0; step < 150; step++) {
      const member = guild.member(`m${pick(6)}`);
      switch (pick(7)) {
        case 0:
          await member.giveRole(pick(2) ? 'A' : 'B');
          break;
        case 1:
          await member.rename(`nick ${step}`);
          break;
        case 2:
          await member.leave();
          break;
        case 3:
          if (guild.channels.length < 12) guild.addChannel(`c${step}`);
          break;
        case 4:
          if (guild.roles.length < 12) guild.addRole({ name: `r${step}`, permissions: ['KickMembers'] });
          break;
        default:
          said.push(`m ${step}`);
          await member.in('general').say(`m ${step}`);
      }
      if (pick(25) === 0) {
        const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
        discord.faults.dropGateway();
        await resumed;
      }
    }
    await discord.idle();
    const known = client.guilds.cache.get(guild.id);
    expect(heard).toEqual(said);
    const inCache = [...(known?.members.cache.values() ?? [])].filter((it) =>
      guild.members.some((member) => member.id === it.id && member.name.startsWith('m')),
    );
    expect(
      inCache
        .map((it) => [it.id, it.nickname, [...it.roles.cache.keys()].filter((id) => id !== guild.id).sort()])
        .sort(),
    ).toEqual(
      guild.members
        .filter((member) => member.name.startsWith('m'))
        .map((member) => [member.id, member.nick, [...member.json.roles].sort()])
        .sort(),
    );
    expect([...(known?.channels.cache.keys() ?? [])].sort()).toEqual(
      guild.channels.map((it) => it.id).sort(),
    );
    expect([...(known?.roles.cache.keys() ?? [])].sort()).toEqual(guild.roles.map((it) => it.id).sort());
    expect(discord.violations).toEqual([]);
  });
});
