import type { Context } from '@guildhall/sdk';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { basics, definePlugin, type Stack, startStack } from './scene.ts';

let act: (ctx: Context) => Promise<unknown> = async () => undefined;
const contract = definePlugin({ ...basics, id: 'greedy', needs: { 'messages.send': 'writes' } });
const greedy = contract.build(
  contract.command({
    name: 'greedy',
    description: 'Acts',
    async run(ctx) {
      await act(ctx as unknown as Context).catch(() => undefined);
      await ctx.reply('acted');
    },
  }),
);

let stack: Stack;
let guilds = 0;
beforeAll(async () => {
  stack = await startStack([greedy]);
});
beforeEach(() => void stack.observed.audit.splice(0));
afterAll(() => stack.close());

const scene = async () => {
  guilds += 1;
  const guild = stack.discord.guild(`Greedy ${guilds}`, { channels: ['general'] });
  await stack.idle();
  await stack.install(guild, 'greedy');
  const run = async (given: typeof act) => {
    act = given;
    await guild.member('ana').run('/greedy');
    await stack.idle();
  };
  const refusals = () =>
    stack.observed.audit.filter(
      ({ action, guildId }) => action === 'discord.refused' && guildId === guild.id,
    );
  return { guild, run, refusals };
};

it('GIVEN a call that is no business of the plugin WHEN it is refused THEN the guild’s audit log says which, reads too, once an hour', async () => {
  const { guild, run, refusals } = await scene();
  const other = stack.discord.guild('Other', { channels: ['general'] });
  await stack.idle();
  const trespass = async (ctx: Context) => {
    const { rest } = (await ctx.discord.guild()).client;
    await rest.get(`/channels/${other.channel('general').id}/messages`).catch(() => undefined);
    await ctx.discord.send(other.channel('general').id, 'hi');
  };
  await run(trespass);
  await run(trespass);
  const actor = { kind: 'plugin', pluginId: 'greedy' };
  expect(refusals()).toEqual([
    {
      guildId: guild.id,
      actor,
      action: 'discord.refused',
      target: 'GET /channels/{id}/messages',
      after: { code: 'CAPABILITY_MISSING' },
    },
    {
      guildId: guild.id,
      actor,
      action: 'discord.refused',
      target: 'POST /channels/{id}/messages',
      after: { code: 'FOREIGN_GUILD' },
    },
  ]);
  await stack.discord.advance('61m');
  await run(trespass);
  expect(refusals()).toHaveLength(4);
});

it('GIVEN hundreds of made-up routes WHEN they are refused THEN the log takes twenty of an hour, the last says so, and others’ are not crowded out', async () => {
  const { run, refusals } = await scene();
  const neighbour = await scene();
  await run(async (ctx) => {
    const { rest } = (await ctx.discord.guild()).client;
    for (let n = 0; n < 300; n += 1) await rest.get(`/made-up-${n}`).catch(() => undefined);
  });
  expect(refusals()).toHaveLength(20);
  expect(
    refusals().filter(({ after }) => (after as { moreIsNotRecorded?: boolean }).moreIsNotRecorded),
  ).toEqual([refusals().at(-1)]);
  await neighbour.run(async (ctx) => (await ctx.discord.guild()).client.rest.get('/users/@me/guilds'));
  expect(neighbour.refusals()).toHaveLength(1);
});

it('GIVEN a role or permission that the bot lacks WHEN Discord would refuse THEN that is no matter of trust', async () => {
  const { guild, run, refusals } = await scene();
  const closed = guild.addChannel({
    name: 'closed',
    overwrites: [{ for: { id: stack.discord.application().botUser.id }, deny: ['SendMessages'] }],
  });
  await stack.idle();
  await run(async (ctx) => ctx.discord.send(closed.id, 'hi'));
  expect(stack.observed.refused).toContainEqual({ pluginId: 'greedy', code: 'PERMISSION_MISSING' });
  expect(refusals()).toEqual([]);
});
