import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  createLogger,
  type GivenPlugin,
  type Guildhall,
  readSettings,
  startGuildhall,
} from '@guildhall/core';
import { definePlugin, z } from '@guildhall/sdk';
import { describePlugin, type Plugin } from '@guildhall/sdk/host';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser/launch-browser.ts';
import { install, signIn } from './browser/sign-in.ts';

/** Counts what it is asked to, in documents `{ who, count }`. */
function first(): Plugin {
  const contract = definePlugin({
    id: 'tally',
    name: 'Tally',
    description: 'Counts.',
    category: 'fun',
    needs: {},
    config: { version: 1, schema: z.object({ greeting: z.string().default('hi') }) },
    data: { counts: { version: 1, schema: z.object({ who: z.string(), count: z.int() }), key: ['who'] } },
  });
  return contract.build(
    contract.command({
      name: 'tally',
      description: 'Count',
      async run(ctx) {
        const row = await ctx.data.counts.findOneAndUpdate(
          { who: 'all' },
          { $inc: { count: 1 } },
          { upsert: true },
        );
        await ctx.reply(`one ${ctx.config.greeting} ${row?.count}`);
      },
    }),
  );
}

/** Another form of configuration and data, moved there by migrations that may fail. */
function later({ migrationFails = false, crashes = false } = {}): Plugin {
  const contract = definePlugin({
    id: 'tally',
    name: 'Tally',
    description: 'Counts.',
    category: 'fun',
    needs: {},
    config: {
      version: 2,
      schema: z.object({ salute: z.string() }),
      migrate: { 2: (old) => ({ salute: `${(old as { greeting?: string }).greeting ?? 'hi'}!` }) },
    },
    data: {
      counts: {
        version: 2,
        schema: z.object({ who: z.string(), total: z.int() }),
        key: ['who'],
        migrate: {
          2: (old) => {
            if (migrationFails) throw new Error('these data are strange');
            return { who: old.who, total: Number(old.count) * 10 };
          },
        },
      },
    },
  });
  return contract.build(
    contract.command({
      name: 'tally',
      description: 'Count',
      async run(ctx) {
        if (crashes) throw new Error('this version is broken');
        const row = await ctx.data.counts.findOneAndUpdate(
          { who: 'all' },
          { $inc: { total: 10 } },
          { upsert: true },
        );
        await ctx.reply(`two ${ctx.config.salute} ${row?.total}`);
      },
    }),
  );
}

const given = (plugin: Plugin, version: string): GivenPlugin => ({
  plugin,
  manifest: describePlugin(plugin, { package: 'test-tally', version }),
});

let browser: Browser;
let dataDir: string;
let guildhall: Guildhall;

beforeAll(async () => {
  browser = await launchBrowser();
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'guildhall-versions-'));
  guildhall = await startGuildhall({
    settings: readSettings({ PORT: '0', DATA_DIR: dataDir }),
    plugins: [given(first(), '1.0.0')],
    logger: createLogger({ level: 'silent' }),
  });
});

afterAll(async () => {
  await browser?.close();
  await guildhall?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const says = async () => {
  const cafe = guildhall.simulator?.guilds.find((guild) => guild.name === 'Café Guildhall');
  const answer = await cafe?.member('bob').run('/tally');
  await guildhall.idle();
  return answer?.content ?? '';
};

async function update(page: Page, guildId: string): Promise<void> {
  await page.goto(`${guildhall.url}/guilds/${guildId}/plugins/tally/versions`);
  await page.getByRole('button', { name: 'See the update' }).click();
  await page.getByRole('button', { name: 'Update', exact: true }).last().click();
}

test('GIVEN an installed plugin WHEN it is updated, fails to migrate, and crashes THEN the dashboard shows each and undoes it, and nothing is lost', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  const page = await context.newPage();
  const guildId = await signIn(page, guildhall.url);
  await install(page, guildhall.url, guildId, 'tally');
  expect(await says()).toBe('one hi 1');
  expect(await says()).toBe('one hi 2');

  // An update that moves configuration and data, and back again.
  await guildhall.addPlugin(given(later(), '1.1.0'));
  await update(page, guildId);
  await page.getByText('Tally is at version 1.1.0.').waitFor();
  expect(await says()).toBe('two hi! 30');
  await page.getByRole('button', { name: 'Go back to 1.0.0' }).click();
  await page.getByText('Tally is back at version 1.0.0.').waitFor();
  expect(await says()).toBe('one hi 3');
  await page.getByText('This server stays at this version').waitFor();

  // A migration that fails: the former version goes on, and Problems says why.
  await guildhall.addPlugin(given(later({ migrationFails: true }), '1.2.0'));
  await update(page, guildId);
  await page.getByText('The update failed, and version 1.0.0 runs again.').waitFor();
  await page.getByText('Guildhall went back to the former version').waitFor();
  await page.getByRole('link', { name: /^Problems/ }).click();
  await page.waitForURL(/\/problems$/);
  await page.getByText('UPDATE_FAILED').first().waitFor();
  expect(await says()).toBe('one hi 4');

  // A version that crashes once it runs: Guildhall goes back by itself.
  await guildhall.addPlugin(given(later({ crashes: true }), '1.3.0'));
  await update(page, guildId);
  await page.getByText('Tally is at version 1.3.0.').waitFor();
  for (let times = 0; times < 8; times++) await says();
  await expect.poll(says, { timeout: 30_000 }).toMatch(/^one hi/);
  await page.getByText('Guildhall went back to the former version').waitFor();
  await page.getByRole('link', { name: /^Problems/ }).click();
  await page.waitForURL(/\/problems$/);
  await page.getByText('UPDATE_CRASHED').first().waitFor();
  await page.getByRole('link', { name: 'Versions' }).click();
  await page.getByText('Running here').waitFor();

  // And the one that works can be chosen by its name.
  await page.getByRole('button', { name: 'Move to 1.1.0' }).click();
  await page.getByRole('button', { name: 'Move to 1.1.0' }).last().click();
  await page.getByText('Tally is at version 1.1.0.').waitFor();
  expect(await says()).toMatch(/^two hi! \d+0$/);
  await context.close();
});
