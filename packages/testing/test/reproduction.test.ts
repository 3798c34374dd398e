import { definePlugin, field, z } from '@guildhall/sdk';
import { expect, test } from 'vitest';
import { replayProblem, startGuild } from '../src/index.ts';

const fragile = (isMended: boolean) => {
  const plugin = definePlugin({
    id: 'fragile',
    name: 'Fragile',
    description: 'Breaks.',
    category: 'fun',
    needs: { 'messages.read': 'listens', 'messages.send': 'answers' },
    config: {
      version: 1,
      schema: z.object({ role: field.role().optional(), limit: z.int().default(3) }),
    },
  });
  return plugin.build(
    plugin.onRaw('MESSAGE_REACTION_ADD', (ctx, reaction) => {
      const holds = reaction.member?.roles.includes(String(ctx.config.role));
      if (!isMended && holds && reaction.emoji.name === '⭐') throw new Error('no stars from those');
    }),
    plugin.command({
      name: 'break',
      description: 'Breaks.',
      options: {
        who: field.member().meta({ description: 'Who.' }),
        what: z.string().meta({ description: 'What.' }),
      },
      run: (ctx, { what }) => {
        if (!isMended && what.length > 10) throw new Error(`too long: ${what}`);
        return ctx.reply('fine');
      },
    }),
  );
};

// Each of its stages is another Guildhall with a database of its own.
test('GIVEN a plugin that rests after errors WHEN its scene is played THEN it fails in the same way, and is mended by the mended version', async () => {
  const stage = await startGuild({ plugins: [fragile(false)] });
  const { guild, ana, bob } = await stage.guild({
    roles: ['Secret Society'],
    channels: ['the-lair'],
    config: (built) => ({ fragile: { role: built.role('Secret Society').id, limit: 5 } }),
  });
  await bob.giveRole('Secret Society');
  const message = await ana.in('the-lair').say('our password is swordfish 42');
  await stage.idle();
  await ana.react(message, '⭐');
  for (let n = 0; n < 5; n++) {
    await bob.react(message, '⭐');
    await stage.idle();
    await bob.unreact(message, '⭐');
    await stage.idle();
  }
  await stage.idle();
  const scene = await stage.guildhall.problemScene(guild.id, 'fragile');
  await stage.close();
  if (!scene) throw new Error('no scene was kept');

  const text = JSON.stringify(scene);
  for (const secret of [
    'Secret Society',
    'the-lair',
    'swordfish',
    'ana',
    'bob',
    guild.id,
    ana.id,
    bob.id,
    message.id,
  ]) {
    expect(text).not.toContain(secret);
  }
  expect(scene).toMatchObject({
    pluginId: 'fragile',
    problem: { code: 'HANDLER_FAILED', message: 'no stars from those', piece: 'onRaw MESSAGE_REACTION_ADD' },
    config: { role: { role: 'Role 1' }, limit: 5 },
  });

  const again = await replayProblem(fragile(false), scene);
  expect(again.skipped).toEqual([]);
  expect(again.problems).toContainEqual(
    expect.objectContaining({ code: 'HANDLER_FAILED', message: 'no stars from those' }),
  );
  expect((await replayProblem(fragile(true), scene)).problems).toEqual([]);
}, 90_000);

test('GIVEN commands that fail WHEN their scene is played THEN options keep their shape and errors quote no member', async () => {
  const stage = await startGuild({ plugins: [fragile(false)] });
  const { guild, ana, bob } = await stage.guild({ channels: ['general'] });
  for (let n = 0; n < 5; n++) await ana.run('/break', { who: bob, what: 'my bank code is 1234' });
  await stage.idle();
  const scene = await stage.guildhall.problemScene(guild.id, 'fragile');
  await stage.close();
  if (!scene) throw new Error('no scene was kept');
  expect(JSON.stringify(scene)).not.toMatch(/bank|1234/);
  const { problems, skipped } = await replayProblem(fragile(false), scene);
  expect(skipped).toEqual([]);
  expect(problems).toContainEqual(expect.objectContaining({ message: 'too long: xx xxxx xxxx xx 0000' }));
}, 90_000);

test('a scene of another plugin is refused', async () => {
  const scene = { format: 1, pluginId: 'other' } as never;
  await expect(replayProblem(fragile(false), scene)).rejects.toThrow(
    'This is a scene of "other", not of "fragile".',
  );
});
