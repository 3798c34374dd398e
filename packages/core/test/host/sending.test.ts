import type { Context } from '@guildhall/sdk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { basics, definePlugin, type Stack, startStack } from './scene.ts';

let act: (ctx: Context) => Promise<unknown> = async () => undefined;
const plugin = (id: string) => {
  const contract = definePlugin({
    ...basics,
    id,
    needs: { 'messages.send': 'writes', 'direct.send': 'writes', 'channels.read': 'looks' },
  });
  return contract.build(
    contract.command({
      name: id,
      description: 'Acts',
      async run(ctx) {
        await act(ctx as unknown as Context);
        await ctx.reply('acted');
      },
    }),
  );
};

let stack: Stack;
beforeAll(async () => {
  stack = await startStack([plugin('herald'), plugin('crier')]);
});
afterAll(() => stack.close());

it('GIVEN a named message WHEN it is sent again THEN Discord makes no second one, and another plugin’s of that name is its own', async () => {
  const guild = stack.discord.guild('Named', { channels: ['general', 'news'] });
  await stack.idle();
  for (const id of ['herald', 'crier']) await stack.install(guild, id);
  const [general, news] = [guild.channel('general').id, guild.channel('news').id];
  const ids: string[] = [];
  act = async (ctx) => {
    const send = async (channel: string, once?: string) =>
      ids.push((await ctx.discord.send(channel, 'hear, hear', once ? { once } : {})).id);
    await send(general, 'first');
    await send(general, 'first');
    await send(general, 'second');
    await send(news, 'first');
    await send(general);
    await send(general);
  };
  const ana = guild.member('ana');
  await ana.run('/herald');
  expect(ids[1]).toBe(ids[0]);
  expect(new Set(ids).size).toBe(5);
  await ana.run('/crier');
  expect(new Set(ids).size).toBe(10);
});

it('GIVEN a name that is none THEN it is refused; a direct message takes one too, and a reply shows what it answers', async () => {
  const guild = stack.discord.guild('Replies', { channels: ['general'] });
  await stack.idle();
  await stack.install(guild, 'herald');
  const general = guild.channel('general').id;
  const ana = guild.member('ana');
  const question = await ana.in('general').say('who goes there?');
  const said: unknown[] = [];
  act = async (ctx) => {
    for (const once of ['', 'x'.repeat(101)]) {
      said.push(await ctx.discord.send(general, 'no', { once }).catch((error: unknown) => String(error)));
    }
    said.push((await ctx.discord.direct(ana.id, 'psst', { once: 'secret' }))?.id);
    said.push((await ctx.discord.direct(ana.id, 'psst', { once: 'secret' }))?.id);
    await ctx.discord.send(general, { content: 'a friend', replyTo: question.id });
    await ctx.discord.send(general, { content: 'to nobody', replyTo: '100000000000000000' });
  };
  await ana.run('/herald');
  expect(said[0]).toContain('1 to 100 characters');
  expect(said[1]).toContain('1 to 100 characters');
  expect(said[2]).toBe(said[3]);
  const texts = ana.in('general').messages();
  expect(texts.find(({ content }) => content === 'a friend')?.json).toMatchObject({
    message_reference: { message_id: question.id },
  });
  expect(texts.some(({ content }) => content === 'to nobody')).toBe(true);
});

it('GIVEN a channel that is gone WHEN a plugin writes there THEN it is told what Discord would say, and a look for it finds nothing', async () => {
  const guild = stack.discord.guild('Gone', { channels: ['general'] });
  await stack.idle();
  await stack.install(guild, 'herald');
  const gone = '100000000000000001';
  let refusal: unknown;
  let found: unknown = 'not asked';
  act = async (ctx) => {
    refusal = await ctx.discord.send(gone, 'anybody?').catch((error: unknown) => error);
    found = await ctx.discord.channel(gone);
  };
  await guild.member('ana').run('/herald');
  expect(refusal).toMatchObject({ code: 'DISCORD_REFUSAL', discordCode: 10_003, reason: 'TARGET_UNKNOWN' });
  expect(found).toBeUndefined();
});
