import type { VirtualGuild, VirtualMessage } from '@guildhall/discord-simulator';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectCachesEqualWorld } from './caches-equal-world.ts';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const needs = { 'messages.read': 'counts', 'voice.read': 'counts' } as const;
const config = { version: 1, schema: z.object({ tag: z.int().default(0) }) };
const calls: string[] = [];
const note = (plugin: string, event: string, guildId: string, id: string) =>
  void calls.push(`${plugin} ${event} ${guildId} ${id}`);

const payloads = definePlugin({ ...basics, id: 'payloads', needs, config });
const payloadsPlugin = payloads.build(
  payloads.onRaw('MESSAGE_CREATE', (ctx, message) => note('payloads', 'said', ctx.guild.id, message.id)),
  payloads.onRaw('MESSAGE_UPDATE', async (ctx, message) => {
    await Promise.resolve();
    note('payloads', 'edited', ctx.guild.id, message.id);
  }),
  payloads.onRaw('MESSAGE_DELETE', (ctx, message) => note('payloads', 'deleted', ctx.guild.id, message.id)),
  payloads.onRaw('MESSAGE_REACTION_ADD', (ctx, reaction) =>
    note('payloads', 'reacted', ctx.guild.id, reaction.message_id),
  ),
  payloads.onRaw('VOICE_STATE_UPDATE', (ctx, state) =>
    note('payloads', 'moved', ctx.guild.id, state.user_id),
  ),
);
const built = definePlugin({ ...basics, id: 'built', needs, config });
const builtPlugin = built.build(
  built.on('messageCreate', async (ctx, message) => {
    await Promise.resolve();
    note('built', 'said', ctx.guild.id, message.id);
  }),
  built.on('messageUpdate', (ctx, _before, after) => note('built', 'edited', ctx.guild.id, after.id)),
  built.on('messageDelete', (ctx, message) => note('built', 'deleted', ctx.guild.id, message.id)),
  built.on('messageReactionAdd', (ctx, reaction) =>
    note('built', 'reacted', ctx.guild.id, reaction.message.id),
  ),
  built.on('voiceStateUpdate', (ctx, _before, after) => note('built', 'moved', ctx.guild.id, after.id)),
);
const plugins = ['payloads', 'built'] as const;
type PluginId = (typeof plugins)[number];

/** What happens in one of three guilds; changes of installations happen while members of another one go on talking. */
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('talk'),
      guild: fc.nat(2),
      messages: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('edit', 'delete', 'react'),
      guild: fc.nat(2),
      which: fc.nat(20),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('voice'), guild: fc.nat(2), enter: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('channel', 'role'), guild: fc.nat(2), add: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('toggle', 'configure'),
      guild: fc.nat(2),
      plugin: fc.constantFrom(...plugins),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('drop', 'reconnect', 'identify') }) },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

describe('dispatch', () => {
  let stack: Stack;
  let lobby: VirtualGuild;
  let rounds = 0;
  beforeAll(async () => {
    stack = await startStack([payloadsPlugin, builtPlugin]);
    lobby = stack.discord.guild('Lobby', { channels: ['general'] });
    await stack.idle();
    await stack.install(lobby, 'payloads');
  });
  afterAll(async () => {
    expect(stack.discord.violations).toEqual([]);
    await stack.close();
  });

  /** One run: three new guilds, what is installed there, and what each handler must have heard. */
  const newRound = async () => {
    const guilds = ['one', 'two', 'three'].map((name) =>
      stack.discord.guild(`${name} ${++rounds}`, { channels: ['general', { name: 'stage', type: 'voice' }] }),
    );
    await stack.idle();
    const installed = guilds.map(() => new Set<PluginId>());
    const messages: VirtualMessage[][] = guilds.map(() => []);
    const expected: string[] = [];
    const guildAt = (index: number) => {
      const guild = guilds[index];
      if (!guild) throw new Error('three guilds were made');
      return guild;
    };
    const expectCalls = (index: number, event: string, id: string) => {
      for (const plugin of installed[index] ?? [])
        expected.push(`${plugin} ${event} ${guildAt(index).id} ${id}`);
    };
    const talk = async (index: number, count: number) => {
      for (let turn = 0; turn < count; turn++) {
        const message = await guildAt(index).member('ana').in('general').say(`message ${turn}`);
        messages[index]?.push(message);
        expectCalls(index, 'said', message.id);
      }
    };
    const change = async (index: number, plugin: PluginId, kind: string) => {
      const guild = guildAt(index);
      const has = installed[index]?.has(plugin) === true;
      const { installations } = stack.host;
      if (kind === 'configure' && has) {
        const revision = (await installations.get(guild.id, plugin))?.revision ?? 0;
        await installations.configure(guild.id, plugin, { tag: revision }, revision, admin, 'en');
      } else if (has) {
        await installations.uninstall(guild.id, plugin, admin);
        installed[index]?.delete(plugin);
      } else {
        await stack.install(guild, plugin);
        installed[index]?.add(plugin);
      }
    };
    const play = async (one: Act): Promise<void> => {
      switch (one.kind) {
        case 'talk':
          return talk(one.guild, one.messages);
        case 'toggle':
        case 'configure':
          // What is under way in the guild itself may fall on either side of a change; elsewhere it must not.
          await connected();
          await Promise.all([change(one.guild, one.plugin, one.kind), talk((one.guild + 1) % 3, 3)]);
          return;
        case 'voice': {
          const bob = guildAt(one.guild).member('bob');
          const channelId = stack.discord.world.tables.voiceState.get(`${guildAt(one.guild).id}:${bob.id}`);
          if (one.enter === (channelId !== undefined)) return;
          await (one.enter ? bob.voice.join('stage') : bob.voice.leave());
          expectCalls(one.guild, 'moved', bob.id);
          return;
        }
        case 'channel':
        case 'role':
          if (one.kind === 'channel') guildAt(one.guild).addChannel(`room-${++rounds}`);
          else guildAt(one.guild).addRole(`Role ${++rounds}`);
          return;
        case 'drop':
          // What is said before the connection is back comes with it.
          return stack.discord.faults.dropGateway();
        case 'reconnect':
          return stack.discord.faults.reconnect();
        case 'identify':
          await connected();
          stack.discord.faults.invalidSession(false);
          // Discord tells a new session nothing of what was before it.
          return connected();
        default: {
          const said = messages[one.guild] ?? [];
          const message = said[one.which % Math.max(1, said.length)];
          if (!message?.exists) return;
          if (one.kind === 'edit') await message.edit(`edited ${++rounds}`);
          else if (one.kind === 'delete') await message.delete();
          else await guildAt(one.guild).member(`fan ${++rounds}`).react(message, '👍');
          expectCalls(
            one.guild,
            { edit: 'edited', delete: 'deleted', react: 'reacted' }[one.kind],
            message.id,
          );
        }
      }
    };
    return { play, expected };
  };

  /**
   * Until a message that was said now has come through: with it, everything before. A session that is made anew hears of
   * none that was said before it: then another one is said.
   */
  const connected = async () => {
    const say = async () =>
      `payloads said ${lobby.id} ${(await lobby.member('ana').in('general').say('?')).id}`;
    let last = await say();
    await expect
      .poll(
        async () => {
          const heard = calls.includes(last);
          if (!heard) last = await say();
          return heard;
        },
        { timeout: 20_000, interval: 100 },
      )
      .toBe(true);
    await stack.idle();
  };
  const heard = () => calls.filter((call) => !call.includes(lobby.id)).sort();

  it('GIVEN any mix of raw and structured handlers, reconnects, installs and changes of configuration THEN each handler hears each frame of its guild once, and caches equal the world', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 8, maxLength: 20 }), async (acts) => {
        calls.length = 0;
        const { play, expected } = await newRound();
        for (const one of acts) await play(one);
        await connected();
        expect(heard()).toEqual(expected.toSorted());
        expectCachesEqualWorld(stack);
      }),
      { numRuns: 6, endOnFailure: true },
    );
  }, 120_000);

  it('GIVEN a message that was never built WHEN it is reacted to, edited and deleted THEN ordinary handlers hear of it', async () => {
    const { play, expected } = await newRound();
    calls.length = 0;
    for (const one of [
      { kind: 'toggle', guild: 0, plugin: 'payloads' },
      { kind: 'talk', guild: 0, messages: 2 },
      { kind: 'toggle', guild: 0, plugin: 'built' },
      { kind: 'react', guild: 0, which: 0 },
      { kind: 'edit', guild: 0, which: 0 },
      { kind: 'delete', guild: 0, which: 1 },
    ] as Act[])
      await play(one);
    await connected();
    expect(heard()).toEqual(expected.toSorted());
    expect(
      heard()
        .filter((call) => call.startsWith('built'))
        .map((call) => call.split(' ')[1]),
    ).toEqual(expect.arrayContaining(['reacted', 'edited', 'deleted']));
    expect(heard()).not.toContainEqual(expect.stringMatching(/^built said/));
  });
});
