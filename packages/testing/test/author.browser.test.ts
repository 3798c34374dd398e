import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLogger, type Guildhall, readSettings, startGuildhall } from '@guildhall/core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser/launch-browser.ts';
import { lookAt } from './browser/look-at.ts';
import { install, signIn } from './browser/sign-in.ts';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
let browser: Browser;
let parent: string;
let guildhall: Guildhall;

beforeAll(async () => {
  browser = await launchBrowser();
  parent = await mkdtemp(path.join(os.tmpdir(), 'guildhall-author-'));
  guildhall = await startGuildhall({
    settings: readSettings({ PORT: '0', DATA_DIR: path.join(parent, 'data') }),
    plugins: [],
    logger: createLogger({ level: 'silent' }),
  });
});

afterAll(async () => {
  await browser?.close();
  await guildhall?.close();
  await rm(parent, { recursive: true, force: true });
});

test('GIVEN a plugin that was scaffolded and packed WHEN its tarball is uploaded and installed by clicking THEN its command answers members', async () => {
  // What `npm create guildhall-plugin`, `npm install` and `npm run pack` do; packages are linked and not fetched.
  const folder = path.join(parent, 'wave');
  const flags = ['--id', 'wave', '--name', 'Wave', '--description', 'Waves.', '--template', 'command'];
  await run(parent, 'packages/create-plugin/src/main.ts', folder, ...flags);
  await mkdir(path.join(folder, 'node_modules/@guildhall'), { recursive: true });
  await symlink(path.join(repository, 'packages/sdk'), path.join(folder, 'node_modules/@guildhall/sdk'));
  await run(folder, 'packages/sdk/src/cli/main.ts', 'pack');
  const [tarball] = (await readdir(folder, { recursive: true })).filter(
    (name) => name.endsWith('.tgz') && !name.startsWith('node_modules'),
  );
  if (tarball === undefined) throw new Error('pack leaves a tarball');

  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  const guildId = await signIn(page, guildhall.url);
  await page.goto(`${guildhall.url}/operator/plugins`);
  const file = page.getByLabel('Choose a file');

  // What is no package is refused with a reason, and the page stays usable.
  const wrong = path.join(parent, 'wrong.tgz');
  await writeFile(wrong, 'not a tarball');
  await file.setInputFiles(wrong);
  await page.getByRole('alert').waitFor();

  // Slowly, so that the progress is seen.
  await page.route('**/api/v1/operator/plugins', async (route) => {
    if (route.request().method() === 'POST') {
      await page.getByRole('progressbar').waitFor();
    }
    await route.continue();
  });
  await file.setInputFiles(path.join(folder, tarball));
  await page
    .getByText(/^Wave .*can be installed/)
    .first()
    .waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  await page.getByRole('heading', { name: 'Wave' }).waitFor();
  await lookAt(page, 'operator-plugins', complaints, { briefly: true });

  await install(page, guildhall.url, guildId, 'wave');
  const cafe = guildhall.simulator?.guilds.find((guild) => guild.name === 'Café Guildhall');
  await guildhall.idle();
  const [command] = (cafe?.member('bob').commands() ?? []).filter(({ name }) => name !== 'guildhall');
  const answer = await cafe?.member('bob').run(`/${command?.name}`);
  expect(answer?.content).toBeTruthy();
  // A stranger's code: in a process of its own.
  expect(guildhall.catalogue.newest('wave')?.tier).toBe('sandboxed');
  expect(complaints).toEqual([]);
  await context.close();
});

/** Runs one of the repository's programs as an author would. @throws with what it printed, when it fails */
function run(folder: string, script: string, ...args: string[]): Promise<void> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ['--conditions=@guildhall/source', path.join(repository, script), ...args],
      { cwd: folder, env: { ...env, NO_COLOR: '1' } },
      (error, out, errors) => (error ? reject(new Error(`${script}: ${out}${errors}`)) : resolve()),
    );
  });
}
