import { definePlugin, z } from '@guildhall/sdk';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGuild } from '../../../src/index.ts';
import sights from './src/index.ts';

const secret = 'the cake is a lie';

/** In the bot's own process, acting at the same moments. */
const neighbour = definePlugin({
  id: 'neighbour',
  name: 'Neighbour',
  description: 'A test.',
  category: 'fun',
  needs: { 'messages.read': 'hears', 'messages.send': 'answers' },
  config: { version: 1, schema: z.object({}) },
});
const echo = neighbour.onRaw('MESSAGE_CREATE', async (ctx, message) => {
  if (!message.author.bot) await ctx.discord.send(message.channel_id, `neighbour-${ctx.guild.id}`);
});

describe.for(['inline', 'sandboxed'] as const)('%s', (tier) => {
  let stage: Awaited<ReturnType<typeof startGuild>>;
  beforeAll(async () => {
    stage = await startGuild({ plugins: [sights, neighbour.build(echo)], tier });
  });
  afterAll(() => stage.close());
  const database = () => stage.guildhall.database.db();

  test('GIVEN a plugin that could send it away WHEN members write THEN no way leads to what they write, until an admin allows it', async () => {
    const heard = async () =>
      JSON.stringify(await database().collection('plugin_sights_heard').find().toArray());
    await stage.ana.in('general').say(secret);
    await stage.idle();
    expect(await heard()).toMatch(/raw \d+.*on \d+/);
    expect(await heard()).not.toContain(secret);
    const actor = { kind: 'system', reason: 'test' } as const;
    const { installations } = stage.guildhall;
    await installations.setSharesContent(stage.first.id, 'sights', true, actor);
    await stage.ana.in('general').say(`${secret}, allowed`);
    await stage.idle();
    expect((await heard()).split(`${secret}, allowed`).length, 'by every way').toBeGreaterThan(4);
    await installations.setSharesContent(stage.first.id, 'sights', false, actor);
    await stage.ana.in('general').say(`${secret}, no longer`);
    await stage.idle();
    expect(await heard()).not.toContain('no longer');
  });

  test('GIVEN guilds that ask for much at once WHEN calls wait and overtake each other THEN each is made in the name of its plugin and guild', async () => {
    const simulator = stage.guildhall.simulator;
    const bot = simulator?.application().id ?? '';
    const guilds = await Promise.all(
      ['Two', 'Three'].map(async (name) => {
        const guild = simulator?.guild(`${name} ${tier}`, { channels: ['general'] });
        if (!guild) throw new Error('startGuild runs on a simulator');
        return guild;
      }),
    );
    await stage.idle();
    for (const guild of guilds) {
      for (const pluginId of ['sights', 'neighbour']) {
        const manifestHash = stage.guildhall.catalogue.newest(pluginId)?.manifestHash ?? '';
        const actor = { kind: 'system', reason: 'test' } as const;
        await stage.guildhall.installations.install({ guildId: guild.id, pluginId, manifestHash, actor });
      }
    }
    await stage.idle();
    const everywhere = [stage.first, ...guilds];
    const explained = () =>
      database()
        .collection('explanations')
        .find({ kind: { $in: ['wrote', 'refused'] } })
        .toArray();
    let marks = 0;
    const order = fc.record({
      guild: fc.nat({ max: 2 }),
      act: fc.constantFrom('reply', 'send', 'edit'),
      wait: fc.nat({ max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 10 }), async (orders) => {
        const marked = orders.map((one) => ({ ...one, mark: `sights-${one.guild}-${++marks}` }));
        await Promise.all(
          everywhere.map(async (guild, index) => {
            const mine = marked.filter((one) => one.guild === index);
            if (mine.length === 0) return;
            const text = mine.map(({ act, wait, mark }) => `${act}:${wait}:${mark}`).join(' ');
            await guild.member('ana').in('general').say(`<@${bot}> ${text}`);
          }),
        );
        await stage.idle();
        for (const [index, guild] of everywhere.entries()) {
          const mine = marked.filter((one) => one.guild === index);
          const said = guild
            .member('ana')
            .in('general')
            .messages()
            .map(({ content }) => content);
          for (const { act, mark } of mine) {
            expect(said).toContain(act === 'edit' ? `${mark} again` : mark);
          }
          // Nothing of another guild's, of either plugin.
          const strangers = said.filter(
            (text) => /^sights-\d/.test(text) && !text.startsWith(`sights-${index}-`),
          );
          expect(strangers).toEqual([]);
          expect(
            said.filter((text) => text.startsWith('neighbour-') && text !== `neighbour-${guild.id}`),
          ).toEqual([]);
        }
      }),
      { numRuns: 6 },
    );
    // What was written down says who did it, and where.
    for (const { pluginId, guildId, channelId } of await explained()) {
      const guild = everywhere.find(({ id }) => id === guildId);
      expect(['sights', 'neighbour']).toContain(pluginId);
      expect(guild?.channel('general').id).toBe(channelId ?? guild?.channel('general').id);
    }
  });
});
