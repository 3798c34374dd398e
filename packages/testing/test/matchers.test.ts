import '../src/matchers.ts';
import { definePlugin, z } from '@guildhall/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stage, startGuild } from '../src/index.ts';

const talker = definePlugin({
  id: 'talker',
  name: 'Talker',
  description: 'Talks.',
  category: 'fun',
  needs: { 'messages.send': 'talks' },
  config: { version: 1, schema: z.object({}) },
});
const form = talker.modal('form', {
  title: 'Tell me',
  fields: { text: { label: 'Text' } },
  run: (ctx) => ctx.reply('thanks'),
});
const plugin = talker.build(
  form,
  talker.command({
    name: 'talk',
    description: 'Talks.',
    async run(ctx) {
      await ctx.discord.send(ctx.channelId, {
        embeds: [{ title: 'News', fields: [{ name: 'one', value: 'two' }] }],
      });
      await ctx.reply({ content: 'I have talked', ephemeral: true });
    },
  }),
  talker.command({ name: 'ask', description: 'Asks.', run: (ctx) => ctx.showModal(form.with({})) }),
  talker.command({
    name: 'fail',
    description: 'Fails.',
    run: () => {
      throw new Error('on purpose');
    },
  }),
);

let stage: Stage;
beforeAll(async () => {
  stage = await startGuild({ plugins: [plugin] });
});
afterAll(() => stage.close());

test('matchers pass where it is so, and say what there is where it is not', async () => {
  const scene = await stage.guild({ roles: ['Regular'], channels: ['general'] });
  const { ana, bob } = scene;
  await ana.giveRole('Regular');
  const reply = await ana.in('general').run('/talk');
  expect(reply).toReply('talked', { ephemeral: true });
  expect(reply).not.toReply(/shouted/);
  expect(() => expect(reply).toReply('shouted')).toThrow('it says "I have talked"');
  expect(() => expect(reply).toReply('talked', { ephemeral: false })).toThrow('seen by everyone');
  expect(ana.in('general')).toHaveSent('two');
  expect(() => expect(ana.in('general')).toHaveSent('three')).toThrow('- News\none\ntwo');
  expect(await ana.run('/ask')).toOpenModal('Tell');
  expect(() => expect(reply).toOpenModal()).toThrow('the answer was "I have talked"');
  expect(ana).toHaveRole('Regular');
  expect(() => expect(bob).toHaveRole('Regular')).toThrow('bob to have the role "Regular"; they have none');
  await expect(bob.run('/dance')).toBeRefused('unknown-command');
  await expect(bob.run('/talk')).not.toBeRefused();
  await expect(expect(bob.run('/talk')).toBeRefused()).rejects.toThrow('they could do it');
  await expect(expect(bob.run('/dance')).toBeRefused('not-a-member')).rejects.toThrow('no command "dance"');
  expect(bob).not.toBeTimedOut();
  await bob.timeout('5m');
  expect(bob).toBeTimedOut();
  await expect(scene).toHaveNoProblems('talker');
  await ana.run('/fail');
  await stage.idle();
  await expect(expect(scene).toHaveNoProblems('talker')).rejects.toThrow('on purpose');
});
