import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RestBudget } from '../../src/discord/broker/rest-budget.ts';
import { basics, definePlugin, type Stack, startStack } from './scene.ts';

const noisy = definePlugin({ ...basics, id: 'noisy', needs: { 'messages.send': 'talks' } });
let refused: unknown;
let through = 0;
const flood = noisy.command({
  name: 'flood',
  description: 'Sends too much',
  async run(ctx) {
    await ctx.reply('on it');
    // Answers cost nothing of what is counted below.
    for (let answer = 0; answer < 5; answer++) await ctx.followUp({ content: 'yes', ephemeral: true });
    const { interaction } = ctx;
    try {
      for (let call = 0; call < 310; call++) {
        if (interaction.channel && 'sendTyping' in interaction.channel)
          await interaction.channel.sendTyping();
        through++;
      }
    } catch (error) {
      refused = error;
    }
  },
});
const calm = noisy.command({ name: 'calm', description: 'Answers', run: (ctx) => ctx.reply('calm') });

let stack: Stack;
beforeAll(async () => {
  stack = await startStack([noisy.build(flood, calm)]);
});
afterAll(() => stack.close());

it('GIVEN a plugin that calls Discord without end THEN it is stopped, members still get answers, and admins see it once', async () => {
  const guild = stack.discord.guild('Noise', { channels: ['general'] });
  await stack.idle();
  await stack.install(guild, 'noisy');
  const ana = guild.member('ana');
  await ana.run('/flood');
  await stack.idle();
  expect(refused).toMatchObject({ reason: 'BUDGET_SPENT', remedy: expect.stringContaining('seconds') });
  expect(through, 'calls in a minute').toBe(300);
  expect((await ana.run('/calm')).content).toBe('calm');
  const installed = await stack.host.installations.get(guild.id, 'noisy');
  expect(installed?.problems).toMatchObject([{ code: 'BUDGET_SPENT', count: 1 }]);
}, 30_000);

it('a budget never lets more through than it says, in any window that it counts', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(20_000), { maxLength: 200 }),
      fc.integer({ min: 1, max: 20 }),
      (steps, most) => {
        let now = 0;
        const budget = new RestBudget(most, { now: () => now });
        let windowStart = 0;
        let through = 0;
        for (const step of steps) {
          now += step;
          const wait = budget.spend('p', 'g');
          if (wait > 0) {
            expect(through).toBe(most);
            expect(wait).toBeLessThanOrEqual(60_000);
            continue;
          }
          if (through === 0 || now - windowStart >= 60_000) {
            windowStart = now;
            through = 0;
          }
          through++;
          expect(through).toBeLessThanOrEqual(most);
        }
        now += 60_000;
        expect(budget.spend('p', 'g')).toBe(0);
      },
    ),
  );
});

it('GIVEN safe mode THEN no plugin runs, what is installed is still there, and switching it off works', async () => {
  const guild = stack.discord.guild('Safe', { channels: ['general'] });
  await stack.idle();
  await stack.install(guild, 'noisy');
  stack.safeMode = true;
  await stack.restart();
  const names = () =>
    guild
      .member('ana')
      .commands()
      .map(({ name }) => name);
  expect(stack.host.leaks()).toMatchObject({ live: 0, entries: 0, listeners: 0 });
  expect(names()).not.toContain('calm');
  expect(names()).toContain('help');
  expect(await stack.host.installations.get(guild.id, 'noisy')).toMatchObject({ state: 'enabled' });
  const other = stack.discord.guild('Safe too', { channels: ['general'] });
  await stack.idle();
  await stack.install(other, 'noisy');
  expect(stack.host.leaks().live).toBe(0);
  await stack.host.installations.setEnabled(guild.id, 'noisy', false, { kind: 'system', reason: 'test' });
  stack.safeMode = false;
  await stack.restart();
  expect(names()).not.toContain('calm');
  expect((await other.member('ana').run('/calm')).content).toBe('calm');
});

it('GIVEN an admin who renames a command THEN members call it so, also after a restart, and no name is given twice', async () => {
  const guild = stack.discord.guild('Names', { channels: ['general'] });
  await stack.idle();
  await stack.install(guild, 'noisy');
  const actor = { kind: 'system', reason: 'test' } as const;
  const rename = (command: string, alias: string | null) =>
    stack.host.installations.setCommandAlias(guild.id, 'noisy', command, alias, actor);
  const names = () =>
    guild
      .member('ana')
      .commands()
      .map(({ name }) => name);
  expect(await rename('calm', 'still')).toMatchObject({ aliases: { calm: 'still' } });
  expect((await guild.member('ana').run('/still')).content).toBe('calm');
  await stack.restart();
  expect(names()).toContain('still');
  expect(names()).not.toContain('calm');
  await expect(rename('flood', 'still')).rejects.toMatchObject({ code: 'STATE_CONFLICT' });
  await expect(rename('flood', 'help')).rejects.toMatchObject({ code: 'STATE_CONFLICT' });
  await expect(rename('flood', 'Not This')).rejects.toMatchObject({ code: 'STATE_CONFLICT' });
  await expect(rename('missing', 'x')).rejects.toMatchObject({ code: 'STATE_CONFLICT' });
  await rename('calm', null);
  expect(names()).toContain('calm');
  const { creations } = await stack.host.commandsOf(guild.id);
  expect(creations).toMatchObject({ used: expect.any(Number), limit: 200, resetsAt: expect.any(Date) });
  expect(creations.used).toBeGreaterThanOrEqual(6);
});

it('GIVEN a day with room for one command more THEN that one is written today, and the rest tomorrow by itself', async () => {
  const guild = stack.discord.guild('Worn out', { channels: ['general'] });
  await stack.idle();
  await stack.database.models.CommandSet.updateOne(
    { guildId: guild.id },
    { $set: { creations: { since: new Date(stack.discord.clock.now()), count: 199 } } },
  );
  await stack.install(guild, 'noisy');
  const states = async () =>
    (await stack.host.commandsOf(guild.id)).items
      .filter(({ pluginId }) => pluginId === 'noisy')
      .map(({ name, state }) => `${name} ${state}`);
  const today = await stack.host.commandsOf(guild.id);
  expect(today.error).toMatch(/200 commands a day in a server\. 1 more are written after /);
  expect(today.creations).toMatchObject({ used: 200 });
  expect(await states()).toEqual(['flood synced', 'calm planned']);
  const ana = guild.member('ana');
  expect(ana.commands().map(({ name }) => name)).toContain('flood');
  await stack.discord.clock.advance(25 * 60 * 60_000);
  await stack.idle();
  expect(await states()).toEqual(['flood synced', 'calm synced']);
  expect((await stack.host.commandsOf(guild.id)).error).toBeUndefined();
  expect((await ana.run('/calm')).content).toBe('calm');
  expect(stack.discord.violations).toEqual([]);
});

it('GIVEN Discord has counted more than we have THEN what exists stays, and the new follows the next day', async () => {
  const guild = stack.discord.guild('Counted', { channels: ['general'] });
  await stack.idle();
  const { application } = stack.discord.world.tables;
  const record = application.get(stack.bot.applicationId) ?? expect.fail();
  const full = { since: stack.discord.clock.now(), count: 200 };
  application.put({ ...record, command_creations: { ...record.command_creations, [guild.id]: full } });
  await stack.install(guild, 'noisy');
  await stack.idle();
  const commands = await stack.host.commandsOf(guild.id);
  expect(commands.creations.used).toBe(200);
  expect(commands.error).toMatch(/2 more are written after/);
  const ana = guild.member('ana');
  expect(ana.commands().map(({ name }) => name)).toEqual(expect.arrayContaining(['help', 'why']));
  await stack.discord.clock.advance(25 * 60 * 60_000);
  await stack.idle();
  expect((await ana.run('/calm')).content).toBe('calm');
});
