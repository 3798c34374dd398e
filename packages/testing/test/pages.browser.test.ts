import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser/launch-browser.ts';
import { lookAt, settled, sidewaysBy, widths } from './browser/look-at.ts';
import { type RunningGuildhall, runGuildhall } from './browser/run-guildhall.ts';
import { install } from './browser/sign-in.ts';

let browser: Browser;
let dataDir: string;
let guildhall: RunningGuildhall;

beforeAll(async () => {
  browser = await launchBrowser();
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'guildhall-pages-'));
  guildhall = await runGuildhall(dataDir, await freePort());
});

afterAll(async () => {
  await browser?.close();
  await guildhall?.kill();
  await rm(dataDir, { recursive: true, force: true });
});

test('every page is accessible in both themes at every width, without sideways scrolling or CSP complaints', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text());
  });

  await page.goto(`${guildhall.dashboard}/sign-in`);
  await lookAt(page, 'sign-in', complaints);
  await page.getByRole('link', { name: /sign in/i }).click();
  await page.getByText('Owner of Café Guildhall').click();
  await page.getByRole('button', { name: 'Authorize' }).click();
  await page.getByRole('link', { name: /Café Guildhall/ }).waitFor();
  await lookAt(page, 'guilds', complaints);
  await page.getByRole('link', { name: /Café Guildhall/ }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  const guildId = new URL(page.url()).pathname.split('/')[2] ?? '';
  for (const pluginId of ['leveling', 'hello']) await install(page, guildhall.dashboard, guildId, pluginId);

  const chat = await context.newPage();
  await chat.goto(guildhall.chat);
  await chat.getByRole('button', { name: 'Text channel general' }).click();
  await chat.getByRole('textbox', { name: /^Message / }).fill('good morning');
  await chat.keyboard.press('Enter');
  await chat.getByRole('article').getByText('good morning').waitFor();
  await chat.close();
  await page.goto(`${guildhall.dashboard}/guilds/${guildId}/plugins/leveling/pages/leaderboard`);
  await expect
    .poll(
      async () => {
        await page.reload();
        await page.locator('h2').first().waitFor();
        await page.waitForFunction(() => !document.querySelector('#main [aria-busy="true"]'));
        return page.getByRole('table').count();
      },
      { timeout: 15_000 },
    )
    .toBeGreaterThan(0);
  await useByKeyboard(page, complaints);

  const routes = addressesIn(guildId);
  // A page that is added to the dashboard is looked at, or this fails.
  expect(Object.keys(routes).sort()).toEqual(await routeNames());
  const addresses = Object.values(routes).flat();
  for (const address of addresses) {
    await page.goto(guildhall.dashboard + address);
    await lookAt(page, address, complaints);
  }
  // The same in French, whose texts are longer: no English is left over, nothing grows out of the screen.
  await page.evaluate(() => localStorage.setItem('guildhall.language', 'fr'));
  for (const address of addresses) {
    await page.goto(guildhall.dashboard + address);
    await settled(page);
    if ((await page.evaluate(() => document.documentElement.lang)) !== 'fr')
      complaints.push(`${address} is not French`);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      const scrolls = await sidewaysBy(page);
      if (scrolls > 0)
        complaints.push(`${address} in French scrolls sideways by ${scrolls} px at ${width} px`);
    }
    const said = await page.locator('body').innerText();
    for (const english of [
      /\bInstalled plugins\b/,
      /\bShow more\b/,
      /\bSign out\b/,
      /\bLoading\b/,
      /[a-z]+\.[a-z]+\.[a-zA-Z]+\.(title|text)\b/,
    ]) {
      if (english.test(said)) complaints.push(`${address} in French still says ${english}`);
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(complaints).toEqual([]);
}, 300_000);

/** A plugin's page without a mouse: a row's drawer, a change in a dialog, its undo; focus goes in and comes back. */
async function useByKeyboard(page: Page, complaints: string[]): Promise<void> {
  const row = page.getByRole('table').getByRole('button', { name: '1', exact: true });
  await row.focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Rank 1' });
  await drawer.getByText('XP to the next level').waitFor();
  expect(page.url()).toMatch(/_row=\d+/);
  await lookAt(page, 'the drawer of a row', complaints);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await expect.poll(() => row.evaluate((button) => button === document.activeElement)).toBe(true);

  const set = page.getByRole('button', { name: /^Set XP: 1$/ });
  await set.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Set XP' });
  const field = dialog.getByRole('spinbutton').or(dialog.getByRole('textbox'));
  await field.waitFor();
  await lookAt(page, 'the dialog of an action', complaints);
  await field.fill('450');
  await page.keyboard.press('Enter');
  await page.getByText('Set to 450 XP, level 2.').waitFor();
  // Closing, the dialog gives the focus back; only then does anybody go on from there.
  await expect.poll(() => set.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Undone.').waitFor();
}

/** Of every route of the dashboard by its name; those that were looked at on the way here have none. */
function addressesIn(guildId: string): Readonly<Record<string, readonly string[]>> {
  const guild = `/guilds/${guildId}`;
  const leveling = `${guild}/plugins/leveling`;
  return {
    'sign-in': [],
    guilds: [],
    overview: [guild],
    catalogue: [`${guild}/catalogue`],
    plugin: [`${guild}/catalogue/leveling`],
    consent: [`${guild}/catalogue/leveling/install`],
    'plugin-page': [`${leveling}/pages/leaderboard`],
    configure: [`${leveling}/configure`, `${guild}/plugins/hello/configure`],
    'shadow-report': [`${leveling}/shadow-report`],
    history: [`${leveling}/history`],
    versions: [`${leveling}/versions`],
    problems: [`${leveling}/problems`],
    about: [`${leveling}/about`],
    commands: [`${guild}/commands`],
    why: [`${guild}/why`],
    audit: [`${guild}/audit`],
    settings: [`${guild}/settings`],
    'open-page': [`/g/${guildId}/leveling/leaderboard`],
    'operator-plugins': ['/operator/plugins'],
    'not-found': ['/nowhere'],
  };
}

/** Names of the router's routes, but the gallery's, which is built in development only. */
async function routeNames(): Promise<readonly string[]> {
  const file = fileURLToPath(new URL('../../dashboard/src/app/routes.ts', import.meta.url));
  const text = await readFile(file, 'utf8');
  const found = [...text.matchAll(/(?<!redirect: \{ )\bname: '([\w-]+)'/g)].map(([, name = '']) => name);
  return found.filter((name) => name !== 'gallery').sort();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}
