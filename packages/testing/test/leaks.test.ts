import { createServer, type Server } from 'node:net';
import { definePlugin, z } from '@guildhall/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stage, StageNotCleanError, startGuild } from '../src/index.ts';

const untidy = definePlugin({
  id: 'untidy',
  name: 'Untidy',
  description: 'Leaves things lying about.',
  category: 'fun',
  needs: {},
  config: { version: 1, schema: z.object({}) },
});
let server: Server | undefined;
let timer: NodeJS.Timeout | undefined;
const later = untidy.job('later', { input: z.object({}) }, () => {});
const plugin = untidy.build(
  later,
  untidy.command({
    name: 'tidy',
    description: 'Clears up when it is switched off.',
    async run(ctx) {
      const ticking = setInterval(() => {}, 60_000);
      ctx.signal.addEventListener('abort', () => clearInterval(ticking));
      await ctx.jobs.at({ in: '24 h' }, later, {});
      await ctx.reply('tidy');
    },
  }),
  untidy.command({
    name: 'tick',
    description: 'Starts a timer for ever.',
    async run(ctx) {
      timer = setInterval(() => {}, 60_000);
      await ctx.reply('tick');
    },
  }),
  untidy.command({
    name: 'serve',
    description: 'Opens a port.',
    async run(ctx) {
      await new Promise<void>((resolve) => {
        server = createServer().listen(0, '127.0.0.1', resolve);
      });
      await ctx.reply('open');
    },
  }),
);

let stage: Stage;
beforeAll(async () => {
  stage = await startGuild({ plugins: [plugin] });
});
afterAll(() => stage.close());

describe('what plugins leave behind', () => {
  test('GIVEN a plugin that clears up WHEN it is uninstalled THEN nothing is left', async () => {
    const { ana, uninstall } = await stage.guild();
    await ana.run('/tidy');
    await uninstall('untidy');
    expect(await stage.leaks()).toEqual([]);
  });

  test('GIVEN a timer and a server WHEN the plugin is switched off THEN both are named', async () => {
    const { ana, guild, setEnabled } = await stage.guild();
    await ana.run('/tick');
    await ana.run('/serve');
    // While it is switched on they are its own affair.
    expect(await stage.leaks()).toEqual([]);
    await setEnabled('untidy', false);
    const leaks = await stage.leaks();
    expect(leaks.map(({ kind }) => kind).sort()).toEqual(['server', 'timer']);
    for (const leak of leaks) expect(leak).toMatchObject({ pluginId: 'untidy', guildId: guild.id });
    expect(leaks.find(({ kind }) => kind === 'timer')?.what).toContain('leaks.test.ts');
    clearInterval(timer);
    await new Promise((resolve) => server?.close(resolve));
    expect(await stage.leaks()).toEqual([]);
  });

  test('GIVEN a job of a plugin that is gone WHEN somebody looks THEN it is named', async () => {
    const { ana, guild, setEnabled } = await stage.guild();
    await ana.run('/tidy');
    await setEnabled('untidy', false);
    const jobs = stage.guildhall.database.db().collection('jobs');
    await jobs.updateMany({ guildId: guild.id }, { $set: { paused: false } });
    expect(await stage.leaks()).toMatchObject([{ kind: 'job', pluginId: 'untidy', guildId: guild.id }]);
    await jobs.deleteMany({ guildId: guild.id });
  });
});

test('GIVEN things left lying about WHEN the stage is closed THEN it says which, and what Discord refused', async () => {
  const other = await startGuild({ plugins: [plugin] });
  await other.ana.run('/tick');
  const heard = () => {};
  process.on('warning', heard);
  await fetch(`${other.discord.api}/v10/nowhere`);
  expect(other.violations()).toMatchObject([{ kind: 'route-not-simulated', where: 'GET /nowhere' }]);
  const failure = await other.close().catch((error: unknown) => error);
  process.off('warning', heard);
  clearInterval(timer);
  expect(failure).toBeInstanceOf(StageNotCleanError);
  const { leaks, violations, message } = failure as StageNotCleanError;
  expect(leaks.map(({ kind }) => kind).sort()).toEqual(['listener', 'timer']);
  expect(violations).toHaveLength(1);
  expect(message).toMatch(/timer of untidy: .*leaks\.test\.ts/);
});
