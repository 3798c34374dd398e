import leveling from '@guildhall/plugin-leveling';
import { definePlugin, z } from '@guildhall/sdk';
import { startGuild, type VirtualMember } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import starboard from '../src/index.ts';
import { starboardService } from '../src/service.ts';

/** Another plugin, which asks for the most starred message. */
const asker = definePlugin({
  id: 'asker',
  name: 'Asker',
  description: 'Asks for stars.',
  category: 'tools',
  needs: {},
  uses: () => ({ starboard: starboardService }),
  config: { version: 1, schema: z.object({}) },
});
const ask = asker.command({
  name: 'ask',
  description: 'Ask',
  run: async (ctx) => ctx.reply(JSON.stringify(await ctx.use.starboard.top({ limit: 1 }))),
});

type Message = Parameters<VirtualMember['react']>[0];

let stage: Awaited<ReturnType<typeof startGuild>>;
beforeAll(async () => {
  stage = await startGuild({ plugins: [starboard, leveling, asker.build(ask)] });
});
afterAll(() => stage.close());

/** A guild with a starboard that takes two stars. */
async function scene(config: Record<string, unknown> = {}, installed = ['starboard', 'leveling', 'asker']) {
  const opened = await stage.guild({
    channels: ['general', 'starboard'],
    installed,
    config: (guild) => ({
      starboard: { channel: guild.channel('starboard').id, threshold: 2, ...config },
      leveling: { messageXp: { min: 100, max: 100 }, cooldown: 0 },
    }),
  });
  const { guild, ana } = opened;
  const chloe = guild.member('chloé');
  return { ...opened, chloe, dan: guild.member('dan'), board: () => ana.in('starboard').messages() };
}

async function star(message: Message, ...members: VirtualMember[]) {
  for (const member of members) await member.react(message, '⭐');
  await stage.idle();
}

test('GIVEN a threshold of two WHEN a second member stars THEN the message is posted, and kept up to date', async () => {
  const { ana, bob, chloe, dan, board } = await scene();
  const message = await ana.in('general').say('The cat is back!');
  await star(message, bob);
  expect(board()).toEqual([]);

  await star(message, chloe);
  const [post] = board();
  expect(post?.content).toContain('**2**');
  expect(post?.content).toContain(message.id);
  expect(post?.embeds[0]).toMatchObject({ description: 'The cat is back!' });

  await star(message, dan);
  expect(board()).toHaveLength(1);
  expect(board()[0]?.content).toContain('**3**');

  await dan.unreact(message, '⭐');
  await bob.unreact(message, '⭐');
  await stage.idle();
  expect(board(), 'one star is not enough').toEqual([]);
});

test('GIVEN two stars at the same moment WHEN they arrive THEN there is one post', async () => {
  const { ana, bob, chloe, dan, board } = await scene();
  const message = await ana.in('general').say('Look!');
  await Promise.all([bob, chloe, dan].map((member) => member.react(message, '⭐')));
  await stage.idle();
  expect(board()).toHaveLength(1);
  expect(board()[0]?.content).toContain('**3**');
});

test('GIVEN one’s own star, another emoji, or a star in the starboard WHEN it is given THEN it does not count', async () => {
  const { ana, bob, board } = await scene({ threshold: 1 });
  const message = await ana.in('general').say('Mine');
  await star(message, ana);
  await bob.react(message, '👍');
  await star(await ana.in('starboard').say('Here'), bob);
  expect(board()).toHaveLength(1);
  await star(message, bob);
  expect(board()).toHaveLength(2);
  expect(board()[1]?.content).toContain('**1**');
});

test('GIVEN a lowest level WHEN leveling is there THEN only members of that level may star; without it, everybody', async () => {
  const { ana, bob, chloe, board, uninstall } = await scene({ threshold: 1, minimumLevel: 1 });
  const message = await ana.in('general').say('Hello');
  await star(message, bob);
  expect(board(), 'Bob has level 0').toEqual([]);

  await chloe.in('general').say('One message is a level here');
  await stage.idle();
  await star(message, chloe);
  expect(board()[0]?.content).toContain('**1**');

  await uninstall('leveling');
  await bob.unreact(message, '⭐');
  await star(message, bob);
  expect(board()[0]?.content).toContain('**2**');
});

test('GIVEN a starred message WHEN it is deleted THEN its post goes with it', async () => {
  const { ana, bob, chloe, board } = await scene();
  const message = await ana.in('general').say('Oops');
  await star(message, bob, chloe);
  expect(board()).toHaveLength(1);
  await message.delete();
  await stage.idle();
  expect(board()).toEqual([]);
});

test('GIVEN starred messages WHEN Bob or another plugin asks for them THEN the most starred comes first', async () => {
  const { ana, bob, chloe, dan } = await scene();
  expect((await bob.run('/starboard')).content).toBe('No message has enough stars yet.');
  const good = await ana.in('general').say('Good');
  const best = await ana.in('general').say('Best');
  await star(good, bob, chloe);
  await star(best, bob, chloe, dan);
  const list = String((await bob.run('/starboard')).embeds[0]?.description);
  expect(list.indexOf(best.id)).toBeGreaterThan(-1);
  expect(list.indexOf(best.id)).toBeLessThan(list.indexOf(good.id));
  expect(JSON.parse((await bob.run('/ask')).content)).toMatchObject([{ messageId: best.id, stars: 3 }]);
});

test('GIVEN a bot that may not write in the starboard WHEN a message has enough stars THEN the admins are told what to do', async () => {
  const { guild, ana, bob, chloe, configure, installation } = await scene();
  const closed = guild.addChannel({
    name: 'closed',
    overwrites: [{ for: { id: stage.discord.application().botUser.id }, deny: ['SendMessages'] }],
  });
  await configure('starboard', { channel: closed.id, threshold: 2 });
  await star(await ana.in('general').say('Lost'), bob, chloe);
  expect((await installation('starboard'))?.problems).toMatchObject([
    { code: 'BOARD_CLOSED', remedy: expect.stringContaining('Let the bot see') },
  ]);
});
