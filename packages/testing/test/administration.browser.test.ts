import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createLogger, type Guildhall, readSettings, startGuildhall } from '@guildhall/core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { askingPlugin } from './browser/asking-plugin.ts';
import { tabTo } from './browser/keyboard.ts';
import { kindsPlugin, type Seen } from './browser/kinds.ts';
import { launchBrowser } from './browser/launch-browser.ts';
import { lookAt, settled, sidewaysBy, widths } from './browser/look-at.ts';
import { install, signIn } from './browser/sign-in.ts';

/** One Guildhall and one page for all: each test begins where it needs to be. */
const seen: Seen = { config: undefined, isRoadOpen: false, delivered: [] };
let browser: Browser;
let page: Page;
let dataDir: string;
let guildhall: Guildhall;
let guildId: string;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'guildhall-administration-'));
  guildhall = await startGuildhall({
    settings: readSettings({ PORT: '0', DATA_DIR: dataDir }),
    plugins: [kindsPlugin(seen), askingPlugin()],
    logger: createLogger({ level: 'silent' }),
  });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
  });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  // Leaving what is not saved asks first; a test that has failed there must not hold up the next.
  page.on('dialog', (dialog) => void dialog.accept());
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text());
  });
  guildId = await signIn(page, guildhall.url);
  await install(page, guildhall.url, guildId, 'kinds');
});

afterAll(async () => {
  await browser?.close();
  await guildhall?.close();
  await rm(dataDir, { recursive: true, force: true });
});

beforeEach(() => {
  complaints.length = 0;
});

const open = async (address: string) => {
  await page.goto(`${guildhall.url}/guilds/${guildId}${address}`);
  await settled(page);
};
const cafe = () => {
  const found = guildhall.simulator?.guilds.find((guild) => guild.name === 'Café Guildhall');
  if (!found) throw new Error('the demonstration has a Café Guildhall');
  return found;
};
const bob = () => cafe().member('bob');
const channelId = (name: string) => cafe().channel(name).id;

test('GIVEN every kind of field WHEN all are filled in with the keyboard only THEN what is saved is what was entered', async () => {
  await open('/plugins/kinds/configure');
  const { keyboard } = page;
  const write = async (name: string, text: string) => {
    await tabTo(page, name);
    await keyboard.press('Control+A');
    await keyboard.insertText(text);
  };
  const press = async (name: string, ...keys: string[]) => {
    await tabTo(page, name);
    for (const key of keys) await keyboard.press(key);
  };
  /** Opens a picker, searches, and takes what is found. */
  const pick = async (name: string, words: string, found: RegExp) => {
    await press(name, 'Enter');
    await page.getByRole('combobox', { expanded: true }).waitFor();
    await keyboard.insertText(words);
    await page.getByRole('option', { name: found, selected: false }).first().waitFor();
    await keyboard.press('Enter');
  };

  await write('Short text', 'a few words');
  await write('Long text', 'many words');
  await write('Whole number', '42');
  await write('Number', '0.5');
  await press('Switch', 'Space');
  await press('Choice', 'ArrowDown');
  await press('Tue', 'Space');
  await pick('Channel', 'general', /general/);
  await pick('Roles: add a role', 'regular', /regular/i);
  await keyboard.press('Escape');
  await pick('Member', 'bob', /bob/);
  await pick('User', '123456789012345678', /123456789012345678/);
  await write('Any id', '223456789012345678');
  await write('Emoji', '🎉');
  await pick('Permission', 'ban mem', /Ban members/i);
  await write('Colour', '#1c6a5e');
  await write('Wait', '90');
  await press('On weekdays', 'Enter');
  await pick('Zone', 'europe/lis', /Lisbon/);
  // Day and month the same, and in the morning: how the browser's own control is written depends on the machine.
  await press('Moment');
  await keyboard.type('12122026');
  await keyboard.press('ArrowRight');
  await keyboard.type('0630A');
  await press('Day');
  await keyboard.type('12122026');
  await press('Hour');
  await keyboard.type('0830A');
  await write('Address', 'https://example.com/feed');
  await write('Token', 'hunter2');
  await write('Pattern', 'discord\\.gg/\\w+');
  await write('Message', 'Well done ');
  await press('Insert user', 'Enter');
  await write('Title', 'Welcome');
  await write('English', 'Hello');
  await press('Add a language: Saying', 'ArrowDown');
  await press('Add to Words', 'Enter');
  await keyboard.insertText('first');
  await press('Add to Rewards', 'Enter');
  await keyboard.press('Control+A');
  await keyboard.insertText('7');
  await write('Limits: new name', 'daily');
  await press('Add', 'Enter');
  await write('Least', '2');
  await press('Action', 'ArrowDown');
  await write('Threshold', '10');
  await keyboard.press('Control+S');
  await page.getByText('Saved. It is in effect.').first().waitFor();

  await bob().run('/kinds');
  expect(seen.config).toMatchObject({
    text: 'a few words',
    long: 'many words',
    count: 42,
    ratio: 0.5,
    on: true,
    curve: 'linear',
    days: ['tue'],
    channel: channelId('general'),
    roles: [expect.stringMatching(/^\d+$/)],
    member: bob().id,
    user: '123456789012345678',
    id: '223456789012345678',
    emoji: '🎉',
    permission: 'BanMembers',
    color: 0x1c6a5e,
    cron: '0 9 * * MON-FRI',
    zone: 'Europe/Lisbon',
    moment: '2026-12-12T05:30:00.000Z',
    day: '2026-12-12',
    time: '08:30',
    url: 'https://example.com/feed',
    token: 'hunter2',
    pattern: 'discord\\.gg/\\w+',
    message: 'Well done {user}',
    embed: { title: 'Welcome' },
    words: ['first'],
    rewards: [{ level: 7 }],
    limits: { daily: 0 },
    range: { least: 2, most: 5 },
    action: { kind: 'pause', seconds: 3 },
    threshold: 10,
  });
  expect(complaints).toEqual([]);
});

test('GIVEN a page with every kind of field THEN it is accessible in both themes at every width, and in French', async () => {
  await open('/plugins/kinds/configure');
  await page.getByRole('button', { name: 'Threshold differs for…' }).click();
  await lookAt(page, 'every-kind-of-field', complaints, { briefly: true });
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await inFrench(async () => {
    for (const address of ['/plugins/kinds/configure', '/commands', '/plugins/kinds/problems']) {
      await open(address);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr');
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        const scrolls = await sidewaysBy(page);
        if (scrolls > 0)
          complaints.push(`${address} in French scrolls sideways by ${scrolls} px at ${width} px`);
      }
    }
  });
  expect(complaints).toEqual([]);
});

test('GIVEN a field that may differ by place WHEN it is given other values for a channel and a role THEN members meet them, and an undo takes them back', async () => {
  await open('/plugins/kinds/configure');
  const add = page.getByRole('button', { name: 'Threshold differs for…' });
  const row = (number: number) => page.getByRole('group', { name: `Threshold, differing value ${number}` });
  const inGeneral = async (name: string) =>
    (
      await cafe()
        .member(name)
        .run('/kinds', {}, { in: cafe().channel('general') })
    ).content;
  const before = await inGeneral('bob');
  await add.click();
  await row(1)
    .getByRole('button', { name: /Channel/ })
    .click();
  await page.getByRole('option', { name: /general/ }).click();
  await row(1).getByRole('spinbutton').fill('77');
  await add.click();
  await row(2).getByRole('combobox').selectOption('Role');
  await row(2).getByRole('button', { name: /Role/ }).click();
  await page.getByRole('option', { name: /Regular/ }).click();
  await row(2).getByRole('spinbutton').fill('88');
  await page.getByRole('button', { name: /^Save/ }).click();
  await page.getByText('Saved. It is in effect.').first().waitFor();
  expect(await inGeneral('bob')).toBe('threshold 77');
  expect(await inGeneral('chloé')).toBe('threshold 88');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByText('The change was undone.').first().waitFor();
  expect([await inGeneral('bob'), await inGeneral('chloé')]).toEqual([before, before]);
  expect(complaints).toEqual([]);
});

test('GIVEN a plugin with fields that have no default WHEN it is installed THEN they are asked first, what is wrong is said beside them, and it starts with the answers', async () => {
  await open('/catalogue/asking/install');
  const motto = page.getByRole('textbox', { name: 'Motto' });
  const installs = page.getByRole('button', { name: 'Install Asking' });
  await motto.waitFor();
  expect(await page.getByText('Loud', { exact: true }).count()).toBe(0);
  await lookAt(page, 'asked-first', complaints, { briefly: true });
  await page.getByRole('checkbox', { name: /I agree/ }).click();
  await installs.click();
  await page.getByRole('alert').waitFor();
  await expect.poll(() => motto.getAttribute('aria-invalid')).toBe('true');
  await motto.fill('Be kind');
  await page.getByRole('button', { name: /Choose a channel/ }).click();
  await page.getByRole('option', { name: /general/ }).click();
  await installs.click();
  await page.getByText('is installed and running.').first().waitFor();
  await guildhall.idle();
  expect((await bob().run('/motto')).content).toBe(`Be kind in ${channelId('general')}`);
  expect(complaints).toEqual([]);
});

test('GIVEN a command WHEN an admin gives it another name THEN members call it by that, and an undo takes it back', async () => {
  const names = () =>
    bob()
      .commands()
      .map(({ name }) => name);
  await open('/commands');
  await page.getByRole('button', { name: 'Rename deliver' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('No Spaces');
  expect(await dialog.getByRole('button', { name: 'Rename' }).isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('envoyer');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('/envoyer', { exact: true }).waitFor();
  await guildhall.idle();
  expect(names()).toContain('envoyer');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByText('/deliver', { exact: true }).waitFor();
  await guildhall.idle();
  expect(names()).toContain('deliver');
  expect(names()).not.toContain('envoyer');
  expect(complaints).toEqual([]);
});

test('GIVEN work that failed for good WHEN an admin runs one piece of it again and gives up another THEN the one is done, and both are gone from the list', async () => {
  for (const to of ['ana', 'bob']) await bob().run('/deliver', { to });
  for (let attempt = 0; attempt < 4; attempt++) {
    await guildhall.simulator?.clock.advance(20_000);
    await guildhall.idle();
  }
  await open('/plugins/kinds/problems');
  const letters = page.getByRole('region', { name: 'Failed work' }).getByRole('listitem');
  await expect.poll(() => letters.count()).toBe(2);
  await lookAt(page, 'failed-work', complaints, { briefly: true });

  seen.isRoadOpen = true;
  const ana = letters.filter({ hasText: 'ana' });
  await ana.getByRole('button', { name: /again/ }).click();
  await expect.poll(() => letters.count()).toBe(1);
  await guildhall.simulator?.clock.advance(1000);
  await guildhall.idle();
  expect(seen.delivered).toEqual(['ana']);
  await letters.getByRole('button', { name: 'Give up deliver' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Give up' }).click();
  await expect.poll(() => letters.count()).toBe(0);
  expect(seen.delivered).toEqual(['ana']);
  expect(complaints).toEqual([]);
});

async function inFrench(work: () => Promise<void>): Promise<void> {
  const speak = (language: string) =>
    page.evaluate((next) => localStorage.setItem('guildhall.language', next), language);
  await speak('fr');
  try {
    await work();
  } finally {
    await speak('en');
    await page.setViewportSize({ width: 1280, height: 800 });
  }
}
