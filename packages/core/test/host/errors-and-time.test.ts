import { defineService, optional, PluginProblem } from '@guildhall/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, basics, definePlugin, type Stack, startStack, z } from './scene.ts';

const ran: string[] = [];

const faulty = definePlugin({ ...basics, id: 'faulty' });
const fail = faulty.command({
  name: 'fail',
  description: 'Fails',
  run: () => {
    throw new Error('boom');
  },
});
const blame = faulty.command({
  name: 'blame',
  description: 'Needs an admin',
  run: () => {
    throw new PluginProblem('ROLE_ABOVE_BOT', 'The role can’t be given.', 'Move the bot’s role up.');
  },
});
const late = faulty.command({
  name: 'late',
  description: 'Answers after 2.2 seconds',
  async run(ctx) {
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    await ctx.reply({ content: 'at last', ephemeral: true });
  },
});

const timed = definePlugin({ ...basics, id: 'timed' });
const hourly = timed.job('hourly', { every: '1 h' }, (ctx) => void ran.push(`hourly ${ctx.guild.name}`));
const remind = timed.job('remind', { input: z.object({ text: z.string() }) }, (_ctx, { text }) => {
  ran.push(text);
});
const schedule = timed.command({
  name: 'schedule',
  description: 'Schedules a reminder',
  async run(ctx) {
    await ctx.jobs.at({ in: '10 min' }, remind, { text: 'first' }, { key: 'one' });
    await ctx.jobs.at({ in: '20 min' }, remind, { text: 'second' }, { key: 'one' });
    await ctx.jobs.at({ in: '20 min' }, remind, { text: 'cancelled' }, { key: 'two' });
    await ctx.reply(String(await ctx.jobs.cancel(remind, 'two')));
  },
});

const bank = defineService('bank', { balance: { input: z.object({ userId: z.string() }), output: z.int() } });
const economy = definePlugin({ ...basics, id: 'bank', offers: bank });
const balance = economy.offer('balance', (_ctx, { userId }) => (userId === 'broken' ? 0.5 : 42));
const shop = definePlugin({ ...basics, id: 'shop', uses: () => ({ bank: optional(bank) }) });
const buy = shop.command({
  name: 'buy',
  description: 'Buys',
  options: { who: z.string().default('1').meta({ description: 'Who' }) },
  async run(ctx, { who }) {
    if (!ctx.use.bank) return ctx.reply('no bank');
    try {
      return await ctx.reply(String(await ctx.use.bank.balance({ userId: who })));
    } catch (error) {
      return ctx.reply((error as { code: string }).code);
    }
  },
});

describe('errors, jobs and services', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack([
      faulty.build(fail, blame, late),
      timed.build(hourly, remind, schedule),
      economy.build(balance),
      shop.build(buy),
    ]);
  });
  afterAll(async () => {
    expect(stack.discord.violations).toEqual([]);
    await stack.close();
  });
  const guildWith = async (name: string, ...plugins: string[]) => {
    const guild = stack.discord.guild(name, { channels: ['general'] });
    await stack.idle();
    for (const plugin of plugins) await stack.install(guild, plugin);
    return guild;
  };

  it('WHEN a handler throws THEN the member is told politely, the admin sees the problem, and after five the plugin rests', async () => {
    const guild = await guildWith('Faulty', 'faulty');
    const ana = guild.member('ana');
    const reply = await ana.run('/fail');
    expect(reply.content).toMatch(/Something went wrong.*Reference `[0-9a-f]{8}`/);
    expect(reply.ephemeral).toBe(true);
    for (let time = 0; time < 4; time++) await ana.run('/fail');
    expect((await ana.run('/fail')).content).toContain('short break');
    await stack.idle();
    const [installation] = await stack.host.installations.list(guild.id);
    expect(installation?.problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'HANDLER_FAILED', piece: 'command fail', count: 5 }),
        expect.objectContaining({ code: 'CIRCUIT_OPEN', count: 1 }),
      ]),
    );
    await stack.discord.advance('61s');
    expect((await ana.run('/fail')).content).toContain('Something went wrong');
    const problem = installation?.problems[0];
    await stack.host.installations.dismissProblem(guild.id, 'faulty', problem?.id ?? '', admin);
    await stack.idle();
    expect(
      (await stack.host.installations.get(guild.id, 'faulty'))?.problems.map(({ id }) => id),
    ).not.toContain(problem?.id);
  });

  it('what an admin must put right is shown with its own code and remedy, and is no crash', async () => {
    const guild = await guildWith('Blame', 'faulty');
    for (let time = 0; time < 6; time++) await guild.member('ana').run('/blame');
    await stack.idle();
    const [installation] = await stack.host.installations.list(guild.id);
    expect(installation?.problems).toMatchObject([
      { code: 'ROLE_ABOVE_BOT', remedy: 'Move the bot’s role up.', count: 6 },
    ]);
  });

  it('a slow handler still gets its answer through, as it meant it', async () => {
    const guild = await guildWith('Slow', 'faulty');
    const reply = await guild.member('ana').run('/late');
    expect(reply.deferred).toBe(true);
    await stack.idle();
    const [answer] = reply.followups.length > 0 ? reply.followups : [await reply.waitForFollowup()];
    expect(answer?.content).toBe('at last');
  });

  it('recurring jobs follow the clock, and stop while the plugin is off', async () => {
    const guild = await guildWith('Hourly', 'timed');
    ran.length = 0;
    await stack.discord.advance('61m');
    expect(ran).toEqual(['hourly Hourly']);
    await stack.host.installations.setEnabled(guild.id, 'timed', false, admin);
    await stack.discord.advance('3h');
    expect(ran).toEqual(['hourly Hourly']);
    await stack.host.installations.uninstall(guild.id, 'timed', admin);
  });

  it('a job that was asked for runs once, at its time, also across a restart; its key replaces and cancels', async () => {
    const guild = await guildWith('Remind', 'timed');
    ran.length = 0;
    expect((await guild.member('ana').run('/schedule')).content).toBe('true');
    await stack.discord.advance('15m');
    expect(ran).toEqual([]);
    await stack.restart();
    await stack.discord.advance('6m');
    await stack.idle();
    expect(ran).toEqual(['second']);
    await stack.discord.advance('10m');
    expect(ran).toEqual(['second']);
  });

  it('services of other plugins are called across their border, and may be absent', async () => {
    const guild = await guildWith('Shop', 'shop');
    const ana = guild.member('ana');
    expect((await ana.run('/buy')).content).toBe('no bank');
    await stack.install(guild, 'bank');
    expect((await ana.run('/buy')).content).toBe('42');
    expect((await ana.run('/buy', { who: 'broken' })).content).toBe('SERVICE_OUTPUT_INVALID');
  });
});
