import { describePlugin } from '@guildhall/sdk/host';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const schema = z.object({ id: z.string(), name: z.string(), n: z.int().default(0) });

/** A collection of things; what is unique and indexed in it differs from version to version. */
function version(rules: { unique?: ['name'][]; indexes?: ('name' | 'n')[][] }) {
  const contract = definePlugin({
    ...basics,
    id: 'things',
    data: { things: { version: 1, schema, key: ['id'], ...rules } },
  });
  return contract.build(
    contract.command({
      name: 'add',
      description: 'Adds',
      options: { id: z.string().meta({ description: 'Id' }), name: z.string().meta({ description: 'Name' }) },
      async run(ctx, { id, name }) {
        try {
          await ctx.data.things.insertOne({ id, name, n: 0 });
          const [row] = await ctx.data.things.aggregate([{ $match: { id } }]);
          await ctx.reply(`${Object.keys({ ...(await ctx.data.things.findOne({ id })), ...row })}`);
        } catch (error) {
          await ctx.reply((error as { code: string }).code);
        }
      },
    }),
    contract.command({
      name: 'rename',
      description: 'Renames',
      options: { id: z.string().meta({ description: 'Id' }), name: z.string().meta({ description: 'Name' }) },
      async run(ctx, { id, name }) {
        await ctx.data.things.updateOne({ id }, { $set: { name } }, { upsert: true }).then(
          () => ctx.reply('renamed'),
          (error: { code: string }) => ctx.reply(error.code),
        );
      },
    }),
  );
}

let stack: Stack;
beforeAll(async () => {
  stack = await startStack([]);
});
afterAll(() => stack.close());

it('GIVEN two versions of which one wants unique names WHEN guilds use them at once THEN each is held to its own rules', async () => {
  const add = (plugin: ReturnType<typeof version>, number: string) =>
    stack.store.addInMemory(plugin, describePlugin(plugin, { package: 'test-things', version: number }));
  const loose = add(version({ indexes: [['n']] }), '1.0.0');
  const strict = add(version({ unique: [['name']] }), '2.0.0');
  const join = async (name: string, { hash, manifestHash }: typeof loose) => {
    const guild = stack.discord.guild(name, { channels: ['general'] });
    await stack.idle();
    const of = { guildId: guild.id, pluginId: 'things', actor: admin };
    await stack.host.installations.install({ ...of, hash, manifestHash });
    const ana = guild.member('ana');
    return {
      of,
      add: async (id: string, thing: string) => (await ana.run('/add', { id, name: thing })).content,
      rename: async (id: string, thing: string) => (await ana.run('/rename', { id, name: thing })).content,
    };
  };
  const indexes = async () =>
    (await stack.database.db().collection('plugin_things_things').indexes())
      .map(({ name }) => name)
      .toSorted();
  const free = await join('Free', loose);
  const tidy = await join('Tidy', strict);

  // Nothing of the host's own is in what a plugin reads.
  expect(await free.add('1', 'cup')).toBe('id,name,n');
  expect(await free.add('2', 'cup')).toBe('id,name,n');
  expect(await tidy.add('1', 'cup')).toBe('id,name,n');
  expect(await tidy.add('2', 'cup')).toBe('DUPLICATE_KEY');
  expect(await tidy.add('2', 'pot')).toBe('id,name,n');
  expect(await tidy.rename('2', 'cup')).toBe('DUPLICATE_KEY');
  expect(await tidy.rename('3', 'cup')).toBe('DUPLICATE_KEY');
  expect(await indexes()).toEqual([
    '_id.g_1',
    '_id.g_1_n_1',
    '_id.g_1_name_1',
    '_id_',
    expect.stringMatching(/^unique_/),
  ]);

  // To a version whose rule the data break: refused, with a problem, and as it was.
  const back = await stack.host.installations.update({ ...free.of, toHash: strict.hash });
  expect(back).toMatchObject({ state: 'rolled_back', version: { version: '1.0.0' } });
  expect(back.problems).toEqual([
    expect.objectContaining({
      code: 'UPDATE_FAILED',
      message: expect.stringContaining('have the same name'),
    }),
  ]);
  expect(await free.add('3', 'cup')).toBe('id,name,n');

  // To one without the rule: it holds there no more, and goes on to hold elsewhere.
  const other = await join('Other', strict);
  expect(await stack.host.installations.update({ ...tidy.of, toHash: loose.hash })).toMatchObject({
    state: 'enabled',
  });
  expect(await tidy.add('9', 'cup')).toBe('id,name,n');
  expect(await other.add('1', 'cup')).toBe('id,name,n');
  expect(await other.add('2', 'cup')).toBe('DUPLICATE_KEY');

  // Back to the stricter version, with doubles meanwhile: they stay, and an admin is told.
  const again = await stack.host.installations.rollback(tidy.of);
  expect(again).toMatchObject({ version: { version: '2.0.0' } });
  expect(again.problems).toEqual([expect.objectContaining({ code: 'DATA_NOT_UNIQUE' })]);
  expect(await tidy.add('10', 'cup')).toBe('DUPLICATE_KEY');

  // What an uninstalled plugin has kept is looked at before a stricter version finds it.
  await stack.host.installations.uninstall(free.of.guildId, 'things', admin);
  await expect(
    stack.host.installations.install({ ...free.of, hash: strict.hash, manifestHash: strict.manifestHash }),
  ).rejects.toMatchObject({ code: 'STATE_CONFLICT', message: expect.stringContaining('have the same name') });

  // An index stays as long as any guild could need it, and is dropped then.
  await stack.host.installations.update({ ...other.of, toHash: loose.hash });
  await stack.host.installations.confirmUpdate(other.of);
  expect(await indexes()).toContainEqual(expect.stringMatching(/^unique_/));
  await stack.host.installations.update({ ...tidy.of, toHash: loose.hash });
  await stack.host.installations.confirmUpdate(tidy.of);
  await stack.discord.clock.advance(1);
  await stack.idle();
  expect(await indexes()).toContainEqual(expect.stringMatching(/^unique_/));
  // The refused installation is of the strict version until its data are deleted.
  await stack.discord.clock.advance(31 * 24 * 60 * 60_000);
  await stack.idle();
  expect(await indexes()).toEqual(['_id.g_1', '_id.g_1_n_1', '_id_']);
}, 30_000);
