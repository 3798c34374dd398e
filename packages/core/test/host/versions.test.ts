import { describePlugin, type Plugin } from '@guildhall/sdk/host';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { consentDifference } from '../../src/installations/index.ts';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

/** The first version: counts what members say, in documents `{ who, count }`. */
function tallyOne() {
  const contract = definePlugin({
    ...basics,
    id: 'tally',
    config: { version: 1, schema: z.object({ greeting: z.string().default('hi') }) },
    data: {
      counts: { version: 1, schema: z.object({ who: z.string(), count: z.int() }), key: ['who'] },
      notes: { version: 1, schema: z.object({ text: z.string() }), key: ['text'] },
    },
  });
  return contract.build(
    contract.command({
      name: 'tally',
      description: 'one',
      options: { who: z.string().meta({ description: 'Who' }) },
      async run(ctx, { who }) {
        const row = await ctx.data.counts.findOneAndUpdate({ who }, { $inc: { count: 1 } }, { upsert: true });
        await ctx.reply(`one ${ctx.config.greeting} ${row?.count}`);
      },
    }),
  );
}

interface Options {
  readonly migrate?: (old: Record<string, unknown>) => Record<string, unknown>;
  readonly migrateConfig?: (old: unknown) => Record<string, unknown>;
  readonly needs?: Record<string, string>;
  readonly fails?: boolean;
}

/** The second: `{ member, total, since }`, and a configuration of its own. */
function tallyTwo(options: Options = {}) {
  const contract = definePlugin({
    ...basics,
    id: 'tally',
    needs: options.needs ?? {},
    config: {
      version: 2,
      schema: z.object({ salute: z.string() }),
      migrate: {
        2:
          options.migrateConfig ??
          ((old) => ({ salute: `${(old as { greeting?: string }).greeting ?? 'hi'}!` })),
      },
    },
    data: {
      counts: {
        version: 2,
        schema: z.object({ member: z.string(), total: z.int() }),
        key: ['member'],
        migrate: { 2: options.migrate ?? ((old) => ({ member: old.who, total: Number(old.count) * 10 })) },
      },
      notes: { version: 1, schema: z.object({ text: z.string() }), key: ['text'] },
    },
  });
  return contract.build(
    contract.command({
      name: 'tally',
      description: 'two',
      options: { who: z.string().meta({ description: 'Who' }) },
      async run(ctx, { who }) {
        if (options.fails) throw new Error('two is broken');
        const row = await ctx.data.counts.findOneAndUpdate(
          { member: who },
          { $inc: { total: 10 } },
          { upsert: true },
        );
        await ctx.reply(`two ${ctx.config.salute} ${row?.total}`);
      },
    }),
  );
}

let stack: Stack;
beforeAll(async () => {
  stack = await startStack([]);
});
afterAll(async () => {
  expect(stack.discord.violations).toEqual([]);
  await stack.close();
});

const add = (plugin: Plugin, version: string) =>
  stack.store.addInMemory(plugin, describePlugin(plugin, { package: 'test-tally', version }));

let guilds = 0;
let minor = 0;
/** A guild with the first version, in which two members have been counted. */
async function counted(greeting?: string) {
  const guild = stack.discord.guild(`Tally ${++guilds}`, { channels: ['general'] });
  await stack.idle();
  const first = add(tallyOne(), '1.0.0');
  await stack.host.installations.install({
    guildId: guild.id,
    pluginId: 'tally',
    hash: first.hash,
    manifestHash: first.manifestHash,
    actor: admin,
    ...(greeting === undefined ? {} : { values: { greeting } }),
  });
  const ana = guild.member('ana');
  const says = async (who: string) => (await ana.run('/tally', { who })).content;
  await says('ana');
  await says('ana');
  await says('bob');
  const key = { guildId: guild.id, pluginId: 'tally', actor: admin };
  const rows = async () =>
    (
      await stack.database
        .db()
        .collection('plugin_tally_counts')
        .find({ '_id.g': guild.id })
        .sort({ _id: 1 })
        .toArray()
    ).map(({ _id, ...row }) => row);
  return { guild, key, says, rows, get: () => stack.host.installations.get(guild.id, 'tally') };
}
const next = (plugin: Plugin) => add(plugin, `2.${++minor}.0`);
const originals = [
  { who: 'ana', count: 2 },
  { who: 'bob', count: 1 },
];

it('GIVEN two guilds that pin two versions THEN both run at once, each with its own', async () => {
  const [one, two] = [await counted(), await counted('yo')];
  const second = next(tallyTwo());
  const updated = await stack.host.installations.update({ ...two.key, toHash: second.hash });
  expect(updated).toMatchObject({ state: 'enabled', version: { version: second.version }, pinned: false });
  expect(await one.says('ana')).toBe('one hi 3');
  expect(await two.says('ana')).toBe('two yo! 30');
  expect(await one.get()).toMatchObject({ updateTo: second.version });
  await stack.restart();
  expect(await one.says('ana')).toBe('one hi 4');
  expect(await two.says('ana')).toBe('two yo! 40');
});

it('GIVEN an update with a configuration and a data migration WHEN it is rolled back THEN both are as they were', async () => {
  const { key, says, rows, get } = await counted('yo');
  const second = next(tallyTwo());
  await stack.host.installations.update({ ...key, version: second.version });
  expect(await rows()).toEqual([
    { member: 'ana', total: 20 },
    { member: 'bob', total: 10 },
  ]);
  expect(await get()).toMatchObject({
    rollbackTo: { version: '1.0.0' },
    config: { values: { salute: 'yo!' } },
  });
  await says('chloé');
  const back = await stack.host.installations.rollback(key);
  expect(back).toMatchObject({ state: 'enabled', pinned: true, version: { version: '1.0.0' } });
  expect(back.rollbackTo).toBeUndefined();
  expect(back.config.values).toEqual({ greeting: 'yo' });
  expect(await rows()).toEqual(originals);
  expect(await says('ana')).toBe('one yo 3');
  await expect(stack.host.installations.rollback(key)).rejects.toMatchObject({
    code: 'NOTHING_TO_ROLL_BACK',
  });
  const states = await stack.host.installations.transitions(key.guildId, 'tally', 20);
  expect(states.map(({ to, version }) => `${to} ${version}`)).toEqual([
    'enabled 1.0.0',
    `migrating ${second.version}`,
    `enabled ${second.version}`,
    'migrating 1.0.0',
    'updating 1.0.0',
    'enabled 1.0.0',
    'installing 1.0.0',
  ]);
});

it.each([
  [
    'a step that throws',
    { migrate: () => fail('no such thing') },
    /Step 2 of "counts" failed: no such thing/,
  ],
  [
    'a result that does not fit',
    { migrate: () => ({ member: 1, total: 1 }) },
    /does not fit "counts": member/,
  ],
  ['two documents that become one', { migrate: () => ({ member: 'x', total: 1 }) }, /the same key/],
  ['a configuration step that throws', { migrateConfig: () => fail('no config') }, /no config/],
] as [string, Options, RegExp][])(
  'GIVEN a failing migration (%s) THEN the former version goes on with its data, and says why',
  async (_, options, why) => {
    const { key, says, rows } = await counted();
    const bad = next(tallyTwo(options));
    const failed = await stack.host.installations.update({ ...key, toHash: bad.hash });
    expect(failed).toMatchObject({ state: 'rolled_back', version: { version: '1.0.0' } });
    expect(failed.problems).toMatchObject([{ code: 'UPDATE_FAILED', message: expect.stringMatching(why) }]);
    expect(await rows()).toEqual(originals);
    expect(await says('ana')).toBe('one hi 3');
    // Mended, it goes through, and the problem goes away.
    const good = next(tallyTwo());
    const updated = await stack.host.installations.update({ ...key, toHash: good.hash });
    expect(updated).toMatchObject({ state: 'enabled', problems: [] });
    expect(await says('ana')).toBe('two hi! 40');
  },
);

it('GIVEN a version that crashes after its update THEN the host takes it back by itself, and says so', async () => {
  const { key, says, rows, get } = await counted();
  const broken = next(tallyTwo({ fails: true }));
  await stack.host.installations.update({ ...key, toHash: broken.hash });
  for (let time = 0; time < 5; time++) await says('ana');
  await stack.idle();
  const back = await get();
  expect(back).toMatchObject({ state: 'rolled_back', version: { version: '1.0.0' }, pinned: true });
  expect(back?.problems.map(({ code }) => code)).toContain('UPDATE_CRASHED');
  expect(await rows()).toEqual(originals);
  expect(await says('ana')).toBe('one hi 3');
  expect(stack.observed.audit.at(-1)).toMatchObject({
    action: 'installation.rolled_back',
    actor: { kind: 'system', reason: 'crashes' },
  });
});

it('GIVEN nobody takes an update back for a day THEN it is confirmed and the originals are gone', async () => {
  const { key, rows, get } = await counted();
  const second = next(tallyTwo());
  await stack.host.installations.update({ ...key, toHash: second.hash });
  await stack.discord.clock.advance(25 * 60 * 60_000);
  await stack.idle();
  expect((await get())?.rollbackTo).toBeUndefined();
  expect(await rows()).toHaveLength(2);
  const kept = stack.database.db().collection('data_migrations');
  expect(await kept.find({ guildId: key.guildId }).toArray()).toEqual([]);
  // Going back would leave data that the first version can't read.
  const older = stack.host.installations.update({ ...key, version: '1.0.0' });
  await expect(older).rejects.toMatchObject({
    code: 'STATE_CONFLICT',
    message: expect.stringContaining('counts'),
  });
});

it('GIVEN a version that asks for more THEN consent is asked for just that', async () => {
  const { key, get } = await counted();
  const greedy = next(tallyTwo({ needs: { 'messages.send': 'posts' } }));
  const attempt = stack.host.installations.update({ ...key, toHash: greedy.hash });
  await expect(attempt).rejects.toMatchObject({
    code: 'CONSENT_REQUIRED',
    difference: { capabilities: [{ id: 'messages.send' }], intents: [], hosts: [] },
  });
  const wrong = stack.host.installations.update({ ...key, toHash: greedy.hash, manifestHash: 'another' });
  await expect(wrong).rejects.toMatchObject({ code: 'CONSENT_OUTDATED' });
  expect(await get()).toMatchObject({ state: 'enabled', version: { version: '1.0.0' } });
  const { manifestHash } = greedy;
  const updated = await stack.host.installations.update({ ...key, toHash: greedy.hash, manifestHash });
  expect(updated).toMatchObject({ state: 'enabled', consent: { manifestHash, userId: '1' } });
  const { manifest } = greedy;
  expect(consentDifference(manifest, manifest).required).toBe(false);
  expect(consentDifference(undefined, manifest).required).toBe(true);
});

it('GIVEN data of an earlier time WHEN a newer version is installed over them THEN they are migrated first', async () => {
  const { key, rows } = await counted();
  await stack.host.installations.uninstall(key.guildId, 'tally', admin);
  const second = next(tallyTwo());
  const installed = await stack.host.installations.install({
    ...key,
    hash: second.hash,
    manifestHash: second.manifestHash,
  });
  expect(installed).toMatchObject({ state: 'enabled', version: { version: second.version } });
  expect(await rows()).toEqual([
    { member: 'ana', total: 20 },
    { member: 'bob', total: 10 },
  ]);
});

it('GIVEN a plugin that fails, rests and fails again THEN it is put into quarantine, over restarts, until somebody enables it', async () => {
  const { key, says, get } = await counted();
  const broken = next(tallyTwo({ fails: true }));
  await stack.host.installations.update({ ...key, toHash: broken.hash });
  await stack.host.installations.confirmUpdate(key);
  for (let round = 0; round < 3; round++) {
    for (let time = 0; time < 5; time++) await says('ana');
    await stack.discord.clock.advance(61_000);
  }
  await stack.idle();
  expect(await get()).toMatchObject({ state: 'quarantined' });
  await stack.restart();
  const quarantined = await get();
  expect(quarantined).toMatchObject({ state: 'quarantined' });
  expect(quarantined?.problems.map(({ code }) => code)).toContain('QUARANTINED');
  const { state } = await stack.host.installations.setEnabled(key.guildId, 'tally', true, admin);
  expect(state).toBe('enabled');
});

it('GIVEN a version for another SDK THEN it is neither installed nor updated to', async () => {
  const { key } = await counted();
  const plugin = tallyTwo();
  const manifest = describePlugin(plugin, { package: 'test-tally', version: '9.0.0', sdk: '^99.0.0' });
  const future = stack.store.addInMemory(plugin, manifest);
  const attempt = stack.host.installations.update({ ...key, toHash: future.hash });
  await expect(attempt).rejects.toMatchObject({
    code: 'SDK_UNSUPPORTED',
    message: expect.stringMatching(/\^99\.0\.0.*this Guildhall has/),
  });
  const unknown = stack.host.installations.update({ ...key, version: '7.7.7' });
  await expect(unknown).rejects.toMatchObject({ code: 'VERSION_UNKNOWN' });
});

function fail(why: string): never {
  throw new Error(why);
}
