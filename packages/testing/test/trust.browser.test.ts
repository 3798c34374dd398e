import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createLogger, type Guildhall, readSettings, startGuildhall } from '@guildhall/core';
import { packPlugin } from '@guildhall/sdk/build';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replayProblem } from '../src/index.ts';
import greeter from './browser/greeter/src/index.ts';
import { launchBrowser } from './browser/launch-browser.ts';
import { lookAt } from './browser/look-at.ts';
import { signIn } from './browser/sign-in.ts';

let browser: Browser;
let dataDir: string;
let guildhall: Guildhall;

beforeAll(async () => {
  browser = await launchBrowser();
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'guildhall-trust-'));
  // What a stranger publishes, and an operator has added: locked up, as well as this machine can.
  const greeterFolder = path.join(import.meta.dirname, 'browser/greeter');
  const packed = await packPlugin(greeterFolder, { outDir: path.join(dataDir, 'packed') });
  guildhall = await startGuildhall({
    settings: readSettings({ PORT: '0', DATA_DIR: dataDir, GUILDHALL_SANDBOX_MINIMUM: 'process' }),
    plugins: [{ tarball: packed.file }],
    logger: createLogger({ level: 'silent' }),
  });
});

afterAll(async () => {
  await browser?.close();
  await guildhall?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const cafe = () => {
  const guild = guildhall.simulator?.guilds.find(({ name }) => name === 'Café Guildhall');
  if (!guild) throw new Error('the demonstration has its guild');
  return guild;
};
/** What axe has against a page in either theme, and sideways scrolling, on a phone too. */
const complaints: string[] = [];
const look = async (page: Page, name: string) => {
  await lookAt(page, name, complaints, { briefly: true });
};

/** Of what is looked at elsewhere, or nearly the same: only for whoever wants to see it. */
const picture = async (page: Page, name: string) => {
  if (process.env.SCREENSHOTS) await look(page, name);
};

test('GIVEN a stranger’s plugin, locked up, WHEN an admin tries it for 48 hours, reads its report, makes it live and meets a Problem THEN all is understood and mended in the dashboard', async () => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const guildId = await signIn(page, guildhall.url);
  const bob = cafe().member('bob');

  // Tried first: nothing of it reaches Discord.
  await page.goto(`${guildhall.url}/guilds/${guildId}/catalogue/greeter/install`);
  await page.getByText(/^Own process/).waitFor();
  expect(guildhall.catalogue.newest('greeter')?.tier).toBe('sandboxed');
  await page.getByRole('checkbox', { name: /I agree/ }).click();
  await picture(page, 'consent');
  await page.getByLabel('For how long').selectOption('48');
  await page.getByRole('button', { name: 'Try it first' }).click();
  await page.getByText('Greeter is in shadow for 48 hours.').waitFor();
  await page.getByText('It has done nothing yet').waitFor();
  await page
    .getByText(/In shadow, 4[78] h left/)
    .first()
    .waitFor();
  await picture(page, 'report-empty');
  expect(bob.commands('general').map(({ name }) => name)).not.toContain('rules');

  // What it would have done comes into the report by itself.
  await bob.in('general').say('hello');
  await guildhall.idle();
  await page.getByRole('heading', { name: 'What it would have done' }).waitFor();
  await page.getByText('#general', { exact: true }).waitFor();
  await page.getByText('Welcome, @bob!').waitFor();
  await page.getByRole('heading', { name: 'What would have failed' }).waitFor();
  await page.getByText(/Members are not shown its commands.*\/rules/).waitFor();
  await look(page, 'report');
  expect(bob.in('general').messages()).toHaveLength(1);

  // Its time is over: it waits, and is made live.
  await guildhall.simulator?.advance('49h');
  await guildhall.idle();
  await page.getByText('The trial of Greeter is over').waitFor();
  await page.getByRole('link', { name: /^Problems/ }).click();
  await page.getByText('SHADOW_OVER').waitFor();
  await picture(page, 'over');
  await page.getByRole('button', { name: 'Make it live' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make it live' }).click();
  await page.getByText('Greeter is live.').waitFor();
  await page.getByText('No problems').waitFor();
  await bob.in('general').say('hello again');
  await guildhall.idle();
  expect(bob.in('general').messages().at(-1)?.content).toContain('Welcome');

  // A Problem is met …
  const rules = async () => (await bob.run('/rules')).content;
  for (let times = 0; times < 5; times++) await rules();
  await guildhall.idle();
  await page.getByText('no rules are written in the settings').first().waitFor();
  // Its author is told where, by their own file.
  await page
    .getByText(/reference [0-9a-f]{8}, src\/index\.ts:\d+:\d+/)
    .first()
    .waitFor();

  // … and understood: by why, and by its scene, which its author can play.
  await page.getByRole('heading', { name: 'A test for its author' }).waitFor();
  await look(page, 'problems');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as a test' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('greeter-no-rules-are-written-in-the-settings.json');
  const scene = JSON.parse(await readFile(await file.path(), 'utf8'));
  expect(JSON.stringify(scene)).not.toMatch(/bob|general|hello/);
  const { problems } = await replayProblem(greeter, scene);
  expect(problems).toContainEqual(
    expect.objectContaining({ code: 'HANDLER_FAILED', message: 'no rules are written in the settings' }),
  );
  await page.getByRole('button', { name: 'Copy the test' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain('replayProblem(plugin, scene');
  await page.getByRole('link', { name: 'Why it did so' }).last().click();
  await page.getByText('said no rules: none are written in its settings').first().waitFor();
  await page.getByText('Only what command rules did').waitFor();
  await look(page, 'why');

  // Mended without leaving the dashboard.
  await page.goto(`${guildhall.url}/guilds/${guildId}/plugins/greeter/configure`);
  await page.getByLabel('Rules').fill('Be kind.');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Save changes').waitFor({ state: 'hidden' });
  await guildhall.simulator?.advance('2m');
  await expect.poll(rules, { timeout: 20_000 }).toBe('Be kind.');
  await page.getByRole('link', { name: /^Problems/ }).click();
  const dismiss = page.getByRole('button', { name: /^Dismiss/ });
  await dismiss.first().waitFor();
  while ((await dismiss.count()) > 0) {
    const left = await dismiss.count();
    await dismiss.first().click();
    await expect.poll(() => dismiss.count()).toBeLessThan(left);
  }
  await page.getByText('No problems').waitFor();
  await page.getByRole('link', { name: 'Audit log' }).click();
  await page.getByText('made greeter live').waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test('GIVEN an installed plugin WHEN the operator switches it off everywhere THEN its admins see why at once, and it comes back as it was', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  const page = await context.newPage();
  const guildId = await signIn(page, guildhall.url);
  const bob = cafe().member('bob');
  await page.goto(`${guildhall.url}/guilds/${guildId}/plugins/greeter/problems`);
  await page.getByText('No problems').waitFor();

  const operator = await context.newPage();
  await operator.goto(`${guildhall.url}/operator/plugins`);
  await operator.getByRole('heading', { name: 'How plugins are locked up here' }).waitFor();
  await operator.getByRole('button', { name: 'Switch off everywhere: Greeter' }).click();
  await operator.getByLabel(/Reason/).fill('It greets people who do not want it.');
  await picture(operator, 'kill-dialog');
  await operator.getByRole('dialog').getByRole('button', { name: 'Switch off everywhere' }).click();
  await operator.getByText('Greeter is switched off everywhere.').waitFor();
  await operator.getByText('It greets people who do not want it.').waitFor();
  await picture(operator, 'operator');

  await page.getByText('Switched off by whoever runs this Guildhall').waitFor();
  await page.getByText('KILLED_BY_OPERATOR').waitFor();
  await expect.poll(() => page.getByRole('switch').count()).toBe(0);
  await look(page, 'killed');
  const before = bob.in('general').messages().length;
  await bob.in('general').say('anybody?');
  await guildhall.idle();
  expect(bob.in('general').messages()).toHaveLength(before + 1);

  await operator.getByRole('button', { name: 'Switch on again' }).click();
  await operator.getByText('Greeter may run again.').waitFor();
  await page.getByText('No problems').waitFor();
  await page.getByRole('switch', { name: 'Enable Greeter' }).waitFor();
  await bob.in('general').say('hello?');
  await guildhall.idle();
  expect(bob.in('general').messages().at(-1)?.content).toContain('Welcome');
  expect(complaints).toEqual([]);
  await context.close();
});

test('GIVEN a stranger’s plugin WHEN the operator trusts its version THEN they read what that gives away, it runs inside the bot at once, and one click takes it back', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  const page = await context.newPage();
  const guildId = await signIn(page, guildhall.url);
  const tier = () => guildhall.catalogue.newest('greeter')?.tier;
  const welcome = async (text: string) => {
    await cafe().member('bob').in('general').say(text);
    await guildhall.idle();
    return cafe().member('bob').in('general').messages().at(-1)?.content;
  };

  await page.goto(`${guildhall.url}/operator/plugins`);
  await page.getByRole('button', { name: 'Trust Greeter 1.0.0' }).click();
  await page.getByText(/Its code can then read the bot’s token/).waitFor();
  await look(page, 'trust-dialog');
  await page.getByRole('button', { name: 'Trust this version' }).click();
  await page.getByText('Greeter 1.0.0 runs inside the bot.').waitFor();
  await page.getByText('Trusted by you').waitFor();
  await look(page, 'trusted');
  expect(tier()).toBe('inline');
  expect(await welcome('hello inside')).toContain('Welcome');

  await page.getByRole('button', { name: 'Lock up again: Greeter 1.0.0' }).click();
  await page.getByText('Greeter 1.0.0 is locked up again.').waitFor();
  expect(tier()).toBe('sandboxed');
  expect(await welcome('hello outside')).toContain('Welcome');

  // Its admins read both.
  await page.goto(`${guildhall.url}/guilds/${guildId}/audit`);
  await page.getByText('runs greeter inside the bot from now on').waitFor();
  await page.getByText('runs greeter locked up again').waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
