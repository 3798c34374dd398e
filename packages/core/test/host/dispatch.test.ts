import { Events } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packetText } from '../../src/discord/packet-text.ts';
import { admin, basics, definePlugin, type Stack, startStack } from './scene.ts';

const raws: string[] = [];
const built: string[] = [];
const needs = { 'messages.read': 'counts', 'messages.send': 'answers' } as const;

const counter = definePlugin({ ...basics, id: 'counter', needs });
const count = counter.onRaw('MESSAGE_CREATE', async (ctx, message) => {
  await Promise.resolve();
  raws.push(`${ctx.guild.id}/${message.id}`);
});
const reader = definePlugin({ ...basics, id: 'reader', needs });
const read = reader.on('messageCreate', async (ctx, message) => {
  built.push(`${ctx.guild.id}/${message.id}/${message.author.username}`);
});

describe('dispatch', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack([counter.build(count), reader.build(read)]);
  });
  afterAll(async () => {
    expect(stack.discord.violations).toEqual([]);
    await stack.close();
  });

  it('GIVEN guilds with every mix of raw and structured handlers, changing while messages come THEN each handler hears each message of its guild exactly once', async () => {
    const guilds = ['none', 'raw', 'built', 'both'].map((name) =>
      stack.discord.guild(name, { channels: ['general'] }),
    );
    await stack.idle();
    const [none, raw, structured, both] = guilds;
    if (!none || !raw || !structured || !both) throw new Error('four guilds were made');
    await stack.install(raw, 'counter');
    await stack.install(structured, 'reader');
    await stack.install(both, 'counter');
    await stack.install(both, 'reader');
    const said = new Map<string, string[]>();
    let random = 7;
    for (let turn = 0; turn < 60; turn++) {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
      const guild = guilds[random % 4];
      if (!guild) continue;
      const message = await guild.member('ana').in('general').say(`message ${turn}`);
      said.set(guild.id, [...(said.get(guild.id) ?? []), message.id]);
      // A change in between, in another guild: decisions of frames under way must not change with it.
      if (turn % 20 === 19) {
        await stack.host.installations.setEnabled(structured.id, 'reader', false, admin);
        await stack.host.installations.setEnabled(structured.id, 'reader', true, admin);
      }
    }
    await stack.idle();
    const of = (guild: { id: string }) => said.get(guild.id) ?? [];
    expect(raws.sort()).toEqual(
      [...of(raw).map((id) => `${raw.id}/${id}`), ...of(both).map((id) => `${both.id}/${id}`)].sort(),
    );
    expect(built.sort()).toEqual(
      [
        ...of(structured).map((id) => `${structured.id}/${id}/ana`),
        ...of(both).map((id) => `${both.id}/${id}/ana`),
      ].sort(),
    );
    const frames = stack.observed.frames.filter((frame) => frame.type === 'MESSAGE_CREATE');
    expect(frames).toHaveLength(60);
    // discord.js built structures only where somebody wanted them.
    expect(frames.filter((frame) => frame.built)).toHaveLength(of(structured).length + of(both).length);
  });

  it('the sequence number of a frame is not committed before its handlers have settled', async () => {
    await stack.idle();
    await expect
      .poll(
        async () => {
          const shard = await stack.database.models.Shard.findOne({}).lean();
          return shard?.session?.seq;
        },
        { timeout: 5_000 },
      )
      .toBeGreaterThan(60);
  });

  it('GIVEN a bot that holds events back THEN they wait outside, and all come when it takes them in again', async () => {
    const guild = stack.discord.guild('Patient', { channels: ['general'] });
    const ana = guild.member('ana');
    await stack.idle();
    await stack.install(guild, 'counter');
    const heard = () => raws.filter((entry) => entry.startsWith(guild.id));
    stack.bot.tap.holdBack(true);
    const said = await Promise.all(Array.from({ length: 20 }, (_, n) => ana.in('general').say(`${n}`)));
    await stack.idle();
    expect(heard()).toEqual([]);
    stack.bot.tap.holdBack(false);
    await expect.poll(heard, { timeout: 10_000 }).toEqual(said.map(({ id }) => `${guild.id}/${id}`));
  });

  it('GIVEN a packet THEN the text that Discord sent is with it, for whoever passes it on', async () => {
    const name = 'Zażółć 🎉 "quoted"';
    const arrived = Promise.withResolvers<{ readonly [packetText]?: string; readonly d: unknown }>();
    const listener = (packet: { t: string; d: { name?: string } }) => {
      if (packet.t === 'GUILD_CREATE' && packet.d.name === name) arrived.resolve(packet);
    };
    stack.bot.client.on(Events.Raw as never, listener);
    stack.discord.guild(name, { channels: ['general'] });
    const packet = await arrived.promise;
    stack.bot.client.off(Events.Raw as never, listener);
    // discord.js notes there to which connection it belongs.
    expect(packet.d).toMatchObject(JSON.parse(packet[packetText] ?? '').d);
  });
});
