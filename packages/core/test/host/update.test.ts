import { afterAll, beforeAll, expect, it } from 'vitest';
import { admin, basics, definePlugin, manifestOf, type Stack, startStack, z } from './scene.ts';

/** Versions of one plugin that answer differently. */
function version(answer: string, config = z.object({}), configVersion = 1) {
  const contract = definePlugin({
    ...basics,
    id: 'oracle',
    config: {
      version: configVersion,
      schema: config,
      ...(configVersion === 2 && { migrate: { 2: () => ({ depth: 3 }) } }),
    },
  });
  return contract.build(
    contract.command({ name: 'ask', description: answer, run: (ctx) => ctx.reply(answer) }),
  );
}

let stack: Stack;
beforeAll(async () => {
  stack = await startStack([version('first')]);
});
afterAll(async () => {
  expect(stack.discord.violations).toEqual([]);
  await stack.close();
});

/** How often the bot has signed on to the gateway so far. */
const identifies = () =>
  stack.discord.traffic
    .entries()
    .filter((entry) => entry.kind === 'gateway' && entry.direction === 'in' && entry.op === 2).length;

let guilds = 0;
async function playing() {
  const guild = stack.discord.guild(`Guild ${++guilds}`, { channels: ['general'] });
  await stack.idle();
  stack.store.addInMemory(version('first'), manifestOf(version('first')));
  await stack.install(guild, 'oracle');
  const update = () =>
    stack.host.installations.update({
      guildId: guild.id,
      pluginId: 'oracle',
      manifestHash: stack.store.catalogue.newest('oracle')?.manifestHash ?? '',
      actor: admin,
    });
  return { guild, ana: guild.member('ana'), update };
}

it('GIVEN a newer version WHEN an admin updates THEN the next command is answered by it, on the same connection', async () => {
  const { ana, update } = await playing();
  expect((await ana.run('/ask')).content).toBe('first');
  const before = identifies();
  const second = version('second');
  stack.store.addInMemory(second, manifestOf(second));
  expect((await ana.run('/ask')).content).toBe('first');
  expect(await update()).toMatchObject({ state: 'enabled', config: { number: 1 } });
  expect((await ana.run('/ask')).content).toBe('second');
  expect(identifies()).toBe(before);
  expect(stack.observed.audit.map((entry) => entry.action)).toContain('installation.updated');
  const { revision } = await update();
  expect((await update()).revision, 'nothing to do').toBe(revision);
});

it('GIVEN a newer version with a configuration of its own WHEN it is updated THEN the configuration is migrated', async () => {
  const { update } = await playing();
  const third = version('third', z.object({ depth: z.int() }), 2);
  stack.store.addInMemory(third, manifestOf(third));
  expect(await update()).toMatchObject({ config: { number: 2, values: { depth: 3 } } });
});

it('GIVEN a newer version that the configuration does not fit WHEN it is updated THEN the former goes on', async () => {
  const { ana, update } = await playing();
  const bad = version('bad', z.object({ mood: z.string() }));
  stack.store.addInMemory(bad, manifestOf(bad));
  await expect(update()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  expect((await ana.run('/ask')).content).toBe('first');
});

it('GIVEN a consent to something else WHEN it is updated THEN it is refused', async () => {
  const { guild } = await playing();
  const fourth = version('fourth');
  stack.store.addInMemory(fourth, manifestOf(fourth));
  const request = { guildId: guild.id, pluginId: 'oracle', manifestHash: 'another', actor: admin };
  await expect(stack.host.installations.update(request)).rejects.toMatchObject({ code: 'CONSENT_OUTDATED' });
});
