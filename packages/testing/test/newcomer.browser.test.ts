import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser/launch-browser.ts';
import { type RunningGuildhall, runGuildhall } from './browser/run-guildhall.ts';

/**
 * The newcomer's whole story, as the README tells it: what `npm start` runs, a real browser, and a power cut.
 * The steps depend on each other, so they are one test; its steps are named for the report.
 */
let browser: Browser;
let dataDir: string;
let guildhall: RunningGuildhall;

beforeAll(async () => {
  browser = await launchBrowser();
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'guildhall-newcomer-'));
});

afterAll(async () => {
  await browser?.close();
  await guildhall?.kill();
  await rm(dataDir, { recursive: true, force: true });
});

test('a newcomer signs in, installs a plugin, configures it, a member sees it, and a power cut loses nothing', async () => {
  const port = await freePort();
  guildhall = await runGuildhall(dataDir, port);

  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  const dashboard = await context.newPage();
  const chat = await context.newPage();
  const complaints: string[] = [];
  for (const page of [dashboard, chat]) listen(page, complaints);

  // Sign in as Ana, who owns the guild.
  await dashboard.goto(guildhall.dashboard);
  await dashboard.getByRole('link', { name: /sign in/i }).click();
  await dashboard.getByText('Owner of Café Guildhall').click();
  await dashboard.getByRole('button', { name: 'Authorize' }).click();
  await dashboard.getByRole('link', { name: /Café Guildhall/ }).click();
  await dashboard.getByRole('heading', { name: 'Overview' }).waitFor();

  // Install two plugins, each with consent.
  await install(dashboard, 'Hello');
  await install(dashboard, 'Leveling');

  // Bob uses them.
  await chat.goto(guildhall.chat);
  await actAs(chat, 'bob');
  await chat.getByRole('button', { name: 'Text channel general' }).click();
  await say(chat, 'good morning, everyone');
  await run(chat, '/hello', /Hello, bob!/);
  const rank = await run(chat, '/rank', /\d+ XP/i);
  const xp = /(\d+) XP/i.exec(rank)?.[1];
  expect(Number(xp), rank).toBeGreaterThanOrEqual(15);

  // Ana changes the greeting; Bob's command answers differently.
  await dashboard.getByRole('link', { name: 'Hello', exact: true }).click();
  await dashboard.getByRole('textbox', { name: 'Greeting' }).fill('Bonjour {name}, un café ?');
  await dashboard.getByRole('button', { name: /^Save/ }).click();
  await dashboard.getByText('Saved. It is in effect.').first().waitFor();
  await run(chat, '/hello', /Bonjour bob, un café \?/);

  // The power goes.
  const firstStart = guildhall.startedIn;
  await guildhall.kill();
  guildhall = await runGuildhall(dataDir, port);
  // Ten seconds, but for a machine on which even the first start, with nothing to recover, took long.
  expect(guildhall.startedIn, 'the second start').toBeLessThan(Math.max(10_000, 3 * firstStart));
  process.stderr.write(`second start: ${Math.round(guildhall.startedIn)} ms to the printed links\n`);

  // Ana is still signed in, and everything is as it was.
  await dashboard.reload();
  await dashboard.getByRole('textbox', { name: 'Greeting' }).waitFor();
  expect(await dashboard.getByRole('textbox', { name: 'Greeting' }).inputValue()).toBe(
    'Bonjour {name}, un café ?',
  );
  expect(
    await dashboard.getByRole('navigation').getByRole('link', { name: 'Leveling', exact: true }).count(),
  ).toBe(1);

  await chat.goto(guildhall.chat);
  await actAs(chat, 'bob');
  await chat.getByRole('button', { name: 'Text channel general' }).click();
  await chat.getByRole('article').getByText('good morning, everyone').waitFor();
  await run(chat, '/hello', /Bonjour bob, un café \?/);
  await run(chat, '/rank', new RegExp(`\\b${xp} XP`));

  // Off means off: the command is gone, and whoever has the page open sees it without reloading.
  const elsewhere = await context.newPage();
  await elsewhere.goto(dashboard.url());
  await elsewhere.getByRole('switch', { name: 'Enable Hello', checked: true }).waitFor();
  await dashboard.getByRole('switch', { name: 'Enable Hello' }).click();
  await dashboard.getByText('Off', { exact: true }).first().waitFor();
  await elsewhere.getByRole('switch', { name: 'Enable Hello', checked: false }).waitFor();
  await expect.poll(() => commands(chat)).not.toContain('/hello');

  expect(complaints).toEqual([]);
});

async function install(page: Page, plugin: string): Promise<void> {
  await page.getByRole('link', { name: 'Plugin catalogue' }).click();
  await page
    .getByRole('link', { name: new RegExp(`^${plugin}`) })
    .first()
    .click();
  await page.getByRole('link', { name: 'Install' }).click();
  await page.getByRole('checkbox', { name: /I agree/ }).click();
  await page.getByRole('button', { name: `Install ${plugin}` }).click();
  await page.getByText(`${plugin} is installed and running.`).waitFor();
}

async function actAs(chat: Page, member: string): Promise<void> {
  await chat.getByRole('button', { name: /^Acting as/ }).click();
  await chat
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(`^${member}`) })
    .click();
  await chat.getByRole('button', { name: `Acting as ${member}` }).waitFor();
}

const composer = (chat: Page) => chat.getByRole('textbox', { name: /^Message / });

async function say(chat: Page, text: string): Promise<void> {
  await composer(chat).fill(text);
  await chat.keyboard.press('Enter');
  await chat.getByRole('article').getByText(text).waitFor();
}

/** Runs a command without options, and gives back what the bot answered: it may think first, where the machine is slow. */
async function run(chat: Page, command: string, like: RegExp): Promise<string> {
  const before = await chat.getByRole('article').count();
  await composer(chat).pressSequentially(command);
  await chat.getByRole('option', { name: new RegExp(`^${command}`) }).waitFor();
  await chat.keyboard.press('Enter');
  await chat.keyboard.press('Enter');
  await expect.poll(() => chat.getByRole('article').count()).toBeGreaterThan(before);
  const answer = () => chat.getByRole('article').last().innerText();
  await expect.poll(answer).toMatch(like);
  return answer();
}

async function commands(chat: Page): Promise<string> {
  await composer(chat).fill('');
  await composer(chat).pressSequentially('/');
  const list = await chat.getByRole('listbox', { name: 'Commands' }).innerText();
  await composer(chat).fill('');
  return list;
}

/** What a page reports that a user would count as broken. */
function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && /content security policy/i.test(message.text())) {
      complaints.push(message.text());
    }
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}
